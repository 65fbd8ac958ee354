import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { environmentEngineId } from '../../../src/main/backend/engine/discovery/engine-id';
import { type EstibaServer, startEstibaServer } from '../app';
import { chromiumArgs, chromiumPath } from '../chromium';
import { createDataset, type FakeEngine, startFakeEngine } from '../fake-engine';

/** The engine of the benches: what a busy developer's machine holds. */
export const dataset = { containers: 500, images: 1000, volumes: 300, networks: 20, seed: 1 } as const;

export function startBenchEngine(): Promise<FakeEngine> {
  return startFakeEngine({ state: createDataset(dataset) });
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: [...chromiumArgs] });
}

/** A page in a context of its own: nothing comes from the cache of an earlier one. */
export async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // tsx names functions by a helper that functions sent into the page would miss.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  return page;
}

/** The containers page of the engine that DOCKER_HOST names, signed in by the server's token. */
export function containersUrl(server: EstibaServer): string {
  return `${server.origin}/e/${environmentEngineId}/containers#token=${server.token}`;
}

/** The list, flat or grouped by project. */
export function gridOf(page: Page): Locator {
  return page.locator('[role=grid], [role=treegrid]').first();
}

/** Resolves when the list holds at least so many rows; its row count includes the header and group rows. */
export async function waitForRows(page: Page, rows: number): Promise<void> {
  await page.waitForFunction(
    (least) => {
      const grid = document.querySelector('[role=grid], [role=treegrid]');
      const complete = Number(grid?.getAttribute('aria-rowcount') ?? 0) > least;
      return complete && grid?.getAttribute('aria-busy') !== 'true' && grid?.querySelector('[role=gridcell]');
    },
    rows,
    { polling: 'raf', timeout: 60_000 },
  );
}

export interface BenchApp {
  readonly engine: FakeEngine;
  readonly server: EstibaServer;
  readonly page: Page;
}

/** Runs `work` on the containers page of a running app, then ends everything. */
export async function withBenchApp<T>(work: (app: BenchApp) => Promise<T>): Promise<T> {
  const engine = await startBenchEngine();
  const ends = [() => engine.stop()];
  try {
    const server = await startEstibaServer({ dockerHost: engine.host });
    ends.unshift(() => server.stop());
    const browser = await launchBrowser();
    ends.unshift(() => browser.close());
    const page = await openPage(browser);
    await page.goto(containersUrl(server));
    await waitForRows(page, dataset.containers);
    return await work({ engine, server, page });
  } finally {
    for (const end of ends) await end();
  }
}
