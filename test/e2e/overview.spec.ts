import { expect, test } from './pages/scene';

test.describe('with five containers', () => {
  test('shows totals, what runs, the disk and the engine', async ({ app, engine }) => {
    const running = [...engine.state.containers.values()].filter(({ state }) => state === 'running').length;
    const totals = app.main.getByLabel('Totals');
    await expect(totals.getByText(`${running} of 5`)).toBeVisible();
    await expect(totals.locator('div', { hasText: 'images' }).last()).toContainText('6');
    const disk = app.card('Disk use');
    await expect(disk.getByText(/^Measured (now|\d+s ago)$/)).toBeVisible();
    await expect(disk.getByRole('img', { name: /Disk use by kind: Images .*B, Containers/ })).toBeVisible();
    await expect(app.card('Engine').getByText(/Docker 20\.10\.24\+fake · API 1\.41/)).toBeVisible();
  });

  test('follows the engine without a reload', async ({ app, engine }) => {
    const [target] = [...engine.state.containers.values()].filter(({ state }) => state === 'running');
    const row = app.card('Running containers').getByRole('link', { name: target?.name ?? '' });
    await expect(row).toBeVisible();
    engine.perform('POST', `/containers/${target?.id}/stop`);
    await expect(row).toBeHidden();
    await expect(
      app
        .card('Last events')
        .getByText(/stopped/)
        .first(),
    ).toBeVisible();
  });

  test('measures the disk again when asked to, and only then', async ({ app, engine }) => {
    const disk = app.card('Disk use');
    await expect(disk.getByText(/^Measured/)).toBeVisible();
    const measured = (): number => engine.requests.filter(({ path }) => path.includes('system/df')).length;
    const before = measured();
    await app.goTo('Settings');
    await app.goTo('Overview');
    await expect(disk.getByText(/^Measured/)).toBeVisible();
    expect(measured()).toBe(before);
    await disk.getByRole('button', { name: 'Measure again' }).click();
    await expect.poll(measured).toBeGreaterThan(before);
  });

  test('keeps what was measured when the engine cannot measure now, and says so', async ({ app, engine }) => {
    const disk = app.card('Disk use');
    await expect(disk.getByText(/^Measured/)).toBeVisible();
    engine.setFault(/system\/df/, { kind: 'status', code: 500, body: '{"message":"disk walk failed"}' });
    await disk.getByRole('button', { name: 'Measure again' }).click();
    await expect(disk.getByText('The disk use could not be measured')).toBeVisible();
    await expect(disk.getByText(/disk walk failed/)).toBeVisible();
    await expect(disk.getByRole('rowheader', { name: 'Images' })).toBeVisible();
  });
});

test.describe('with nothing', () => {
  test.use({ sceneOptions: { data: {}, engine: true } });
  test('says what to do next', async ({ app }) => {
    await expect(app.main.getByText('There is no container yet')).toBeVisible();
    await expect(app.main.getByText(/docker run/)).toBeVisible();
  });
});

test.describe('with 500 containers', () => {
  test.use({
    sceneOptions: { data: { containers: 500, images: 1000, volumes: 300, networks: 40 }, engine: true },
  });
  test('shows some, and how many more there are', async ({ app }) => {
    const running = app.card('Running containers');
    await expect(running.getByRole('link', { name: 'All 500 containers' })).toBeVisible();
    await expect(running.getByText(/^and \d+ more$/)).toBeVisible();
    await expect(running.getByRole('listitem').filter({ has: app.page.getByRole('link') })).toHaveCount(8);
  });
});

test.describe('with hostile names', () => {
  test.use({ sceneOptions: { data: { containers: 3, hostile: true }, engine: true } });
  test('shows them as text', async ({ app, page }) => {
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await expect(app.card('Running containers')).toBeVisible();
    await expect(app.main.locator('img, script, iframe')).toHaveCount(0);
    await app.openPalette();
    await page.keyboard.type('script');
    await expect(app.palette).toBeVisible();
    expect(dialogs).toBe(0);
  });
});
