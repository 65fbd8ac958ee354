import { createDataset, startFakeEngine } from '../support/fake-engine';
import { expect, test } from './pages/scene';

test('shows where an engine was found and what it is', async ({ app }) => {
  await app.goTo('Engines');
  const card = app.card('DOCKER_HOST');
  await expect(card.getByText('Connected', { exact: true })).toBeVisible();
  await expect(card.getByText('From DOCKER_HOST')).toBeVisible();
  await expect(card.getByText('cgroup v1 (cgroupfs)')).toBeVisible();
  await card.getByRole('button', { name: 'Disconnect' }).click();
  await expect(card.getByText('Not connected')).toBeVisible();
  await app.goTo('Overview');
  await expect(app.main.getByText('This engine is not connected')).toBeVisible();
  await app.main.getByRole('button', { name: 'Connect' }).click();
  await expect(app.heading('DOCKER_HOST')).toBeVisible();
});

test('adds an engine by its address and forgets it again', async ({ app, page }) => {
  const second = await startFakeEngine({ state: createDataset({ containers: 1 }) });
  try {
    await app.goTo('Engines');
    await page.getByRole('button', { name: 'Add an engine…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an engine' });
    await dialog.getByRole('button', { name: 'Add and connect' }).click();
    await expect(dialog.getByText('Needed')).toHaveCount(2);
    await dialog.getByLabel('Name').fill('Second');
    await dialog.getByLabel('Address').fill('http://example.com');
    await dialog.getByRole('button', { name: 'Add and connect' }).click();
    await expect(dialog.getByText(/Begin with unix/)).toBeVisible();
    await dialog.getByLabel('Address').fill('tcp://example.com:2376');
    await dialog.getByRole('checkbox', { name: 'TLS' }).click();
    await expect(dialog.getByLabel('Authority (ca.pem)')).toBeVisible();
    await dialog.getByLabel('Address').fill(second.host);
    await expect(dialog.getByLabel('Authority (ca.pem)')).toBeHidden();
    await dialog.getByRole('button', { name: 'Add and connect' }).click();
    const card = app.card('Second');
    await expect(card.getByText('Connected', { exact: true })).toBeVisible();
    await expect(card.getByText('Added by hand')).toBeVisible();
    await card.getByRole('button', { name: 'Forget' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
    await expect(card).toBeHidden();
  } finally {
    await second.stop();
  }
});

test('says why an engine cannot be reached, and connects when it can', async ({ app, engine }) => {
  await expect(app.statusBar.getByText('Live', { exact: true })).toBeVisible();
  await engine.kill();
  await app.goTo('Engines');
  const card = app.card('DOCKER_HOST');
  await expect(card.getByRole('alert').getByText('Connection refused')).toBeVisible({ timeout: 20_000 });
  await expect(card.getByText(/Nothing listens there/)).toBeVisible();
  await expect(card.getByText(/ECONNREFUSED/)).toBeVisible();
  const tries = () => engine.requestCount();
  await engine.restart();
  const before = tries();
  // Either the click or the next attempt by itself finds it; the button goes away with the error.
  await card
    .getByRole('button', { name: 'Try again now' })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await expect.poll(tries, { timeout: 30_000 }).toBeGreaterThan(before);
  await expect(card.getByText('Connected', { exact: true })).toBeVisible();
});

test('an engine that accepts and never answers freezes nothing', async ({ app, engine, page }) => {
  engine.setFault(/./, { kind: 'hang' });
  engine.dropEventStreams();
  await app.goTo('Settings');
  await expect(app.heading('Settings')).toBeVisible();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(app.engineButton).toContainText(/Connecting|No answer|Connection lost/, { timeout: 30_000 });
});

test.describe('without any engine', () => {
  test.use({ sceneOptions: { data: {}, engine: false } });
  test('offers Estiba’s own engine and other ways', async ({ app, page }) => {
    await expect(page.getByRole('heading', { name: 'No engine found' })).toBeVisible({ timeout: 20_000 });
    const managed = app.card('Estiba’s own engine');
    await expect(managed.getByText(/Stopped|Not installed|Not possible here/)).toBeVisible();
    await expect(managed.getByText(/estiba\/engine/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add an engine…' })).toBeVisible();
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('heading', { name: 'No engine found' })).toBeVisible();
  });
});
