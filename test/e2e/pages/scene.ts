import { test as base, expect } from '@playwright/test';
import { type EstibaServer, startEstibaServer } from '../../support/app';
import {
  createDataset,
  type DatasetOptions,
  type FakeEngine,
  startFakeEngine,
} from '../../support/fake-engine';
import { AppPage } from './app-page';

export interface SceneOptions {
  /** What the engine holds. */
  readonly data: DatasetOptions;
  /** False: no engine at all. */
  readonly engine: boolean;
}

interface SceneFixtures {
  readonly sceneOptions: SceneOptions;
  readonly engine: FakeEngine;
  readonly server: EstibaServer;
  /** Opened with the server's link, at the start page. */
  readonly app: AppPage;
}

/** A test with a fake engine, a server host of its own, and a page that is signed in. Errors of the page fail it. */
export const test = base.extend<SceneFixtures>({
  sceneOptions: [
    { data: { containers: 5, images: 6, volumes: 3, networks: 1 }, engine: true },
    { option: true },
  ],
  engine: async ({ sceneOptions }, use) => {
    const engine = await startFakeEngine({ state: createDataset(sceneOptions.data) });
    await use(engine);
    await engine.stop();
  },
  server: async ({ engine, sceneOptions }, use) => {
    const server = await startEstibaServer(
      sceneOptions.engine ? { dockerHost: engine.host } : { dockerHost: 'unix:///nonexistent/engine.sock' },
    );
    await use(server);
    await server.stop();
  },
  app: async ({ page, server }, use) => {
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(String(error)));
    const app = new AppPage(page, server);
    await page.goto(server.url);
    await expect(app.rail).toBeVisible();
    await use(app);
    expect(failures).toEqual([]);
  },
});

export { expect };
