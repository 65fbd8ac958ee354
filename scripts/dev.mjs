// `npm run dev`: the browser host from source. The interface comes from Vite and reloads in place; a change of the back
// end starts the process again (open the new link then: sessions live in its memory). Takes the options of `estiba`.
import { spawn } from 'node:child_process';
import { createServer, loadConfigFromFile, mergeConfig } from 'vite';
import { help, parseCommandLine } from '../bin/options.mjs';

const isChild = process.env.ESTIBA_DEV_CHILD === '1';
const args = process.argv.slice(2);
const line = parseCommandLine(args);
if (line.kind === 'invalid') {
  console.error(`dev: ${line.message}`);
  process.exit(2);
} else if (line.kind !== 'start') {
  console.log(help);
} else if (isChild) {
  await serveFromSource(line.options);
} else {
  watch(args);
}

/** @param {readonly string[]} options */
function watch(options) {
  const tool = [
    'node_modules/tsx/dist/cli.mjs',
    'watch',
    '--clear-screen=false',
    '--exclude',
    'src/renderer/**',
  ];
  const child = spawn(process.execPath, [...tool, 'scripts/dev.mjs', ...options], {
    stdio: 'inherit',
    env: { ...process.env, ESTIBA_DEV_CHILD: '1' },
  });
  child.once('exit', (code) => process.exit(code ?? 0));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
}

/**
 * @param {import('../bin/options.mjs').StartOptions} options
 */
async function serveFromSource(options) {
  const { runServer } = await import('../src/main/hosts/server/run-server');
  /** @type {(vite: import('vite').ViteDevServer) => void} */
  let ready = () => undefined;
  /** @type {Promise<import('vite').ViteDevServer>} */
  const vite = new Promise((resolve) => {
    ready = resolve;
  });
  process.exitCode = await runServer(options, {
    version: 'dev',
    reason: 'development',
    page: async (request, response) => {
      const { middlewares } = await vite;
      // Vite puts a script into the page that prepares hot reload.
      response.setHeader(
        'content-security-policy',
        "script-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
      );
      middlewares(request, response);
    },
    ignoresUpgrade: (protocol) => protocol === 'vite-hmr' || protocol === 'vite-ping',
    listening: async ({ server }) => ready(await createVite(server)),
  });
}

/** @param {import('node:http').Server} server */
async function createVite(server) {
  const loaded = await loadConfigFromFile(
    { command: 'serve', mode: 'development' },
    'electron.vite.config.ts',
  );
  if (!loaded) throw new Error('electron.vite.config.ts cannot be read');
  const { renderer } = /** @type {{ renderer: import('vite').InlineConfig }} */ (loaded.config);
  return await createServer(
    mergeConfig(renderer, {
      configFile: false,
      appType: 'spa',
      server: { middlewareMode: true, hmr: { server } },
      logLevel: 'warn',
    }),
  );
}
