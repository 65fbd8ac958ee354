import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { shoot } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** A container dies, starts again and is removed while each of its pages is open. */

let engine: RealEngine;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  engine = await startRealEngine('dies');
});
test.afterAll(async () => {
  await engine?.stop();
});
test.beforeEach(() => engine.clear());

/** By tab: what is there while it runs, and what when it does not. */
const tabs: readonly {
  readonly tab: string;
  readonly alive: RegExp;
  readonly dead: RegExp;
  readonly gone?: RegExp;
}[] = [
  { tab: 'overview', alive: /Process ID\s*\d+/, dead: /Exit code\s*137/ },
  { tab: 'logs', alive: /lines?.*Live/, dead: /The container ended with code 137/ },
  { tab: 'resources', alive: /of the limit|cores/i, dead: /The container does not run/ },
  { tab: 'processes', alive: /sleep 100000/, dead: /does not run/ },
  { tab: 'namespaces', alive: /Users inside and outside/, dead: /does not run/, gone: /does not run/ },
  { tab: 'mounts', alive: /From the kernel/, dead: /does not run/ },
  { tab: 'mounts&view=network', alive: /From the kernel/, dead: /does not run/ },
  { tab: 'limits', alive: /Takes effect at once/, dead: /next start|does not run/i },
  { tab: 'changes', alive: /written/, dead: /written/ },
  { tab: 'files', alive: /written/, dead: /written/ },
  { tab: 'terminal', alive: /Shell|Start/, dead: /does not run|not running/i },
  { tab: 'command', alive: /docker run/, dead: /docker run/ },
  { tab: 'relations', alive: /estiba-dies/, dead: /estiba-dies/ },
  { tab: 'inspect', alive: /"Running": true/, dead: /"Running": false/ },
];

function watchFaults(page: Page): () => void {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return () => expect(faults).toEqual([]);
}

for (const { tab, alive, dead, gone } of tabs) {
  test(`while ${tab} is open`, async ({ page, startApp }) => {
    test.setTimeout(90_000);
    const script = 'echo hello; echo x > /written; exec sleep 100000';
    await engine.docker(
      ...['run', '-d', '--name', 'mortal', '--network', 'none', engine.image, 'sh', '-c', script],
    );
    await page.setViewportSize({ width: 1440, height: 900 });
    const noFaults = watchFaults(page);
    await openPage(
      page,
      await startApp({ dockerHost: engine.host }),
      enginePage(`containers/mortal?tab=${tab}`),
    );
    const main = page.getByRole('main');
    await expect(main).toContainText(alive);
    await engine.docker('kill', 'mortal');
    await expect(main.getByText('Exited').first()).toBeVisible();
    await expect(main).toContainText(dead);
    await shoot(page, `dies-${tab.replace(/\W/g, '-')}`);
    await engine.docker('start', 'mortal');
    await expect(main.getByText('Running').first()).toBeVisible();
    await expect(main).toContainText(alive);
    await engine.docker('rm', '-f', 'mortal');
    await expect(main.getByText(/removed/i).first()).toBeVisible();
    if (gone) await expect(main).toContainText(gone);
    await shoot(page, `gone-${tab.replace(/\W/g, '-')}`);
    noFaults();
  });
}
