import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type AppOptions, type EstibaServer, startEstibaServer } from './app';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './fake-engine';

export { expect } from '@playwright/test';

interface Starters {
  /** A folder of the test's own, removed when all that the test has started has ended. */
  readonly folder: string;
  /** Starts the built server host; it is stopped when the test ends. */
  readonly startApp: (options?: AppOptions) => Promise<EstibaServer>;
  /** Starts a fake engine; it is stopped when the test ends, after the app. */
  readonly startFake: (options?: FakeEngineOptions) => Promise<FakeEngine>;
}

/** Playwright's test with Estiba and engines to start; what was started ends with the test, last one first. */
export const test = base.extend<Starters>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'estiba-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  startFake: async ({ folder: _endsLast }, use) => {
    const engines: FakeEngine[] = [];
    await use(async (options) => {
      const engine = await startFakeEngine(options);
      engines.push(engine);
      return engine;
    });
    for (const engine of engines.reverse()) await engine.stop();
  },
  startApp: async ({ startFake: _endsLater }, use) => {
    const servers: EstibaServer[] = [];
    await use(async (options) => {
      const server = await startEstibaServer(options);
      servers.push(server);
      return server;
    });
    for (const server of servers.reverse()) await server.stop();
  },
});

/** The id of the engine that DOCKER_HOST names. */
export const environmentId = 'environment';

/** Opens a page of Estiba with the server's one-time token and waits until there is something on it. */
export async function openPage(page: Page, server: EstibaServer, path: string): Promise<void> {
  await page.goto(`${server.origin}${path}#token=${server.token}`);
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
}

/** A page of the engine that DOCKER_HOST names. */
export function enginePage(name: string): string {
  return `/e/${environmentId}/${name}`;
}

/** The line of a list whose object has exactly this name. */
export function rowOf(page: Page, name: string): Locator {
  const row = page.getByRole('grid').getByRole('row');
  return row.filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** Sets a mark that only a reload takes away; the returned function fails when it is gone. */
export async function forbidReload(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Object.assign(window, { estibaTestMark: true }));
  return async () => {
    const marked = await page.evaluate(() => 'estibaTestMark' in window);
    expect(marked, 'the page was reloaded').toBe(true);
  };
}
