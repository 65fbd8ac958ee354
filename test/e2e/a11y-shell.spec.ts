import { expectConformance } from './pages/accessibility';
import { expect, test } from './pages/scene';

const pages = [
  ['/e/environment/overview', 'DOCKER_HOST'],
  ['/e/environment/activity', /Activity|Actividad/],
  ['/engines', /Engines|Motores/],
  ['/settings', /Settings|Ajustes/],
] as const;

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`pages in the ${theme} theme`, async ({ app, engine, page }) => {
    await expect(app.heading('DOCKER_HOST')).toBeVisible();
    await app.call('settings/update', { theme, motion: 'reduced', language: theme === 'dark' ? 'es' : 'en' });
    for (const id of engine.state.containers.keys()) engine.perform('POST', `/containers/${id}/restart`);
    for (const [path, heading] of pages) {
      await app.visit(path);
      await expect(app.heading(heading)).toBeVisible();
      await expect(app.statusBar.getByText(/^(Live|En vivo)$/)).toBeVisible();
      await expectConformance(page, `${path} ${theme}`);
    }
  });
}

test('what opens over the page', async ({ app, page }) => {
  await expect(app.heading('DOCKER_HOST')).toBeVisible();
  await app.call('settings/update', { motion: 'reduced' });
  await app.openPalette();
  await page.keyboard.type('web');
  await expectConformance(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await expectConformance(page, 'keys');
  await page.keyboard.press('Escape');
  await app.engineButton.click();
  await expectConformance(page, 'engine switcher');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+j');
  await expectConformance(page, 'drawer');
  await app.visit('/engines');
  await page.getByRole('button', { name: 'Add an engine…' }).click();
  await expectConformance(page, 'add engine');
});

test('a failed job and a lost back end', async ({ app, engine, page, server }) => {
  const [id] = [...engine.state.containers.keys()];
  engine.setFault(/\/stop/, { kind: 'status', code: 500, body: '{"message":"no"}' });
  const { jobId } = (await app.call('containers/stop', { engineId: 'environment', ids: [id] })) as {
    jobId: string;
  };
  await app.visit(`/e/environment/activity?job=${jobId}`);
  await expect(page.getByRole('region', { name: /^Details/ })).toBeVisible();
  await expectConformance(page, 'job details');
  await server.stop();
  await expect(page.getByText('The connection to Estiba’s back end was lost')).toBeVisible();
  await expectConformance(page, 'lost');
});

test('the page without a session', async ({ browser, server }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('heading', { name: 'Estiba is opened with its link' }).waitFor();
  await expectConformance(page, 'link page');
  await context.close();
});

test.describe('without any engine', () => {
  test.use({ sceneOptions: { data: {}, engine: false } });
  test('the page that says so', async ({ app, page }) => {
    await expect(page.getByRole('heading', { name: 'No engine found' })).toBeVisible({ timeout: 20_000 });
    await expect(app.rail).toBeVisible();
    await expectConformance(page, 'no engine');
  });
});
