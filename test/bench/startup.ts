import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from '@playwright/test';
import { startEstibaServer } from '../support/app';
import {
  containersUrl,
  dataset,
  launchBrowser,
  openPage,
  startBenchEngine,
  waitForRows,
} from '../support/bench/bench-app';
import { below, forInformation, median } from '../support/bench/results';
import type { FakeEngine } from '../support/fake-engine';
import type { BenchResult } from './bench-result';

const execute = promisify(execFile);
const rounds = 5;
const name = 'startup';

interface Round {
  /** Milliseconds from the start of the server's process. */
  readonly listening: number;
  readonly complete: number;
}

/** From the start of the process to the list, in a browser that already runs, as a user's does. Medians of five rounds. */
export async function run(): Promise<BenchResult[]> {
  const engine = await startBenchEngine();
  const browser = await launchBrowser();
  try {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await measureRound(engine, browser));
    const command = await measureCommandLine(engine);
    const complete = median(measured.map((round) => round.complete));
    const listening = median(measured.map((round) => round.listening));
    return [
      forInformation({ name, metric: 'ratio to "docker ps -a"', value: complete / command, unit: '' }),
      below({ name, metric: 'server listening', value: listening / 1000, unit: 's' }, 0.5),
      below({ name, metric: 'first complete container list', value: complete / 1000, unit: 's' }, 2),
    ];
  } finally {
    await browser.close();
    await engine.stop();
  }
}

async function measureRound(engine: FakeEngine, browser: Browser): Promise<Round> {
  const page = await openPage(browser);
  const started = performance.now();
  const server = await startEstibaServer({ dockerHost: engine.host });
  try {
    await page.goto(containersUrl(server), { waitUntil: 'commit' });
    await waitForRows(page, dataset.containers);
    return { listening: server.listeningAfter, complete: performance.now() - started };
  } finally {
    await page.close();
    await server.stop();
  }
}

/** Milliseconds of `docker ps -a` on the same engine. */
async function measureCommandLine(engine: FakeEngine): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const options = { env: { ...process.env, DOCKER_HOST: engine.host }, maxBuffer: 1 << 26 };
    const { stdout } = await execute('docker', ['ps', '-a'], options);
    times.push(performance.now() - started);
    const lines = stdout.trim().split('\n').length;
    if (lines !== dataset.containers + 1) throw new Error(`docker ps -a printed ${lines} lines`);
  }
  return median(times);
}
