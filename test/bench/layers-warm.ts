import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { below, exactly, forInformation } from '../support/bench/results';
import { importBusyboxImage, startIsolatedEngine } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { importManyFiles, openImage, withBackend } from '../support/layers/layers-bench';
import type { BenchResult } from './bench-result';

const name = 'layers-warm';

/** An image of 100,000 files that was seen before, by a back end that has just started; and one built on it. */
export async function run(): Promise<BenchResult[]> {
  const engine = await startIsolatedEngine({ name: 'layers-warm' });
  const home = await mkdtemp(join(tmpdir(), 'estiba-layers-warm-'));
  const open = (image: string) =>
    withBackend(
      engine.host,
      (client, engineId) => openImage(client, { kind: 'engine', engineId, image }),
      home,
    );
  try {
    await importBusyboxImage(engine.api, { repository: 'estiba-test/bb', tag: '1' });
    await importManyFiles(engine, 'estiba-test/many');
    const context = { a: 'new\n' };
    await buildImage(
      engine.api,
      'estiba-test/derived:1',
      'FROM estiba-test/many:1\nCOPY a /app/new\n',
      context,
    );
    const cold = await open('estiba-test/many:1');
    const warm = await open('estiba-test/many:1');
    const derived = await open('estiba-test/derived:1');
    const read = derived.analysis.layers.filter(({ fromCache }) => !fromCache).length;
    return [
      forInformation({ name, metric: 'first time, to the first rows', value: cold.rowsMs, unit: 'ms' }),
      below({ name, metric: 'again, to the first rows', value: warm.rowsMs, unit: 'ms' }, 150),
      exactly({ name, metric: 'layers read of the image built on it', value: read, unit: '' }, 1),
      forInformation({ name, metric: 'the image built on it', value: derived.rowsMs, unit: 'ms' }),
    ];
  } finally {
    await engine.stop();
    await rm(home, { recursive: true, force: true });
  }
}
