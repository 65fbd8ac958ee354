import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { environmentEngineId } from '../../src/main/backend/engine/discovery/engine-id';
import { startEstibaServer } from '../support/app';
import { launchBrowser, openPage } from '../support/bench/bench-app';
import { measureFrames } from '../support/bench/frames';
import { below, exactly, forInformation } from '../support/bench/results';
import { createDataset, startFakeEngine } from '../support/fake-engine';
import type { BenchResult } from './bench-result';

const name = 'logs';
const perSecond = 50_000;
const seconds = 10;
const lines = perSecond * seconds;

/** A followed log of 50,000 lines a second, in the page: how smooth it stays, and whether all of it arrives. */
export async function run(): Promise<BenchResult[]> {
  const engine = await startFakeEngine({ state: createDataset({ containers: 5, seed: 1 }) });
  const ends: (() => Promise<unknown>)[] = [() => engine.stop()];
  try {
    const container = [...engine.state.containers.values()].find(({ state }) => state === 'running');
    if (!container) throw new Error('no container runs');
    const feed = engine.feedLog(container.id);
    const server = await startEstibaServer({ dockerHost: engine.host });
    ends.unshift(() => server.stop());
    const browser: Browser = await launchBrowser();
    ends.unshift(() => browser.close());
    const page = await openPage(browser);
    const path = `/e/${environmentEngineId}/containers/${container.id}?tab=logs`;
    await page.goto(`${server.origin}${path}#token=${server.token}`);
    await page.locator('[data-received]').waitFor();
    while (!feed.isFollowed) await sleep(50);
    await sleep(2000);
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable');
    const before = await taskSeconds(client);
    const cpuBefore = await server.cpuSeconds();
    const began = performance.now();
    let written = 0;
    const frames = await measureFrames(page, async () => {
      await feed.write(lines, perSecond);
      written = performance.now() - began;
    });
    const elapsed = (performance.now() - began) / 1000;
    const busy = (await taskSeconds(client)) - before;
    const cpu = (await server.cpuSeconds()) - cpuBefore;
    const late = await waitForAll(page, lines);
    const { received, missing, last } = await readPage(page);
    return [
      exactly({ name, metric: 'lines that did not arrive', value: lines - received, unit: '' }, 0),
      exactly({ name, metric: 'lines that the page misses', value: missing, unit: '' }, 0),
      exactly({ name, metric: 'number of the last line shown', value: last, unit: '' }, lines),
      below({ name, metric: 'time to write them', value: written / 1000, unit: 's' }, seconds * 1.05),
      below({ name, metric: 'time until the last one is there', value: late / 1000, unit: 's' }, 1),
      below({ name, metric: 'frame p95', value: frames.p95, unit: 'ms' }, 20),
      forInformation({ name, metric: 'worst frame', value: frames.worst, unit: 'ms' }),
      forInformation({ name, metric: 'renderer, busy share', value: (busy / elapsed) * 100, unit: '%' }),
      forInformation({ name, metric: 'back end CPU', value: (cpu / elapsed) * 100, unit: '% of a core' }),
    ];
  } finally {
    for (const end of ends) await end();
  }
}

/** Time that the main thread of the page has worked. */
async function taskSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN;
}

/** Milliseconds until the page has them all, at most 30 s. */
async function waitForAll(page: Page, wanted: number): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 30_000) {
    if ((await readPage(page)).received >= wanted) return performance.now() - began;
    await sleep(50);
  }
  return performance.now() - began;
}

async function readPage(page: Page) {
  return page.evaluate(() => {
    const footer = document.querySelector('[data-received]');
    const numbers = [...(document.querySelector('main')?.textContent ?? '').matchAll(/line=(\d{9})/g)];
    return {
      received: Number(footer?.getAttribute('data-received')),
      missing: Number(footer?.getAttribute('data-missing')),
      last: Math.max(0, ...numbers.map((match) => Number(match[1]))),
    };
  });
}
