import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createEngineRegistry } from '../../../src/main/backend/engine/registry';
import { createContainerLists } from '../../../src/main/backend/features/containers/containers-feature';
import {
  createStatsService,
  type StatsService,
} from '../../../src/main/backend/features/stats/stats-service';
import { createPlatform } from '../../../src/main/backend/platform/create-platform';
import {
  engineApi,
  type IsolatedEngine,
  importBusyboxImage,
  runContainer,
  startIsolatedEngine,
} from '../engine';

export const benchImage = 'estiba-test/bb:1';

export type BenchEngine = Pick<IsolatedEngine, 'host' | 'dir' | 'api' | 'stop'>;

export interface StatsBench {
  readonly engine: BenchEngine;
  readonly engineId: string;
  readonly stats: StatsService;
  readonly info: EngineFacts;
  run(name: string, script: string, hostConfig?: object): Promise<string>;
  remove(id: string): Promise<void>;
}

interface EngineFacts {
  /** Where it keeps the files of containers. */
  readonly DockerRootDir: string;
  readonly CgroupVersion: string;
}

/**
 * The engine of a machine that is there for nothing else, when `ESTIBA_BENCH_ENGINE` names its socket: a virtual machine with
 * another cgroup version.
 */
function givenEngine(socketPath: string): BenchEngine {
  const api = engineApi(socketPath);
  return { host: `unix://${socketPath}`, dir: tmpdir(), api, stop: async () => undefined };
}

/** A real engine of its own with Estiba's statistics on it, and nothing left afterwards. */
export async function withStatsBench<Result>(
  measure: (bench: StatsBench) => Promise<Result>,
): Promise<Result> {
  const given = process.env.ESTIBA_BENCH_ENGINE;
  const engine = given ? givenEngine(given) : await startIsolatedEngine({ name: 'stats-bench' });
  const engines = createEngineRegistry({
    platform: createPlatform({ env: { PATH: process.env.PATH }, homedir: engine.dir, tmpdir: engine.dir }),
    settings: {
      engines: () => [],
      addEngine: async () => undefined,
      removeEngine: async () => undefined,
      connectedIds: () => [],
      setConnectedIds: async () => undefined,
    },
    choice: { kind: 'host', host: engine.host },
  });
  const platform = createPlatform({ env: {}, homedir: engine.dir, tmpdir: engine.dir });
  const lists = createContainerLists({ engines, logger: platform.logger });
  const stats = createStatsService({ engines, lists, platform });
  try {
    await importBusyboxImage(engine.api, { repository: 'estiba-test/bb', tag: '1' });
    const engineId = engines.list().find(({ host }) => host === engine.host)?.id ?? '';
    while (engines.get(engineId).state.kind !== 'connected')
      await new Promise((done) => setTimeout(done, 50));
    const run = (name: string, script: string, hostConfig: object = {}) =>
      runContainer(engine.api, {
        name,
        image: benchImage,
        command: ['sh', '-c', script],
        hostConfig: { NetworkMode: 'none', ...hostConfig },
      });
    const remove = async (id: string) => {
      await engine.api.call('DELETE', `/containers/${id}?force=1`);
    };
    const info = await engine.api.json<EngineFacts>('GET', '/info');
    return await measure({ engine, engineId, info, stats, run, remove });
  } finally {
    stats.dispose();
    lists.dispose();
    await engines.dispose();
    await engine.stop();
  }
}

/** CPU seconds of a process; 0 when it has ended. */
export function cpuSecondsOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** CPU seconds of everything that belongs to an engine and is no container: daemon, containerd, shims. */
export function cpuSecondsOfEngine(engine: Pick<BenchEngine, 'dir'>): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.reduce((sum, pid) => {
    let command = '';
    try {
      command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return sum;
    }
    return command.includes(engine.dir) ? sum + cpuSecondsOf(Number(pid)) : sum;
  }, 0);
}
