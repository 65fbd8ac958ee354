import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerSample } from '../../src/common/contract/stats';
import { below, exactly, forInformation } from '../support/bench/results';
import { blockDeviceOf } from '../support/stats/block-device';
import { type EngineStats, readEngineStats } from '../support/stats/engine-stats';
import { type StatsBench, withStatsBench } from '../support/stats/stats-bench';
import { createTar } from '../support/tar';
import type { BenchResult } from './bench-result';

const name = 'stats-accuracy';
const mib = 2 ** 20;
/** Each figure is within this share of the truth, or of what the engine says. */
const tolerance = 0.02;
const cpuSeconds = 20;
const quota = 0.5;
const held = 200 * mib;
const written = 100 * mib;
const read = 500 * mib;
const sleepers = 10;

/** What a container really did, what the engine says of it, and what Estiba shows. */
export function run(): Promise<BenchResult[]> {
  return withStatsBench(async (bench) => [
    ...(await cpu(bench)),
    ...(await memory(bench)),
    ...(await blocks(bench)),
    ...(await processes(bench)),
  ]);
}

/** Off by so much from the nearer one of the truth and the engine's figure. */
function judge(metric: string, unit: string, truth: number, ours: number, engine: number): BenchResult[] {
  const off = Math.min(Math.abs(ours - truth) / truth, Math.abs(ours - engine) / engine);
  return [
    forInformation({ name, metric: `${metric}: true`, value: truth, unit }),
    forInformation({ name, metric: `${metric}: by the engine`, value: engine, unit }),
    forInformation({ name, metric: `${metric}: by Estiba`, value: ours, unit }),
    below({ name, metric: `${metric}: Estiba is off by`, value: off * 100, unit: '%' }, tolerance * 100),
  ];
}

/** The samples of one container for so long. */
async function watch({ stats, engineId }: StatsBench, id: string, ms: number): Promise<ContainerSample[]> {
  const samples: ContainerSample[] = [];
  const stream = stats.of(engineId).watch([id], AbortSignal.timeout(ms));
  for await (const batch of stream) samples.push(...batch.samples.filter((sample) => sample.id === id));
  return samples;
}

async function newest(bench: StatsBench, id: string): Promise<ContainerSample> {
  const sample = (await watch(bench, id, 3500)).at(-1);
  if (!sample) throw new Error(`${id} was not sampled`);
  return sample;
}

function known(value: number | undefined, what: string): number {
  if (value === undefined) throw new Error(`${what} was not measured`);
  return value;
}

/** The same over the same time: the engine is asked where the first and the last sample are taken. */
async function cpu(bench: StatsBench): Promise<BenchResult[]> {
  const id = await bench.run('busy', 'while :; do :; done', { NanoCpus: quota * 1e9 });
  await sleep(2000);
  const before = await readEngineStats(bench.engine.api, id);
  const samples = await watch(bench, id, cpuSeconds * 1000);
  const after = await readEngineStats(bench.engine.api, id);
  const rated = samples.filter(({ gap }) => gap === undefined);
  const time = rated.reduce((sum, { intervalMs }) => sum + intervalMs, 0);
  const used = rated.reduce((sum, { intervalMs, cpuCores }) => sum + known(cpuCores, 'CPU') * intervalMs, 0);
  const engine = (after.cpuNanoseconds - before.cpuNanoseconds) / ((after.readAt - before.readAt) * 1e6);
  await bench.remove(id);
  return judge('busy loop with half a CPU', 'cores', quota, used / time, engine);
}

async function memory(bench: StatsBench): Promise<BenchResult[]> {
  // tail keeps what may be the end until there is one.
  const hold = `{ head -c ${held} /dev/zero; sleep 10000; } | tail -c ${held}`;
  const anonymous = await bench.run('anon', hold);
  const shared = await bench.run(
    'shared',
    `dd if=/dev/zero of=/dev/shm/x bs=1M count=${held / mib}; sleep 10000`,
    {
      ShmSize: held + 16 * mib,
    },
  );
  // Podman's API does not count shared memory, so the engine is not asked whether it is there.
  await untilHeld(bench, anonymous);
  await untilHeld(bench, shared);
  const results: BenchResult[] = [];
  for (const [id, what] of [
    [anonymous, '200 MiB held by a process'],
    [shared, '200 MiB held in /dev/shm'],
  ] as const) {
    const { memoryBytes, anonBytes, shmemBytes } = await newest(bench, id);
    const engine = await readEngineStats(bench.engine.api, id);
    results.push(
      ...judge(
        `${what}, in use`,
        'MiB',
        held / mib,
        known(memoryBytes, 'memory') / mib,
        engine.memory.workingSet / mib,
      ),
    );
    const kind = id === anonymous ? anonBytes : shmemBytes;
    const theirs = id === anonymous ? engine.memory.anon : engine.memory.shmem;
    results.push(...judge(`${what}, of its kind`, 'MiB', held / mib, known(kind, what) / mib, theirs / mib));
    await bench.remove(id);
  }
  return results;
}

/** Past the page cache: on cgroup v1 what is written later is nobody's, and it counts only where there is a rule. */
async function blocks(bench: StatsBench): Promise<BenchResult[]> {
  const device = blockDeviceOf(bench.info.DockerRootDir);
  if (device === undefined) {
    console.log(`bench ${name}: I/O NOT tested: the engine’s folder is on no block device`);
    return [];
  }
  const rule = [{ Path: device, Rate: 1e12 }];
  const rules =
    bench.info.CgroupVersion === '1' ? { BlkioDeviceReadBps: rule, BlkioDeviceWriteBps: rule } : {};
  const file = '/x';
  const script = [
    `dd if=/dev/zero of=${file} bs=1M count=${written / mib} oflag=direct`,
    'while ! [ -e /go ]; do sleep 0.1; done',
    `for i in 1 2 3 4 5; do dd if=${file} of=/dev/null bs=1M iflag=direct; done`,
    'sleep 10000',
  ].join('; ');
  const id = await bench.run('blocks', script, rules);
  await until(bench, id, ({ blocks: { written: bytes } }) => bytes >= written);
  const first = await newest(bench, id);
  const afterWrite = await readEngineStats(bench.engine.api, id);
  await allowReading(bench, id);
  await until(bench, id, ({ blocks: { read: bytes } }) => bytes - afterWrite.blocks.read >= read);
  const last = await newest(bench, id);
  const afterRead = await readEngineStats(bench.engine.api, id);
  await bench.remove(id);
  const ourRead = known(last.readBytes, 'reading') - known(first.readBytes, 'reading');
  return [
    ...judge(
      ...(['100 MiB written', 'MiB', written / mib] as const),
      known(first.writeBytes, 'writing') / mib,
      afterWrite.blocks.written / mib,
    ),
    ...judge(
      ...(['500 MiB read', 'MiB', read / mib] as const),
      ourRead / mib,
      (afterRead.blocks.read - afterWrite.blocks.read) / mib,
    ),
  ];
}

/** Puts /go into the container. */
async function allowReading({ engine }: StatsBench, id: string): Promise<void> {
  const body = createTar([{ name: 'go', body: '' }]);
  const { status } = await engine.api.call('PUT', `/containers/${id}/archive?path=/`, { body });
  if (status >= 400) throw new Error(`the engine did not take the file: ${status}`);
}

async function processes(bench: StatsBench): Promise<BenchResult[]> {
  const id = await bench.run('pids', `for i in $(seq ${sleepers}); do sleep 10000 & done; wait`);
  await until(bench, id, ({ pids }) => pids > sleepers);
  const { pids } = await newest(bench, id);
  await bench.remove(id);
  return [exactly({ name, metric: 'processes', value: known(pids, 'pids'), unit: '' }, sleepers + 1)];
}

async function untilHeld(bench: StatsBench, id: string): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) {
    if (((await newest(bench, id)).memoryCurrentBytes ?? 0) > held) return;
  }
  throw new Error(`${id} does not hold its memory`);
}

async function until(bench: StatsBench, id: string, fits: (stats: EngineStats) => boolean): Promise<void> {
  for (let turn = 0; turn < 240; turn += 1) {
    if (fits(await readEngineStats(bench.engine.api, id))) return;
    await sleep(500);
  }
  throw new Error(
    `${id} did not do its work: ${JSON.stringify(await readEngineStats(bench.engine.api, id))}`,
  );
}
