import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../src/common/contract/jobs';
import type { Analysis } from '../../src/common/contract/layer-analysis';
import { type EstibaServer, startEstibaServer } from '../support/app';
import { below, exactly, forInformation } from '../support/bench/results';
import { writeLargeLayout } from '../support/layers/large-layout';
import type { BenchResult } from './bench-result';

const name = 'layers-memory';
const files = 1_000_000;
const folders = 2000;
const mebibyte = 1024 ** 2;

/** What the back end's process grows by when a page looks at an image of a million files. */
export async function run(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'estiba-layers-memory-'));
  const layout = join(folder, 'layout');
  await writeLargeLayout(layout, { files, folders });
  const server = await startEstibaServer({ home: join(folder, 'home') });
  try {
    const call = await createCaller(server);
    await call('app.info', undefined);
    const before = await settled(server);
    let peak = before;
    const watch = setInterval(
      () => void server.rssBytes().then((bytes) => (peak = Math.max(peak, bytes))),
      100,
    );
    const location = { kind: 'layout', path: layout };
    const { analysisId, jobId } = await call<{ analysisId: string; jobId: string }>('layers.open', {
      location,
    });
    const job = await call<Job>('jobs.wait', { jobId });
    if (job.state !== 'succeeded') throw new Error(`not read: ${job.error?.message}`);
    const { totals } = await call<Analysis>('layers.get', { analysisId });
    await look(call, analysisId);
    clearInterval(watch);
    const after = await settled(server);
    peak = Math.max(peak, after);
    const inMebibytes = (bytes: number): number => (bytes - before) / mebibyte;
    return [
      exactly({ name, metric: 'files in the tree', value: totals?.visibleFiles ?? 0, unit: '' }, files),
      below({ name, metric: 'growth with the image open', value: inMebibytes(after), unit: 'MiB' }, 250),
      forInformation({ name, metric: 'growth at the most', value: inMebibytes(peak), unit: 'MiB' }),
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Call = <Output>(procedure: string, input: unknown) => Promise<Output>;

/** Over plain HTTP, as a script would: the token lies in a file. */
async function createCaller({ origin, home }: EstibaServer): Promise<Call> {
  const file = join(home, 'run', 'estiba', `api-token-${new URL(origin).port}`);
  const token = (await readFile(file, 'utf8')).trim();
  return async (procedure, input) => {
    const response = await fetch(`${origin}/rpc/${procedure.replace('.', '/')}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    });
    if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`);
    return (await response.json()) as never;
  };
}

/** What a page asks: views, filters, and the rows that it shows. */
async function look(call: Call, analysisId: string): Promise<void> {
  for (const spec of [
    { mode: 'final' },
    { mode: 'layer', layer: 0, sort: 'size' },
    { mode: 'final', flat: true, sort: 'size' },
    { mode: 'final', filter: { text: 'file-9999' } },
  ]) {
    const { viewId } = await call<{ viewId: string }>('layers.openView', { analysisId, spec });
    await call('layers.rows', { viewId, offset: 0, limit: 200 });
  }
}

/** When the collector has had its turn: the smallest of some seconds. */
async function settled(server: EstibaServer): Promise<number> {
  let least = await server.rssBytes();
  for (let turn = 0; turn < 20; turn += 1) {
    await sleep(250);
    least = Math.min(least, await server.rssBytes());
  }
  return least;
}
