import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess } from './engine/leftovers';

export interface AppOptions {
  /** DOCKER_HOST of the server: the engine that it finds first. Without it, it finds none. */
  readonly dockerHost?: string;
  /** Default: none, which starts the interface. */
  readonly command?: 'open';
  /** Further arguments, e.g. `--engine=managed`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Keeps settings, state and home between two starts; default: a new folder, removed at the stop. */
  readonly home?: string;
  /** Programs that become the server by exec, e.g. `setpriv --reuid=...` or `nsenter --net=...`. */
  readonly prefix?: readonly string[];
}

/** A running server host with folders of its own. */
export interface EstibaServer {
  /** As printed, with the token: opens one browser, once. */
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  readonly pid: number;
  readonly home: string;
  /** Milliseconds from the start of the process to the printed address. */
  readonly listeningAfter: number;
  /** What it has written so far. */
  output(): string;
  /** Resident memory of the process in bytes. */
  rssBytes(): Promise<number>;
  /** CPU seconds that the process has used so far, user and system. */
  cpuSeconds(): Promise<number>;
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<void>;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const address = /(http:\/\/127\.0\.0\.1:\d+)\/[^#\s]*#token=(\S+)/;
/** Linux: USER_HZ, the unit of /proc/<pid>/stat. */
const ticksPerSecond = 100;

/** Starts the built server host and resolves when it has printed its address. It must be built already. */
export async function startEstibaServer(options: AppOptions = {}): Promise<EstibaServer> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'estiba-home-')));
  const started = performance.now();
  const command = options.command === undefined ? [] : [options.command];
  const estiba = [process.execPath, join(root, 'bin/estiba.mjs'), ...command];
  const program = [...estiba, '--host=server', '--no-open', '--port=0'];
  const [first = '', ...rest] = [...(options.prefix ?? []), ...program, ...(options.args ?? [])];
  const child = spawn(first, rest, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: await environment(home, options),
  });
  const read = collectOutput(child);
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) await endProcess(child.pid, 10_000);
    if (options.home === undefined) await rm(home, { recursive: true, force: true });
  };
  const found = await waitForAddress(child, read).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const pid = child.pid ?? 0;
  return {
    url: found[0],
    origin: found[1] ?? '',
    token: found[2] ?? '',
    pid,
    home,
    listeningAfter: performance.now() - started,
    output: read,
    rssBytes: () => rssBytes(pid),
    cpuSeconds: () => cpuSeconds(pid),
    stop,
  };
}

/** Nothing of the developer's: neither settings nor Docker contexts nor sockets in the home folder. */
async function environment(home: string, options: AppOptions): Promise<NodeJS.ProcessEnv> {
  const folder = async (name: string) => {
    const path = join(home, name);
    await mkdir(path, { recursive: true, mode: 0o700 });
    return path;
  };
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    HOME: home,
    XDG_CONFIG_HOME: await folder('config'),
    XDG_DATA_HOME: await folder('data'),
    XDG_STATE_HOME: await folder('state'),
    XDG_CACHE_HOME: await folder('cache'),
    XDG_RUNTIME_DIR: await folder('run'),
    DOCKER_CONFIG: await folder('docker'),
    ...(options.dockerHost === undefined ? {} : { DOCKER_HOST: options.dockerHost }),
    ...options.env,
  };
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return () => output;
}

function waitForAddress(child: ChildProcess, read: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`Estiba's server ${reason}:\n${read()}`));
    const timer = setTimeout(() => fail('printed no address in 30 s'), 30_000);
    const settle = () => {
      const found = address.exec(read());
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', settle);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

async function rssBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in the second field may hold spaces and brackets; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
