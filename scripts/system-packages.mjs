// What the tests need of the system besides Node: looks for the programs, and as root with apt installs what is missing.
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ readonly package: string, readonly files: readonly string[], readonly purpose: string }} Requirement
 *   `files`: any one of them shows that the package is there: a program's name, or an absolute path.
 */

/** @type {readonly Requirement[]} */
export const requirements = [
  { package: 'docker.io', files: ['dockerd'], purpose: 'the engine of the integration tests' },
  { package: 'docker-registry', files: ['docker-registry'], purpose: 'pushes and pulls' },
  { package: 'apache2-utils', files: ['htpasswd'], purpose: 'a registry that asks for a password' },
  { package: 'busybox-static', files: ['/bin/busybox'], purpose: 'images that need no network' },
  { package: 'iptables', files: ['iptables'], purpose: 'the engine' },
  { package: 'iproute2', files: ['ip'], purpose: 'network namespaces' },
  { package: 'util-linux', files: ['unshare'], purpose: 'network namespaces' },
  { package: 'runc', files: ['runc'], purpose: 'containers' },
  { package: 'podman', files: ['podman'], purpose: "Podman's socket" },
  { package: 'conmon', files: ['conmon', '/usr/libexec/podman/conmon'], purpose: 'Podman' },
  {
    package: 'netavark',
    files: ['/usr/lib/podman/netavark', '/usr/libexec/podman/netavark'],
    purpose: 'Podman',
  },
  { package: 'debootstrap', files: ['debootstrap'], purpose: 'a newer engine in a folder' },
  { package: 'openssh-client', files: ['ssh'], purpose: 'engines over ssh' },
  { package: 'chromium', files: [process.env.CHROMIUM || 'chromium'], purpose: 'the tests in a browser' },
  {
    package: 'fonts-dejavu-core',
    files: ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
    purpose: 'text',
  },
  { package: 'xz-utils', files: ['xz'], purpose: 'image archives' },
];

const programFolders = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/sbin',
  '/usr/bin',
  '/bin',
];

/** @param {string} file */
function isThere(file) {
  return file.startsWith('/')
    ? existsSync(file)
    : programFolders.some((folder) => existsSync(join(folder, file)));
}

/** The requirements whose programs are not found, in the order of the list. */
export function findMissing() {
  return requirements.filter((requirement) => !requirement.files.some(isThere));
}

/**
 * Installs what is missing (root with apt), else throws with what is missing and the command that installs it. Whether
 * the system then starts a Docker service of its own makes no difference: the tests bring their own engine.
 */
export function ensureSystemPackages() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const names = missing.map((requirement) => requirement.package);
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const listed = missing.map((requirement) => `  ${requirement.package}: ${requirement.purpose}`).join('\n');
  if (process.getuid?.() !== 0 || !isThere('apt-get')) {
    throw new Error(`These packages are missing:\n${listed}\nInstall them with:\n  sudo ${command}`);
  }
  console.log(`installing what the tests need:\n${listed}`);
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  execFileSync('apt-get', ['update', '-q'], options);
  execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], options);
  const still = findMissing().map((requirement) => requirement.package);
  if (still.length > 0) throw new Error(`still missing after the installation: ${still.join(', ')}`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    ensureSystemPackages();
    console.log(`system packages: all ${requirements.length} are there`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
