import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchApp, withBenchApp } from '../support/bench/bench-app';
import { below, forInformation } from '../support/bench/results';
import type { BenchResult } from './bench-result';

const name = 'idle';
const seconds = 60;
/** No request for so long: what opening the page set off is over. */
const quietMilliseconds = 5_000;

/** What an open list costs while nothing happens on the engine. */
export function run(): Promise<BenchResult[]> {
  return withBenchApp(async (app) => {
    await waitForQuiet(app);
    const { engine, server } = app;
    const cpuBefore = await server.cpuSeconds();
    const began = Date.now();
    let rss = 0;
    while (Date.now() - began < seconds * 1000) {
      rss = Math.max(rss, await server.rssBytes());
      await sleep(1000);
    }
    const elapsed = (Date.now() - began) / 1000;
    const cpu = (await server.cpuSeconds()) - cpuBefore;
    const requests = engine.requestCount(began);
    return [
      forInformation({ name, metric: 'open event streams', value: engine.eventStreams(), unit: '' }),
      below({ name, metric: 'back end memory (RSS)', value: rss / 1e6, unit: 'MB' }, 200),
      below(
        { name, metric: 'requests to the engine per minute', value: (requests * 60) / elapsed, unit: '' },
        2,
      ),
      below({ name, metric: 'back end CPU', value: (cpu / elapsed) * 100, unit: '% of a core' }, 1),
    ];
  });
}

async function waitForQuiet({ engine }: BenchApp): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    await sleep(500);
    if (engine.requestCount(Date.now() - quietMilliseconds) === 0) return;
  }
  throw new Error('the app never stopped asking the engine');
}
