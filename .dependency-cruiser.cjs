// The layer rules of docs/architecture.md. scripts/check-layers.mjs runs them and asserts how many modules were read:
// with a TypeScript that has no JavaScript API this tool silently reads nothing and passes.
const electron = '(^|/)node_modules/electron(/|$)|^electron$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle means that two modules are one; move what both need down.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'electron-only-in-its-host',
      comment: 'Electron is imported by hosts/electron and preload, nowhere else.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(main/hosts/electron|preload)' },
      to: { path: electron },
    },
    {
      name: 'back-end-never-reaches-electron',
      comment: 'The back end also runs in plain Node; nothing reachable from it may end at electron.',
      severity: 'error',
      from: { path: '^src/main/(backend|hosts/server)' },
      to: { path: electron, reachable: true },
    },
    {
      name: 'hosts-enter-by-the-front-door',
      comment: 'A host imports backend/index.ts and nothing behind it.',
      severity: 'error',
      from: { path: '^src/main/hosts' },
      to: { path: '^src/main/backend/', pathNot: '^src/main/backend/index\\.ts$' },
    },
    {
      name: 'host-not-host',
      severity: 'error',
      from: { path: '^src/main/hosts/([^/]+)/' },
      to: { path: '^src/main/hosts/([^/]+)/', pathNot: '^src/main/hosts/$1/' },
    },
    {
      name: 'back-end-knows-no-host',
      severity: 'error',
      from: { path: '^src/main/backend' },
      to: {
        path: '^src/(main/hosts|preload|renderer)|(^|/)node_modules/ws(/|$)',
        pathNot: '^$',
      },
    },
    {
      name: 'http-only-in-clients',
      comment: 'The back end serves nothing; the engine layer is an HTTP client of its own (docs/adr).',
      severity: 'error',
      from: { path: '^src/main/backend', pathNot: '^src/main/backend/(engine|registry)/' },
      to: { path: '^(node:)?https?$' },
    },
    {
      name: 'feature-not-feature',
      comment: 'What two features need moves down, or the composition root passes it in.',
      severity: 'error',
      from: { path: '^src/(main/backend|renderer)/features/([^/]+)/' },
      to: {
        path: '^src/(main/backend|renderer)/features/([^/]+)/',
        pathNot: '^src/(main/backend|renderer)/features/$2/',
      },
    },
    {
      name: 'back-end-layers-below-features',
      severity: 'error',
      from: { path: '^src/main/backend/(engine|registry|layers|cgroup|jobs|platform|recreate|writable)/' },
      to: { path: '^src/main/backend/(features/|index\\.ts)' },
    },
    {
      name: 'child-process-only-in-platform',
      comment: 'Programs are started by backend/platform/exec, which bounds, logs and ends them.',
      severity: 'error',
      from: { path: '^src/main', pathNot: '^src/main/backend/platform/|^src/main/hosts' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'common-is-pure',
      comment: 'src/common runs in Node and in a browser.',
      severity: 'error',
      from: { path: '^src/common' },
      to: { pathNot: '^src/common|(^|/)node_modules/(zod|@orpc/(contract|client|shared))(/|$)' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload)|^node:', dependencyTypesNot: ['npm'] },
    },
    {
      name: 'renderer-contract-as-types',
      comment: 'The contract and zod cost 27 kB in the renderer; only their types are needed there.',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: {
        path: '^src/common/contract|(^|/)node_modules/(zod|@orpc/contract)(/|$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'components-know-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/components' },
      to: { path: '^src/renderer/(app|features|locales)|^src/common/(rpc|contract)' },
    },
    {
      name: 'files-know-no-feature',
      comment: 'The tree and the viewer of files are used by several features and know none of them.',
      severity: 'error',
      from: { path: '^src/renderer/files' },
      to: { path: '^src/renderer/(app|features)' },
    },
    {
      name: 'lib-knows-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/lib' },
      to: { path: '^src/renderer/(app|features|components)' },
    },
    {
      name: 'features-know-no-app',
      severity: 'error',
      from: { path: '^src/renderer/features' },
      to: { path: '^src/renderer/app' },
    },
    {
      name: 'react-only-in-renderer',
      severity: 'error',
      from: { path: '^src/(common|main|preload)' },
      to: { path: '(^|/)node_modules/react(-dom)?(/|$)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|bin)' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.css'],
    },
  },
};
