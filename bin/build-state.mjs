import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a build is made of, beside src. */
const inputs = ['electron.vite.config.ts', 'package-lock.json', 'bin/options.mjs', 'bin/layers-options.mjs'];

/** What a build leaves; the last one written is the renderer. */
const outputs = [
  'out/main/serve.js',
  'out/main/cli.js',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/**
 * `stale`: something in src is newer than what was built from it. An installed copy has no src and is always ready.
 * @param {string} root the folder of package.json
 * @returns {'ready' | 'missing' | 'stale'}
 */
export function buildState(root) {
  const times = outputs.map((file) => modifiedAt(path.join(root, file)));
  const built = times.every((time) => time !== undefined);
  const source = path.join(root, 'src');
  if (!existsSync(source)) return built ? 'ready' : 'missing';
  if (!built) return 'missing';
  const oldest = Math.min(...times.map((time) => time ?? 0));
  const changed = Math.max(newest(source), ...inputs.map((file) => modifiedAt(path.join(root, file)) ?? 0));
  return changed > oldest ? 'stale' : 'ready';
}

/**
 * Builds all three parts. Its words go to stderr: stdout has one line, the address.
 * @param {string} root
 * @returns {Promise<void>}
 * @throws {Error} when the tools are not installed or the build fails
 */
export async function build(root) {
  const tool = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(tool)) throw new Error('the tools to build Estiba are not installed: run npm ci first');
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error('the build failed');
}

/** @param {string} folder */
function newest(folder) {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    modifiedAt(path.join(entry.parentPath, entry.name)),
  );
  return Math.max(0, ...times.map((time) => time ?? 0));
}

/** @param {string} file */
function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
