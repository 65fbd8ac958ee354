import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type IsolatedEngine, startIsolatedEngine } from './isolated-engine';
import { startPodman } from './podman-engine';

/** One engine that integration tests run on, or the reason why they cannot. */
export type EngineEntry =
  | { readonly name: string; readonly start: () => Promise<IsolatedEngine> }
  | { readonly name: string; readonly notTested: string };

/** Set to a comma-separated part of the names to test fewer engines, e.g. `docker 20.10`. */
const chosen = (process.env.ESTIBA_TEST_ENGINES ?? '').split(',').filter(Boolean);

/** Docker of this machine, a newer Docker in a folder of its own, and Podman. */
export function engineMatrix(): readonly EngineEntry[] {
  const all = [machineDocker(), newerDocker(), podman()];
  return all.filter(
    (entry) => chosen.length === 0 || chosen.some((part) => entry.name.includes(part.trim())),
  );
}

/** The engine that most integration tests use. */
export function machineDocker(): EngineEntry {
  const name = 'docker 20.10';
  const reason = missing(['dockerd', 'unshare', 'setpriv', 'ip', 'iptables']);
  return reason === undefined
    ? { name, start: () => startIsolatedEngine({ name: 'docker' }) }
    : { name, notTested: reason };
}

/** The folder is made by scripts/lib/newer-engine.mjs, which says why when it cannot be. */
function newerDocker(): EngineEntry {
  const name = 'docker 26.1';
  const cache = process.env.ESTIBA_TEST_CACHE ?? join(homedir(), '.cache', 'estiba-test');
  const rootfs = join(cache, 'trixie');
  const absent = existsSync(join(rootfs, 'usr/sbin/dockerd'))
    ? undefined
    : `there is no engine in ${rootfs} (node scripts/lib/newer-engine.mjs makes it)`;
  const reason = missing(['unshare', 'setpriv', 'ip', 'chroot']) ?? absent;
  return reason === undefined
    ? { name, start: () => startIsolatedEngine({ name: 'docker-newer', rootfs }) }
    : { name, notTested: reason };
}

function podman(): EngineEntry {
  const name = 'podman 4.3';
  const reason = missing(['podman', 'runc', 'conmon', 'unshare', 'setpriv', 'ip']);
  return reason === undefined ? { name, start: () => startPodman() } : { name, notTested: reason };
}

function missing(programs: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return 'an isolated engine needs root';
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const absent = programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  return absent.length === 0 ? undefined : `not installed: ${absent.join(', ')}`;
}
