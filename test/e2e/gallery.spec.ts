import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';

/** The parts of the design system in a real browser: axe on each of them, and what only a browser can answer. */

const themes = ['light', 'dark', 'contrast'] as const;

let server: ViteDevServer;
let address = '';

test.beforeAll(async () => {
  server = await createServer({
    configFile: 'src/renderer/gallery/vite.config.ts',
    server: { port: 0, strictPort: false, hmr: false, watch: null },
    logLevel: 'error',
  });
  await server.listen();
  address = server.resolvedUrls?.local[0] ?? '';
});

test.afterAll(async () => {
  await server.close();
});

const openGallery = async (page: Page, query = ''): Promise<void> => {
  await page.goto(`${address}?${query}`);
  await page.locator('.dt-line').first().waitFor({ timeout: 30_000 });
};

const openTable = async (page: Page, query = 'view=frame'): Promise<Locator> => {
  await openGallery(page, query);
  const grid = page
    .getByRole('grid', { name: 'Containers' })
    .or(page.getByRole('treegrid', { name: 'Containers' }));
  await grid.focus();
  return grid;
};

/** Landmarks are a matter of the page: menus and notices are portals outside of them by nature. */
const violations = async (page: Page, disabled: readonly string[] = []): Promise<readonly string[]> => {
  const result = await new AxeBuilder({ page }).disableRules([...disabled]).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
  );
};

for (const theme of themes) {
  test(`all parts are accessible in the ${theme} theme`, async ({ page }) => {
    await openGallery(page, `theme=${theme}`);
    await page.locator('.cm-content').waitFor();
    expect(await violations(page)).toEqual([]);
    await openGallery(page, `theme=${theme}&view=frame&groups`);
    expect(await violations(page)).toEqual([]);
  });
}

test('axe would notice a fault', async ({ page }) => {
  await openGallery(page);
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect(await violations(page)).toEqual([expect.stringContaining('button-name')]);
});

test('open menus, dialogs, palette and notices are accessible', async ({ page }) => {
  // Contrast is that of the resting state, not of a notice that fades in.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openGallery(page);
  const check = async (): Promise<void> => expect(await violations(page, ['region'])).toEqual([]);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Remove…' })).toBeVisible();
  await check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dialog', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Rename shop-api-1' })).toBeVisible();
  await check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Command palette' }).click();
  await page.keyboard.type('terminal');
  await expect(page.getByRole('option')).toHaveCount(1);
  await check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Error notice' }).click();
  await expect(page.getByText('port is already allocated', { exact: true })).toBeVisible();
  await check();
});

test('a failed action keeps its error inside the dialog and the typed text guards the button', async ({
  page,
}) => {
  await openGallery(page);
  await page.getByRole('button', { name: 'Typed confirmation that fails' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('shop-api-1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('already in progress');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Typed confirmation that fails' })).toBeFocused();
});

test('a dialog that a menu opened gives the focus back to the button of the menu', async ({ page }) => {
  await openGallery(page);
  const trigger = page.getByRole('button', { name: 'Menu that opens a dialog' });
  await trigger.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Rename shop-api-1' });
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(trigger).toBeFocused();
});

test('the table only mounts what is in view, and knows its size', async ({ page }) => {
  const grid = await openTable(page);
  await expect(grid).toHaveAttribute('aria-rowcount', '1001');
  expect(await grid.locator('.dt-line').count()).toBeLessThan(60);
  await page.keyboard.press('End');
  await expect(grid.locator('.dt-line[aria-rowindex="1001"]')).toBeInViewport();
  const active = await grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-rowindex', '1001');
});

test('the active row stays mounted when it is scrolled away', async ({ page }) => {
  const grid = await openTable(page);
  await page.keyboard.press('ArrowDown');
  await grid.evaluate((element) => element.scrollTo(0, 12_000));
  await expect(grid.locator('.dt-line[aria-rowindex="410"]')).toBeAttached();
  const active = await grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toBeAttached();
});

test('rows are selected by keys, ranges and clicks', async ({ page }) => {
  const grid = await openTable(page);
  const selected = grid.locator('.dt-line[aria-selected=true]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selected).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(selected).toHaveCount(2);
  await grid.locator('.dt-line[aria-rowindex="8"] [data-select]').click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(7);
  await expect(page.getByText('7 selected', { exact: true })).toBeVisible();
  await grid.focus();
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(page.getByText('1000 selected', { exact: true })).toBeVisible();
});

test('headers sort, resize and move by keyboard', async ({ page }) => {
  const grid = await openTable(page);
  const size = grid.getByRole('columnheader', { name: 'Writable layer' });
  await size.getByRole('button').click();
  await expect(size).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Enter');
  await expect(size).toHaveAttribute('aria-sort', 'ascending');
  const before = (await size.boundingBox())?.width ?? 0;
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await size.boundingBox())?.width).toBeCloseTo(before + 16, 0);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(grid.getByRole('columnheader').nth(4)).toHaveText('Writable layer');
});

test('groups fold with the arrows and are ticked as a whole', async ({ page }) => {
  const grid = await openTable(page, 'view=frame&groups');
  const group = grid.locator('.dt-group').first();
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  const rows = Number(await grid.getAttribute('aria-rowcount'));
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await expect(grid).toHaveAttribute('aria-rowcount', String(rows - 5));
  await page.keyboard.press('Space');
  await expect(page.getByText('5 selected', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator(`[id="${await grid.getAttribute('aria-activedescendant')}"]`)).toHaveClass(
    /dt-group/,
  );
});

test('the menu of a row opens by key, and gives the focus back', async ({ page }) => {
  const grid = await openTable(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'Actions for shop-worker-1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
});

test('the slash focuses the filter, which finds and says when nothing matches', async ({ page }) => {
  const grid = await openTable(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Filter containers' })).toBeFocused();
  await page.keyboard.type('billing DB');
  await expect(grid.locator('.dt-line').first()).toContainText('billing-db');
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await page.getByRole('searchbox', { name: 'Filter containers' }).fill('no such name');
  await expect(page.getByText('No container matches the filter')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter containers' }).press('Escape');
  await expect(grid).toHaveAttribute('aria-rowcount', '1001');
});

test('the JSON view finds and folds', async ({ page }) => {
  await openGallery(page);
  await page.locator('.cm-content').waitFor();
  const search = page.getByRole('searchbox', { name: 'Search', exact: true }).last();
  await search.fill('shop');
  await expect(page.getByText('0 of 1', { exact: true })).toBeVisible();
  await search.press('Enter');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await expect(page.locator('.cm-foldPlaceholder')).toHaveCount(1);
});

test('panes and drawer are resized by keyboard', async ({ page }) => {
  await openGallery(page);
  const handle = page.getByRole('separator', { name: 'Resize the drawer' });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuenow', '164');
  await page.keyboard.press('Home');
  await expect(handle).toHaveAttribute('aria-valuenow', '120');
});

test('nothing moves when motion is off', async ({ page }) => {
  await openGallery(page);
  const running = () =>
    page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length);
  expect(await running()).toBeGreaterThan(0);
  await page.evaluate(() => document.documentElement.setAttribute('data-motion', 'off'));
  expect(await running()).toBe(0);
});

test('the frame keeps its content usable at 320 px and below 900 px', async ({ page }) => {
  for (const width of [320, 899]) {
    await page.setViewportSize({ width, height: 700 });
    await openTable(page);
    await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCSS('width', '48px');
    await expect(page.getByRole('link', { name: 'Containers' })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
