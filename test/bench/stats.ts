import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContainerSampler } from '../../src/main/backend/cgroup/container-sampler';
import { readHostSize } from '../../src/main/backend/cgroup/effective-limits';
import { locateCgroup } from '../../src/main/backend/cgroup/locate';
import { below, forInformation, median, percentile } from '../support/bench/results';
import {
  cpuSecondsOf,
  cpuSecondsOfEngine,
  type StatsBench,
  withStatsBench,
} from '../support/stats/stats-bench';
import type { BenchResult } from './bench-result';

const name = 'stats';
const containers = 100;
/** Of them, so many wake five times a second. */
const awake = 10;
const seconds = 60;

/** What it costs to watch 100 containers at 1 Hz, beside `docker stats` in the same run. */
export function run(): Promise<BenchResult[]> {
  return withStatsBench(async (bench) => {
    const ids = await startContainers(bench);
    const sweeps = await measureSweeps(bench, ids);
    const resting = await engineCpu(bench, () => sleep(10_000));
    const idlePerSecond = resting / 10;
    const ours = await measureOurs(bench);
    const theirs = await measureDockerStats(bench, idlePerSecond);
    const ourSum = ours.client + Math.max(0, ours.engine - idlePerSecond * seconds);
    const theirSum = theirs.client + theirs.engine;
    return [
      below(
        {
          name,
          metric: `one sweep of ${containers} containers, median`,
          value: median(sweeps.hot),
          unit: 'ms',
        },
        10,
      ),
      forInformation({
        name,
        metric: 'the same, 95th percentile',
        value: percentile(sweeps.hot, 0.95),
        unit: 'ms',
      }),
      forInformation({
        name,
        metric: 'sweep with history, limits and profiles',
        value: median(sweeps.full),
        unit: 'ms',
      }),
      below({ name, metric: 'lowest rate of samples', value: 1 / ours.rate, unit: 's each' }, 1.05),
      forInformation({ name, metric: 'back end CPU', value: ours.client, unit: 's per minute' }),
      forInformation({
        name,
        metric: 'docker stats CPU, client',
        value: theirs.client,
        unit: 's per minute',
      }),
      forInformation({
        name,
        metric: 'docker stats CPU, engine',
        value: theirs.engine,
        unit: 's per minute',
      }),
      below(
        { name, metric: 'CPU of Estiba / CPU of docker stats', value: ourSum / theirSum, unit: '' },
        1 / 15,
      ),
    ];
  });
}

async function startContainers({ run }: StatsBench): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < containers; index++) {
    const script = index < awake ? 'while :; do sleep 0.2; done' : 'sleep 100000; :';
    ids.push(await run(`load-${index}`, script, { Memory: 64 * 2 ** 20 }));
  }
  return ids;
}

/** The sweep alone, without timers and streams. */
async function measureSweeps({ engine, stats }: StatsBench, ids: readonly string[]) {
  const samplers: ContainerSampler[] = [];
  for (const id of ids) {
    const { State } = await engine.api.json<{ State: { Pid: number } }>('GET', `/containers/${id}/json`);
    const located = locateCgroup({ files: stats.files, pid: State.Pid, containerId: id });
    if (located.kind === 'not_found') throw new Error(`${id}: ${located.reason}`);
    const container = { id, location: located.location, asked: { product: 'docker' } } as const;
    samplers.push(new ContainerSampler(stats.files, container, stats.clocks));
  }
  const hot: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < 30; round++) {
    await sleep(200);
    hot.push(
      timeOf(() => {
        for (const sampler of samplers) sampler.sample();
      }),
    );
    const host = readHostSize(stats.files);
    await sleep(100);
    full.push(
      timeOf(() => {
        for (const sampler of samplers) {
          sampler.check();
          sampler.refresh();
          sampler.sample();
          sampler.sampleForHistory();
          sampler.profile(host);
        }
      }),
    );
  }
  for (const sampler of samplers) sampler.close();
  // The first rounds compile.
  return { hot: hot.slice(5), full: full.slice(5) };
}

function timeOf(action: () => void): number {
  const startedAt = performance.now();
  action();
  return performance.now() - startedAt;
}

async function engineCpu({ engine }: StatsBench, action: () => Promise<unknown>): Promise<number> {
  const before = cpuSecondsOfEngine(engine);
  await action();
  return cpuSecondsOfEngine(engine) - before;
}

async function measureOurs(bench: StatsBench) {
  const stream = bench.stats.of(bench.engineId);
  const perContainer = new Map<string, number>();
  const watch = async (milliseconds: number, count: boolean): Promise<void> => {
    for await (const { samples } of stream.watch(undefined, AbortSignal.timeout(milliseconds))) {
      if (count) for (const { id } of samples) perContainer.set(id, (perContainer.get(id) ?? 0) + 1);
    }
  };
  // The containers are found once; what is measured is watching them.
  await watch(8000, false);
  const before = process.cpuUsage();
  const engine = await engineCpu(bench, () => watch(seconds * 1000, true));
  const used = process.cpuUsage(before);
  if (perContainer.size !== containers) throw new Error(`only ${perContainer.size} containers were sampled`);
  return {
    engine,
    client: (used.user + used.system) / 1e6,
    rate: Math.min(...perContainer.values()) / seconds,
  };
}

async function measureDockerStats(bench: StatsBench, idlePerSecond: number) {
  const client = spawn('docker', ['-H', bench.engine.host, 'stats', '--format', '{{json .}}'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await sleep(4000);
    const before = cpuSecondsOf(client.pid ?? 0);
    const engine = await engineCpu(bench, () => sleep(seconds * 1000));
    const used = cpuSecondsOf(client.pid ?? 0) - before;
    if (client.exitCode !== null) throw new Error('docker stats ended');
    return { engine: Math.max(0, engine - idlePerSecond * seconds), client: used };
  } finally {
    client.kill('SIGKILL');
  }
}
