import { spawnSync } from 'node:child_process';
import { below, forInformation, median } from '../support/bench/results';
import { type IsolatedEngine, importBusyboxImage, startIsolatedEngine } from '../support/engine';
import {
  buildBigImage,
  importManyFiles,
  openImage,
  timeDockerSave,
  withBackend,
} from '../support/layers/layers-bench';
import type { BenchResult } from './bench-result';

const name = 'layers-cold';

/** Complete trees with waste of two images of an engine, nothing known before, beside `docker save` in the same run. */
export async function run(): Promise<BenchResult[]> {
  const engine = await startIsolatedEngine({ name: 'layers-cold' });
  try {
    await importBusyboxImage(engine.api, { repository: 'estiba-test/bb', tag: '1' });
    await buildBigImage(engine, 'estiba-test/big:1');
    await importManyFiles(engine, 'estiba-test/many');
    return [
      ...(await measure(engine, 'estiba-test/big:1', '1.8 GB')),
      ...(await measure(engine, 'estiba-test/many:1', '100,000 files')),
    ];
  } finally {
    await engine.stop();
  }
}

/** Turn and turn about, and the middle of each: one run of `docker save` takes half as long again as another. */
const rounds = 3;

async function measure(engine: IsolatedEngine, image: string, what: string): Promise<BenchResult[]> {
  const times = { save: [] as number[], fast: [] as number[], stream: [] as number[] };
  let method = '';
  for (let round = 0; round < rounds; round += 1) {
    times.save.push(await timeDockerSave(engine.host, image));
    const read = await open(engine.host, image, true);
    times.fast.push(read.ms);
    method = read.method;
    times.stream.push((await open(engine.host, image, false)).ms);
  }
  const [save, fast, stream] = [median(times.save), median(times.fast), median(times.stream)];
  return [
    forInformation({ name, metric: `${what}: docker save into nothing`, value: save, unit: 'ms' }),
    forInformation({ name, metric: `${what}: by the ${method}`, value: fast, unit: 'ms' }),
    below({ name, metric: `${what}: fast path / docker save`, value: fast / save, unit: '' }, 0.1),
    below({ name, metric: `${what}: save stream / docker save`, value: stream / save, unit: '' }, 1.1),
    ...besideDive(engine.host, image, what, fast),
  ];
}

async function open(host: string, image: string, fastPath: boolean): Promise<{ ms: number; method: string }> {
  return withBackend(host, async (client, engineId) => {
    await client.settings.update({ layers: { fastPath } });
    const { analysis, readyMs } = await openImage(client, { kind: 'engine', engineId, image });
    if ((analysis.method === 'save') === fastPath) throw new Error(`read by ${analysis.method}`);
    return { ms: readyMs, method: analysis.method ?? '' };
  });
}

/** Only where `DIVE` names the program. */
function besideDive(host: string, image: string, what: string, fastMs: number): BenchResult[] {
  const { DIVE: dive } = process.env;
  if (!dive) return [];
  const started = performance.now();
  const { status } = spawnSync(dive, [image, '--json', '/dev/null'], {
    env: { ...process.env, DOCKER_HOST: host },
    stdio: 'ignore',
  });
  if (status !== 0) throw new Error(`${dive} ended with ${status}`);
  const value = fastMs / (performance.now() - started);
  return [below({ name, metric: `${what}: fast path / dive --json`, value, unit: '' }, 0.05)];
}
