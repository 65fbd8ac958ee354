import { environmentId, expect, test } from '../support/e2e';
import { createDataset, type FakeState } from '../support/fake-engine';
import { expectConformance } from './pages/accessibility';
import { ResourcePage } from './pages/resource-page';

/** axe on the lists and pages of containers, images, volumes and networks, in all themes and both languages. */

const first = <T>(items: ReadonlyMap<string, T>): string => encodeURIComponent([...items.keys()][0] ?? '');

const data = () => createDataset({ containers: 12, images: 8, volumes: 6, networks: 3, hostile: true });

function pagesOf(state: FakeState): readonly string[] {
  return [
    'containers',
    'containers?group=project',
    'containers?filter=nothing-has-this',
    `containers/${first(state.containers)}`,
    `containers/${first(state.containers)}?tab=relations`,
    `containers/${first(state.containers)}?tab=inspect`,
    'containers/unknown',
    'images',
    `images/${first(state.images)}`,
    `images/${first(state.images)}?tab=relations`,
    'volumes',
    `volumes/${first(state.volumes)}`,
    'networks',
    `networks/${first(state.networks)}`,
  ];
}

/** As a script would: the settings decide about theme and motion. */
async function setLook(list: ResourcePage, origin: string, theme: string, language: string): Promise<void> {
  const key = await list.page.evaluate(() => sessionStorage.getItem('estiba.session'));
  const response = await fetch(`${origin}/rpc/settings/update`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ theme, language, motion: 'reduced' }),
  });
  expect(response.ok).toBe(true);
  await expect(list.page.locator('html')).toHaveAttribute('data-theme', theme);
}

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'es'],
  ['contrast', 'en'],
] as const) {
  test(`lists and pages, ${theme}, ${language}`, async ({ page, startApp, startFake }) => {
    test.setTimeout(150_000);
    const state = data();
    const fake = await startFake({ state });
    const server = await startApp({ dockerHost: fake.host });
    const list = await ResourcePage.open(page, server, 'containers');
    await setLook(list, server.origin, theme, language);
    for (const path of pagesOf(state)) {
      await page.goto(`${server.origin}/e/${environmentId}/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectConformance(page, path);
    }
  });
}

test('dialogs, menus and the bar of a selection', async ({ page, startApp, startFake }) => {
  test.setTimeout(120_000);
  const fake = await startFake({ state: data() });
  const server = await startApp({ dockerHost: fake.host });
  const list = await ResourcePage.open(page, server, 'containers');
  await setLook(list, server.origin, 'light', 'en');
  const row = list.grid.getByRole('row').nth(1);
  await row.click({ button: 'right' });
  await expectConformance(page, 'menu of a row', true);
  for (const [entry, what] of [
    [/^Kill/, 'kill'],
    [/^Rename/, 'rename'],
    [/^Remove/, 'remove'],
  ] as const) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await row.click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: entry });
    if ((await item.getAttribute('aria-disabled')) === 'true') continue;
    await item.click();
    await expect(list.dialog).toBeVisible();
    await expectConformance(page, what);
  }
  await page.keyboard.press('Escape');
  await list.grid.focus();
  await page.keyboard.press('Control+a');
  await expectConformance(page, 'selection');
  await page.keyboard.press('Delete');
  await expect(list.dialog).toContainText('writable layers');
  await expectConformance(page, 'remove many');
  for (const [path, key] of [
    ['images', 'l'],
    ['volumes', 'c'],
    ['networks', 'c'],
  ] as const) {
    await page.goto(`${server.origin}/e/${environmentId}/${path}`);
    await expect(list.grid.getByRole('row').nth(1)).toBeVisible();
    await page.keyboard.press(key);
    await expect(list.dialog).toBeVisible();
    await expectConformance(page, `${path}: dialog`);
    await list.dialog.getByRole('button').last().click();
    await expectConformance(page, `${path}: dialog with errors`);
  }
});

test('empty lists', async ({ page, startApp, startFake }) => {
  const fake = await startFake();
  const server = await startApp({ dockerHost: fake.host });
  for (const path of ['containers', 'images', 'volumes']) {
    if (path === 'containers') await ResourcePage.open(page, server, path);
    else await page.goto(`${server.origin}/e/${environmentId}/${path}`);
    await expect(page.getByRole('heading', { name: /^No .* yet$/ })).toBeVisible();
    await expectConformance(page, path);
  }
});
