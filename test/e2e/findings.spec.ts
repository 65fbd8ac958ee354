import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Waste, deleted files, the Dockerfile's lines and the configuration of an image of a real engine. */

let engine: RealEngine;
let dockerfile = '';
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'QmFzZTY0VGV4dE9mQUtleQ'.repeat(6)}\n-----END OPENSSH PRIVATE KEY-----\n`;

test.beforeAll(async () => {
  engine = await startRealEngine('findings');
  const context = await mkdtemp(join(tmpdir(), 'estiba-context-'));
  dockerfile = `FROM ${engine.image}
COPY id_rsa /root/.ssh/id_rsa
RUN dd if=/dev/urandom of=/srv/big bs=1024 count=512
RUN rm /root/.ssh/id_rsa && dd if=/dev/urandom of=/srv/big bs=1024 count=256
ENV MODE=test TOKEN=s3cret
LABEL team=web
`;
  await writeFile(join(context, 'Dockerfile'), dockerfile);
  await writeFile(join(context, 'id_rsa'), key);
  await engine.docker('build', '--tag', 'shop:1', context);
  await rm(context, { recursive: true });
});

test.afterAll(async () => {
  await engine?.stop();
});

test('names what is wasted and who is to blame', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('images/shop:1?tab=waste'));
  const rows = page.getByRole('grid', { name: 'Wasted paths' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('512 KiB');
  await expect(rows.nth(1)).toContainText('/srv/big');
  await expect(rows.nth(1)).toContainText('overwritten');
  await expect(rows.nth(1)).toContainText('RUN rm /root/.ssh/id_rsa');
  await expect(page.getByRole('status').filter({ hasText: 'reclaimable' })).toContainText('2 paths');
  await page.getByRole('button', { name: /^Layer 2/ }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('id_rsa');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Selected path' })).toContainText('same RUN');
});

test('flags a key that was deleted, says which rule, and opens it', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('images/shop:1?tab=deleted'));
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('SSH private key');
  await page.getByRole('button', { name: 'Look into contents' }).click();
  await expect(page.getByText(/looked into, 1 flagged/)).toBeVisible();
  await rows.nth(1).click();
  const details = page.getByRole('region', { name: 'Selected path' });
  await expect(details).toContainText('by its name');
  await expect(details).toContainText('by its content');
  await expect(details).not.toContainText('QmFzZTY0VGV4dE9mQUtleQQm');
  await details.getByRole('button', { name: 'Open file' }).click();
  await expect(page.getByRole('dialog')).toContainText('BEGIN OPENSSH PRIVATE KEY');
});

test('ties the lines of a Dockerfile to layers', async ({ page, startApp }) => {
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    enginePage('images/shop:1?tab=dockerfile'),
  );
  await expect(page.getByRole('row', { name: /COPY file:/ })).toBeVisible();
  await page.getByRole('button', { name: 'Open its Dockerfile…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(dockerfile);
  await page.getByRole('dialog').getByRole('button', { name: 'Tie to layers' }).click();
  await expect(page.getByRole('row', { name: /COPY file:/ })).toContainText('line 2');
  await expect(page.getByRole('row', { name: /LABEL team=web/ })).toContainText('line 6');
  await expect(page.getByText('from base', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('line 2')).toHaveCount(0);
});

test('shows the configuration with hidden values', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('images/shop:1?tab=config'));
  const environment = page.getByRole('region', { name: /Environment/ });
  await expect(environment).toContainText('TOKEN');
  await expect(environment).not.toContainText('s3cret');
  await environment.getByRole('button', { name: 'Show values' }).click();
  await expect(environment).toContainText('s3cret');
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('web');
});

test('compares with another image, an archive and what is no image', async ({ page, startApp, folder }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('images/shop:1?tab=compare'));
  const second = page.getByRole('combobox', { name: 'Second image' });
  await second.fill(engine.image);
  await page.getByRole('tabpanel').getByRole('button', { name: 'Compare' }).click();
  const rows = page.getByRole('grid', { name: 'Files that differ' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('removed');
  await expect(rows.nth(1)).toContainText('/srv/big');
  await page.getByText(/^Configuration/).click();
  await expect(page.getByRole('row', { name: /env TOKEN/ })).toContainText('s3cret');
  await page.getByText(/^Layers \(/).click();
  await expect(page.getByText(/in both/).first()).toBeVisible();
  const file = join(folder, 'other.tar');
  await engine.docker('save', '-o', file, 'shop:1');
  await second.fill(file);
  await page.getByRole('tabpanel').getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('definition').filter({ hasText: '4 layers' })).toBeVisible();
  await second.fill('/no/such.tar');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('/no/such.tar');
});

test('shows what images share, with the engine’s own sum', async ({ page, startApp }) => {
  await engine.docker('tag', 'shop:1', 'shop:copy');
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('images'));
  await page.getByRole('button', { name: 'Shared layers' }).click();
  const rows = page.getByRole('grid', { name: 'Images and the layers they share' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'shop:' })).toContainText('A');
  const figures = page.getByLabel('Disk use of images').getByRole('definition');
  await expect(figures.nth(0)).toHaveText((await figures.nth(1).textContent()) ?? '');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=layers/);
});

for (const theme of ['light', 'dark'] as const) {
  for (const tab of ['waste', 'deleted', 'sharing', 'compare&with=image:shop:1', 'dockerfile', 'config']) {
    test(`${tab} has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
      const server = await startApp({ dockerHost: engine.host });
      const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES' });
      const page = await context.newPage();
      await openPage(page, server, enginePage(`images/shop:1?tab=${tab}`));
      await expect(page.getByRole('tabpanel')).toContainText(/[A-Z]/);
      await page.waitForTimeout(500);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await context.close();
    });
  }
}
