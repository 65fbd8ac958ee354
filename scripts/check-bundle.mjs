// After the build: what a browser must load before anything shows stays small, heavy parts stay out of it, and the
// hosts without a window need nothing but Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';

/** Bytes, gzip. */
const eagerScriptLimit = 300 * 1000;

/** What must not be eager: a text that only this part contains and that minifying keeps, and where it stands. */
const lazyParts = [
  {
    name: '@codemirror/view',
    marker: 'cm-announced',
    source: 'node_modules/@codemirror/view/dist/index.js',
  },
  {
    name: 'the gallery of parts',
    marker: 'Timeline and panes',
    source: 'src/renderer/gallery/views-section.tsx',
  },
];

/** @typedef {{ file: string, src?: string, isEntry?: boolean, imports?: string[], css?: string[] }} Chunk */

const needed = ['out/renderer/.vite/manifest.json', 'out/main/serve.js', 'out/main/cli.js'];
const missing = needed.filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`bundle: ${missing.join(' and ')} is not built`);
  process.exit(1);
}
const problems = [
  ...checkRenderer('out/renderer'),
  ...checkImports('out/main/serve.js'),
  ...checkImports('out/main/cli.js'),
  ...(await runAlone()),
];
for (const problem of problems) console.error(`bundle: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);

/**
 * @param {string} folder
 * @returns {string[]}
 */
function checkRenderer(folder) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(path.join(folder, '.vite', 'manifest.json'), 'utf8'));
  const eager = eagerChunks(manifest);
  if (eager.length === 0) return ['the manifest has no entry'];
  const scripts = eager.map((chunk) => measure(folder, chunk.file));
  const styles = [...new Set(eager.flatMap((chunk) => chunk.css ?? []))].map((file) => measure(folder, file));
  printTable('eager scripts', scripts);
  printTable('eager styles', styles);
  const lazy = Object.values(manifest).filter(
    (chunk) => !eager.includes(chunk) && chunk.file.endsWith('.js'),
  );
  printTable(
    'on demand',
    lazy.map((chunk) => measure(folder, chunk.file)),
  );
  const total = sum(scripts);
  const outdated = lazyParts.filter(({ marker, source }) => !readFileSync(source, 'utf8').includes(marker));
  const found = lazyParts.filter(({ marker }) => scripts.some(({ text }) => text.includes(marker)));
  return [
    ...(total < eagerScriptLimit
      ? []
      : [`eager scripts are ${kilobytes(total)}, the limit is ${kilobytes(eagerScriptLimit)} (gzip)`]),
    // A marker that is nowhere would let everything pass.
    ...outdated.map(
      ({ name, marker }) => `${name} no longer contains ${JSON.stringify(marker)}: choose another text`,
    ),
    ...found.map(({ name }) => `${name} must load on demand and is in the eager scripts`),
  ];
}

/**
 * The entry and what it imports statically, all the way down.
 * @param {Record<string, Chunk>} manifest
 */
function eagerChunks(manifest) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @param {string} key */
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  return [...seen].flatMap((key) => manifest[key] ?? []);
}

/**
 * @param {string} folder
 * @param {string} file
 */
function measure(folder, file) {
  const bytes = readFileSync(path.join(folder, file));
  return { file, size: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, text: bytes.toString() };
}

/**
 * @param {string} title
 * @param {ReturnType<typeof measure>[]} files
 */
function printTable(title, files) {
  console.log(`bundle: ${title}: ${kilobytes(sum(files))} gzip`);
  for (const { file, size, gzip } of files.toSorted((a, b) => b.gzip - a.gzip).slice(0, 12)) {
    console.log(`  ${file.padEnd(48)} ${kilobytes(size).padStart(10)} ${kilobytes(gzip).padStart(10)} gzip`);
  }
}

/** @param {ReturnType<typeof measure>[]} files */
function sum(files) {
  return files.reduce((total, file) => total + file.gzip, 0);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/**
 * Follows the chunks of an entry and finds every import of a package.
 * @param {string} entry
 * @returns {string[]}
 */
function checkImports(entry) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const foreign = new Set();
  /** @param {string} file */
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) visit(path.join(path.dirname(file), name));
      else foreign.add(name);
    }
  };
  visit(entry);
  const size = [...seen].reduce((total, file) => total + readFileSync(file).length, 0);
  console.log(`bundle: ${entry}: ${seen.size} files, ${kilobytes(size)}`);
  return [...foreign]
    .filter((name) => !isBuiltin(name))
    .map((name) => `${entry} imports ${name}, which is not a part of Node`);
}

/**
 * Every name that is imported, required or loaded on demand. From the syntax tree: minifying writes names as templates,
 * which a search for quotes does not see.
 * @param {string} file
 * @returns {string[]}
 */
function importsOf(file) {
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const named = importedName(node);
    if (named && ts.isStringLiteralLike(named)) names.push(named.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return names;
}

/** @param {ts.Node} node */
function importedName(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: values } = node;
  const loads = expression.kind === ts.SyntaxKind.ImportKeyword || isNamed(expression, 'require');
  return loads ? values[0] : undefined;
}

/**
 * @param {ts.Node} node
 * @param {string} name
 */
function isNamed(node, name) {
  return ts.isIdentifier(node) && node.text === name;
}

/**
 * Starts a copy of the server host in a folder without node_modules.
 * @returns {Promise<string[]>}
 */
async function runAlone() {
  const folder = mkdtempSync(path.join(tmpdir(), 'estiba-bundle-'));
  try {
    cpSync('package.json', path.join(folder, 'package.json'));
    cpSync('out', path.join(folder, 'out'), { recursive: true });
    return await tryServer(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function tryServer(folder) {
  const started = performance.now();
  const child = spawn(process.execPath, ['out/main/serve.js', '--port=0', '--no-open'], {
    cwd: folder,
    // No engine of this machine is touched: it runs where none can be found.
    env: { PATH: '/nonexistent', HOME: folder, XDG_RUNTIME_DIR: folder, DOCKER_HOST: 'unix:///nonexistent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const ended = once(child, 'exit');
  const line = await Promise.race([once(child.stdout, 'data').then(String), ended.then(() => '')]);
  const milliseconds = Math.round(performance.now() - started);
  const origin = /Open (http:\S+)\/#token=/.exec(line)?.[1];
  const page = origin === undefined ? undefined : await fetch(origin).then((response) => response.text());
  child.kill('SIGTERM');
  const [code] = await ended;
  clearTimeout(timer);
  if (!page?.includes('<div id="root"')) return ['the server host alone does not serve the page'];
  if (code !== 0) return [`the server host alone ended with ${code}`];
  console.log(`bundle: server host runs without node_modules, listening after ${milliseconds} ms`);
  return [];
}
