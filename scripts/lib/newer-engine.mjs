// A newer Docker than this machine's for the engine matrix: Debian trixie in a folder, kept between runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const suite = 'trixie';
const packages = 'ca-certificates,iptables,procps,docker.io,docker-cli,docker-buildx,containerd,runc';
const timeLimit = 240_000;

/** Where the tests keep what they fetch; never inside the project. */
export const testCache = process.env.ESTIBA_TEST_CACHE ?? join(homedir(), '.cache', 'estiba-test');

/**
 * Makes the folder unless it is there (about 30 s and 600 MB).
 * @returns {{ readonly rootfs: string } | { readonly notTested: string }}
 */
export function prepareNewerEngine() {
  const rootfs = join(testCache, suite);
  if (existsSync(join(rootfs, 'usr/sbin/dockerd'))) return { rootfs };
  if (process.getuid?.() !== 0) return { notTested: 'debootstrap needs root' };
  mkdirSync(testCache, { recursive: true });
  const partial = mkdtempSync(join(testCache, `${suite}-partial-`));
  try {
    bootstrap(partial);
    renameSync(partial, rootfs);
    return { rootfs };
  } catch (error) {
    return { notTested: `debootstrap of ${suite} failed: ${lastLine(error)}` };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function bootstrap(folder) {
  // An older debootstrap knows no trixie; the script is the same for all of today's suites.
  const script = '/usr/share/debootstrap/scripts/sid';
  const args = ['--variant=minbase', `--include=${packages}`, suite, folder, mirror(), script];
  execFileSync('debootstrap', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeLimit,
    maxBuffer: 1 << 26,
  });
}

/**
 * The mirror that this machine uses itself.
 * @throws Error when it names none
 */
function mirror() {
  if (process.env.ESTIBA_DEBIAN_MIRROR) return process.env.ESTIBA_DEBIAN_MIRROR;
  const sources = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list']
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const found = /https?:\/\/\S+\/debian\/?(?=\s|$)/.exec(sources)?.[0];
  if (found === undefined)
    throw new Error('no Debian mirror in the sources of apt; set ESTIBA_DEBIAN_MIRROR');
  return found;
}

/** @param {unknown} error */
function lastLine(error) {
  const stderr = String(/** @type {{ stderr?: unknown }} */ (error)?.stderr ?? '').trim();
  const stdout = String(/** @type {{ stdout?: unknown }} */ (error)?.stdout ?? '').trim();
  const text = stderr || stdout || String(error);
  return text.split('\n').at(-1) ?? '';
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const result = prepareNewerEngine();
  console.log(
    'rootfs' in result ? `newer engine: ${result.rootfs}` : `newer engine NOT tested: ${result.notTested}`,
  );
}
