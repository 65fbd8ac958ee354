import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, buildState } from './build-state.mjs';
import { chooseHost } from './choose-host.mjs';
import { help, parseCommandLine } from './options.mjs';

/** @typedef {{ root: string, version: string }} Installation */

/**
 * `estiba [options]`: a window or the browser host.
 * @param {readonly string[]} args
 * @param {Installation} installation
 * @param {(image: string) => string} [toPage] of `estiba open`
 * @returns {Promise<void>} sets process.exitCode when it could not start
 */
export async function start(args, installation, toPage) {
  const line = parseCommandLine(args, toPage);
  switch (line.kind) {
    case 'help':
      process.stdout.write(help);
      return;
    case 'version':
      process.stdout.write(`${installation.version}\n`);
      return;
    case 'invalid':
      process.stderr.write(`estiba: ${line.message}\nSee estiba --help.\n`);
      process.exitCode = 2;
      return;
    case 'start':
      return await launch(line.options, installation).catch((thrown) => {
        process.stderr.write(`estiba: ${thrown instanceof Error ? thrown.message : thrown}\n`);
        process.exitCode = 1;
      });
  }
}

/**
 * @param {import('./options.mjs').StartOptions} options
 * @param {Installation} installation
 */
async function launch(options, installation) {
  const { root, version } = installation;
  const machine = { env: process.env, platform: process.platform, uid: process.getuid?.(), root };
  const choice = chooseHost(machine, options.host);
  await prepare(root);
  if (choice.host === 'electron') return await openWindow(choice.binary, options, installation);
  const { serve } = await import(pathToFileURL(path.join(root, 'out', 'main', 'serve.js')).href);
  const code = await serve(options, { version, reason: choice.reason });
  // Whatever was begun before it turned out to be impossible must not keep the process alive.
  if (code !== 0) process.exit(code);
}

/**
 * Builds what is missing or older than its source.
 * @param {string} root
 * @throws {Error} when it cannot be built
 */
export async function prepare(root) {
  const state = buildState(root);
  if (state === 'ready') return;
  const why = state === 'missing' ? 'is not built yet' : 'has changed since it was built';
  process.stderr.write(`Estiba ${why}: building, this takes a moment ...\n`);
  await build(root);
}

/**
 * @param {string} binary
 * @param {import('./options.mjs').StartOptions} options
 * @param {Installation} installation
 */
async function openWindow(binary, options, { root, version }) {
  process.stdout.write(`Estiba ${version}: window (Electron and a display are here).\n`);
  const engine = options.engine ? { ESTIBA_ENGINE: JSON.stringify(options.engine) } : {};
  const page = options.page === undefined ? [] : [`--page=${options.page}`];
  const child = spawn(binary, [root, ...page], { stdio: 'inherit', env: { ...process.env, ...engine } });
  // The terminal sends its signals to the window too; the launcher only waits for it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal === null ? 0 : 1);
      resolve(undefined);
    });
  });
}
