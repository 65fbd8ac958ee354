import { startEstibaServer } from '../support/app';
import { createDataset, startFakeEngine } from '../support/fake-engine';
import { expect, test } from './pages/scene';

test.describe('the link', () => {
  test('opens one tab, leaves the address, and survives a reload', async ({ app, page }) => {
    await expect(page).toHaveURL(/\/e\/environment\/overview$/);
    expect(page.url()).not.toContain('token');
    await page.reload();
    await expect(app.heading('DOCKER_HOST')).toBeVisible();
  });

  test('does not open a second browser, and a new one does', async ({ app, browser, server }) => {
    const other = await browser.newPage();
    await other.goto(server.url);
    await expect(other.getByRole('heading', { name: 'This link was already used' })).toBeVisible();
    const field = other.getByLabel('Link or token');
    await field.fill('nothing of use');
    await other.getByRole('button', { name: 'Open' }).click();
    await expect(other.getByText(/There is no token in this text/)).toBeVisible();
    await field.fill(server.url);
    await other.getByRole('button', { name: 'Open' }).click();
    await expect(other.getByText(/was used before/)).toBeVisible();
    process.kill(server.pid, 'SIGUSR1');
    const fresh = () => [...server.output().matchAll(/http:\S+#token=\S+/g)].at(-1)?.[0] ?? server.url;
    await expect.poll(fresh).not.toBe(server.url);
    await field.fill(fresh());
    await other.getByRole('button', { name: 'Open' }).click();
    await expect(other.getByRole('heading', { level: 1, name: 'DOCKER_HOST' })).toBeVisible();
    await expect(app.heading('DOCKER_HOST')).toBeVisible();
    await other.close();
  });

  test('without one the page says what to do', async ({ browser, server }) => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await expect(page.getByRole('heading', { name: 'Estiba is opened with its link' })).toBeVisible();
    await expect(page.getByText(/press Enter/)).toBeVisible();
    await page.close();
  });
});

test('says when the back end is gone, and when the session is', async ({ app, page, server }) => {
  await expect(app.statusBar.getByText('Live', { exact: true })).toBeVisible();
  await expect(app.heading('DOCKER_HOST')).toBeVisible();
  const { port } = new URL(server.origin);
  await server.stop();
  await expect(page.getByText('The connection to Estiba’s back end was lost')).toBeVisible();
  await expect(app.statusBar.getByText('Not live')).toBeVisible();
  await expect(app.engineButton).toContainText('Not live');
  const restarted = await startEstibaServer({ args: [`--port=${port}`] });
  try {
    expect(restarted.origin).toBe(server.origin);
    // The key was the old server's.
    await expect(page.getByRole('heading', { name: 'This session has ended' })).toBeVisible({
      timeout: 20_000,
    });
    await page.getByLabel('Link or token').fill(restarted.url);
    await page.getByRole('button', { name: 'Open' }).click();
    await expect(app.rail).toBeVisible();
  } finally {
    await restarted.stop();
  }
});

test('the palette goes to pages and objects and runs actions', async ({ app, page }) => {
  await expect(app.card('Running containers').getByRole('link', { name: 'project-0-web-1' })).toBeVisible();
  const input = await app.openPalette();
  await input.fill('settings');
  await page.keyboard.press('Enter');
  await expect(app.heading('Settings')).toBeVisible();
  await app.openPalette();
  await page.keyboard.type('theme dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.openPalette();
  await page.keyboard.type('project-0-db');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/e\/environment\/containers\/[0-9a-f]{64}/);
  await app.openPalette();
  await page.keyboard.type('there is nothing like this');
  await expect(app.palette.getByText('Nothing found')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.palette).toBeHidden();
});

test('keys lead to pages, and not while text is typed', async ({ app, page }) => {
  // Engine pages have an address once the engine is known.
  await expect(app.heading('DOCKER_HOST')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(app.heading('Activity')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('g s?');
  await expect(page.getByRole('searchbox', { name: /Filter/ })).toHaveValue('g s?');
  await expect(app.heading('Activity')).toBeVisible();
  await page.getByRole('searchbox', { name: /Filter/ }).blur();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Go to Settings')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('an engine that goes and comes back needs no reload', async ({ app, engine, page }) => {
  const running = app.card('Running containers');
  await expect(running.getByRole('link', { name: 'solo-0003' })).toBeVisible();
  await engine.kill();
  await expect(page.getByText('DOCKER_HOST: Connection refused', { exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText(/What is shown is from/)).toBeVisible();
  await expect(app.statusBar.getByText('Not live')).toBeVisible();
  // The old list stays in view, and is right again after the restart.
  await expect(running.getByRole('link', { name: 'solo-0003' })).toBeVisible();
  const gone = [...engine.state.containers.values()].find(({ name }) => name === 'solo-0003');
  engine.state.containers.delete(gone?.id ?? '');
  await engine.restart();
  await expect(app.statusBar.getByText('Live', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(running.getByRole('link', { name: 'solo-0003' })).toBeHidden();
  await expect(page.getByText(/What is shown is from/)).toBeHidden();
});

test('switches between engines and shows the state of each', async ({ app, page }) => {
  const second = await startFakeEngine({
    state: createDataset({ containers: 2 }),
    version: '28.5.1',
    apiVersion: '1.51',
  });
  try {
    await app.call('engines/add', { name: 'Second', host: second.host });
    await app.engineButton.click();
    await page.getByRole('link', { name: /Second/ }).click();
    await expect(app.heading('Second')).toBeVisible();
    await expect(app.engineButton).toContainText('Docker 28.5.1');
    await expect(app.main.getByText('of 2', { exact: false }).first()).toBeVisible();
    await app.engineButton.click();
    const list = page.getByRole('list', { name: 'Engines' });
    await expect(list.getByRole('link', { name: /DOCKER_HOST.*Connected.*overlay2/s })).toBeVisible();
    await list.getByRole('link', { name: /DOCKER_HOST/ }).click();
    await expect(app.heading('DOCKER_HOST')).toBeVisible();
    await expect(app.engineButton).toContainText('20.10.24');
  } finally {
    await second.stop();
  }
});

test('running jobs show progress, a log and Cancel', async ({ app, engine, page }) => {
  const ids = [...engine.state.containers.values()]
    .filter(({ state }) => state === 'running')
    .map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(1);
  const end = engine.setFault(/POST .*\/stop/, { kind: 'hang' });
  await app.call('containers/stop', { engineId: 'environment', ids });
  await expect(app.jobsButton).toContainText('1 job');
  await app.jobsButton.click();
  const popover = page.getByRole('dialog', { name: 'Jobs' });
  await expect(popover.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0');
  await popover.getByRole('button', { name: new RegExp(`^Stop ${ids.length} containers`) }).click();
  const drawer = page.getByRole('region', { name: 'Jobs and their logs' });
  await expect(drawer.getByRole('button', { name: /Running/ })).toBeVisible();
  await app.jobsButton.click();
  await popover.getByRole('button', { name: /^Cancel/ }).click();
  await expect(drawer.getByText('Canceled').first()).toBeVisible();
  await expect(app.jobsButton).toContainText('No jobs');
  end();
});

test('an unknown page and an unknown engine say so', async ({ app, page }) => {
  await app.visit('/nonsense');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await page.getByRole('link', { name: 'To the overview' }).click();
  await expect(app.heading('DOCKER_HOST')).toBeVisible();
  await app.visit('/e/nobody/overview');
  await expect(page.getByText('No such engine')).toBeVisible();
});

test('the status bar says what Estiba costs', async ({ app }) => {
  await expect(app.statusBar.getByText(/Engine calls in the last minute: \d+/)).toBeVisible({
    timeout: 15_000,
  });
  await expect(app.statusBar.getByText(/Back end [\d.]+% CPU · [\d.]+ MiB/)).toBeVisible();
});
