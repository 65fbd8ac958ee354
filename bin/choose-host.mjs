import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {number | undefined} uid
 * @property {string} root the folder of package.json
 *
 * @typedef {{ host: 'electron', binary: string } | { host: 'server', reason: string }} Choice
 */

/**
 * A window where it can be had, else the browser host, with the reason.
 * @param {Machine} machine
 * @param {'electron' | 'server' | undefined} wanted
 * @returns {Choice}
 * @throws {Error} when a window is wanted and cannot be had
 */
export function chooseHost(machine, wanted) {
  if (wanted === 'server') return { host: 'server', reason: 'as asked' };
  const binary = findElectron(machine);
  const obstacle =
    binary === undefined ? 'no Electron binary on this machine' : findObstacle(machine, wanted);
  if (binary !== undefined && obstacle === undefined) return { host: 'electron', binary };
  if (wanted === 'electron') throw new Error(`--host=electron: ${obstacle}`);
  return { host: 'server', reason: obstacle ?? 'no window' };
}

/**
 * Where Electron's own package would look, without asking it: the package downloads the binary when it is missing.
 * @param {Machine} machine
 * @returns {string | undefined}
 */
export function findElectron({ env, root }) {
  const folder = path.join(root, 'node_modules', 'electron');
  const named = readIfThere(path.join(folder, 'path.txt'));
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const binary = override
    ? path.join(override, named ?? 'electron')
    : named === undefined
      ? undefined
      : path.join(folder, 'dist', named);
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

/**
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform }} machine
 * @returns {boolean}
 */
export function hasDisplay({ env, platform }) {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * @param {Machine} machine
 * @param {'electron' | undefined} wanted
 * @returns {string | undefined}
 */
function findObstacle(machine, wanted) {
  if (!hasDisplay(machine)) return 'no display';
  // Chromium's sandbox refuses root. Whoever asks for the window all the same has a reason and gets its answer.
  const refusesRoot = machine.platform === 'linux' && machine.uid === 0 && wanted === undefined;
  return refusesRoot && !machine.env.ELECTRON_DISABLE_SANDBOX
    ? 'root cannot use Electron’s sandbox'
    : undefined;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
