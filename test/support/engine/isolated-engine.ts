import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineApi, engineApi } from './engine-api';
import { endProcess, isProcessAlive, removeLeftovers, signalProcess, waitForExit } from './leftovers';

/** A real engine that belongs to the tests alone. */
export interface IsolatedEngine {
  readonly name: string;
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly socketPath: string;
  /** Everything it writes is below this folder. */
  readonly dir: string;
  readonly api: EngineApi;
  /** Process id of the daemon; changes with a restart. */
  pid(): number;
  /** Force-removes the containers, ends the daemon and removes all traces. */
  stop(): Promise<void>;
  /** Ends the daemon in the orderly way (its containers stop) and starts it on the same data and socket. */
  restart(): Promise<void>;
  /** SIGKILL: the socket stays behind and containers go on; `restart` or `stop` afterwards. */
  kill(): Promise<void>;
  /** SIGSTOP: it accepts connections and never answers. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

/** How to start one kind of daemon; its paths are below `dir`. */
export interface EngineLauncher {
  /** Program and arguments that end up, by exec, as the daemon itself. */
  command(dir: string, cgroupName: string): readonly string[];
  /** Writes its configuration. */
  prepare(dir: string): Promise<void>;
  /** See EngineApi.hostConfig. */
  hostConfig?(cgroupName: string): object;
  /** Removes what it made outside of `dir`. */
  cleanUp?(dir: string): Promise<void>;
}

export interface EngineOptions {
  /** Short; becomes part of the folder's name. */
  readonly name: string;
  /** A folder made by debootstrap whose dockerd is used instead of the machine's. */
  readonly rootfs?: string;
}

/**
 * Starts a dockerd in its own network namespace with its own data root, exec root, pid file, socket and cgroup. Never
 * with --bridge=none in the host's namespace: that deletes the bridge of the machine's own engine. Needs root.
 */
export function startIsolatedEngine(options: EngineOptions): Promise<IsolatedEngine> {
  return launchEngine(options.name, dockerLauncher(options.rootfs));
}

const dockerInHost = `
set -e
ip link set lo up
exec dockerd "$@"`;

// The bind mount of the root on itself is needed: docker load remounts '/'.
const dockerInRootfs = `
set -e
root=$1; dir=$2; shift 2
ip link set lo up
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mkdir -p "$root$dir"
mount --bind "$dir" "$root$dir"
mount -t tmpfs tmpfs "$root/run"
exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root dockerd "$@"`;

function dockerLauncher(rootfs: string | undefined): EngineLauncher {
  return {
    command: (dir, cgroupName) => {
      const daemon = [
        `--config-file=${dir}/daemon.json`,
        `--data-root=${dir}/data`,
        `--exec-root=${dir}/exec`,
        `--pidfile=${dir}/pid`,
        `--host=unix://${dir}/docker.sock`,
        `--cgroup-parent=/${cgroupName}`,
        '--shutdown-timeout=2',
      ];
      return rootfs === undefined
        ? ['unshare', '--net', 'bash', '-c', dockerInHost, 'engine', ...daemon]
        : [
            ...['unshare', '--net', '--mount', '--propagation', 'private'],
            ...['bash', '-c', dockerInRootfs, 'engine', rootfs, dir, ...daemon],
          ];
    },
    prepare: async (dir) => {
      await mkdir(join(dir, 'data'));
      await mkdir(join(dir, 'exec'));
      // An empty configuration of its own: the machine's /etc/docker/daemon.json must not be read.
      await writeFile(join(dir, 'daemon.json'), '{}\n');
    },
    cleanUp: async (dir) => {
      if (rootfs !== undefined) await rmdir(join(rootfs, dir)).catch(() => undefined);
    },
  };
}

/** Starts any daemon that answers GET /_ping on `<dir>/docker.sock`. */
export async function launchEngine(name: string, launcher: EngineLauncher): Promise<IsolatedEngine> {
  if (process.getuid?.() !== 0) throw new Error(`the test engine "${name}" needs root`);
  const dir = await mkdtemp(join(tmpdir(), `estiba-${name.replace(/[^a-z0-9]+/gi, '-')}-`));
  const cgroupName = basename(dir);
  const socketPath = join(dir, 'docker.sock');
  const api = engineApi(socketPath, launcher.hostConfig?.(cgroupName));
  await launcher.prepare(dir);
  const boot = () => startDaemon(dir, launcher.command(dir, cgroupName), api);
  const discard = async () => {
    await removeLeftovers(dir, cgroupName);
    await launcher.cleanUp?.(dir);
    await rm(dir, { recursive: true, force: true });
  };
  let daemon = await boot().catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  const pid = () => daemon.pid ?? 0;
  const end = async () => {
    signalProcess(pid(), 'SIGCONT');
    if (await isProcessAlive(pid())) {
      await removeContainers(api);
      await endProcess(pid());
    }
  };
  return {
    name,
    host: `unix://${socketPath}`,
    socketPath,
    dir,
    api,
    pid,
    stop: async () => {
      await end();
      await discard();
    },
    restart: async () => {
      signalProcess(pid(), 'SIGCONT');
      await endProcess(pid());
      daemon = await boot();
    },
    kill: async () => {
      const containerd = await readContainerdPid(dir);
      const exited =
        daemon.exitCode === null && daemon.signalCode === null ? once(daemon, 'exit') : undefined;
      signalProcess(pid(), 'SIGKILL');
      await exited;
      // It dies with its parent, but later.
      if (containerd !== undefined) await waitForExit(containerd, 5_000);
    },
    pause: () => signalProcess(pid(), 'SIGSTOP'),
    resume: () => signalProcess(pid(), 'SIGCONT'),
  };
}

async function readContainerdPid(dir: string): Promise<number | undefined> {
  const text = await readFile(join(dir, 'exec/containerd/containerd.pid'), 'utf8').catch(() => '');
  const pid = Number(text.trim());
  return pid > 0 ? pid : undefined;
}

async function startDaemon(dir: string, command: readonly string[], api: EngineApi): Promise<ChildProcess> {
  // The pid file of a killed daemon can name a process of today; dockerd would then refuse to start. Its containerd
  // can be a zombie that nobody has reaped yet; dockerd takes that for a living one and waits for it in vain.
  await rm(join(dir, 'pid'), { force: true });
  const containerd = await readContainerdPid(dir);
  if (containerd !== undefined && !(await isProcessAlive(containerd))) {
    await rm(join(dir, 'exec/containerd/containerd.pid'), { force: true });
  }
  const log = openSync(join(dir, 'log'), 'a');
  // With the parent-death signal a crashed test run leaves no daemon behind.
  const daemon = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { stdio: ['ignore', log, log] });
  closeSync(log);
  const failed = new Promise<never>((_resolve, reject) => daemon.once('error', reject));
  await Promise.race([failed, waitForPing(dir, daemon, api)]);
  return daemon;
}

async function waitForPing(dir: string, daemon: ChildProcess, api: EngineApi): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (daemon.exitCode === null && daemon.signalCode === null && Date.now() < deadline) {
    const answer = await api.call('GET', '/_ping', { timeout: 2_000 }).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(50);
  }
  daemon.kill('SIGKILL');
  const log = await readFile(join(dir, 'log'), 'utf8');
  throw new Error(`the engine in ${dir} did not start:\n${log.split('\n').slice(-15).join('\n')}`);
}

/** First of all at a stop: a process 1 that ignores SIGTERM costs ten seconds each. */
async function removeContainers(api: EngineApi): Promise<void> {
  const containers = await api
    .json<readonly { readonly Id: string }[]>('GET', '/containers/json?all=1', { timeout: 10_000 })
    .catch(() => []);
  const remove = (id: string) => api.call('DELETE', `/containers/${id}?force=1&v=1`).catch(() => undefined);
  await Promise.all(containers.map((container) => remove(container.Id)));
}
