import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, rowOf, test } from '../support/e2e';
import { createDataset, type FakeEngine, hostileLabels, hostileStrings } from '../support/fake-engine';

/** Names and labels come from whoever made an image: they are text, whatever is in them. */

const { markup } = hostileStrings;
const visible = { rightToLeft: 'invoice⟨U+202E⟩gnp.exe', control: 'bell⟨BEL⟩ null⟨NUL⟩ back⟨BS⟩space' };
const main = (page: Page) => page.getByRole('main');

function hostileState() {
  const state = createDataset({ containers: 2, images: 2, hostile: true });
  const common = { driver: 'local', labels: hostileLabels, options: undefined, created: Date.now(), size: 1 };
  for (const name of [markup, hostileStrings.rightToLeft, '__proto__'])
    state.volumes.set(name, { ...common, name });
  const [bridge] = state.networks.values();
  if (bridge) {
    const network = { ...bridge, id: 'f'.repeat(64), name: markup, labels: hostileLabels };
    state.networks.set(network.id, network);
  }
  return state;
}

/** Fails for whatever a page must never do with such text. */
async function watchPage(page: Page): Promise<() => Promise<void>> {
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(http|ws):\/\/127\.0\.0\.1:|^data:|^blob:/.test(request.url()))
      faults.push(`request ${request.url()}`);
    if (/\/x$/.test(request.url())) faults.push('the image of the markup was fetched');
  });
  return async () => {
    const found = await page.evaluate(() => {
      // Line feeds and tabs are the layout's own.
      const invisible = /(?![\n\t])\p{Cc}|[\u200b\u2028-\u202e\u2060\ufeff]/u;
      const say = (what: string, text: string) => {
        const at = invisible.exec(text)?.index;
        return at === undefined
          ? []
          : [`${what}: ${JSON.stringify(text.slice(Math.max(0, at - 30), at + 30))}`];
      };
      const attributes = [...document.querySelectorAll('[title], [aria-label]')].flatMap((element) =>
        ['title', 'aria-label'].flatMap((name) => say(name, element.getAttribute(name) ?? '')),
      );
      const width = document.documentElement;
      return [
        ...('__estibaPwned' in window ? ['a script ran'] : []),
        ...say('text', document.body.innerText),
        ...say('title', document.title),
        ...attributes,
        ...(width.scrollWidth > width.clientWidth ? ['the page is wider than the window'] : []),
        ...(document.querySelector('img[src="x"], b, main script') ? ['markup became elements'] : []),
      ];
    });
    expect([...new Set([...found, ...faults])], page.url()).toEqual([]);
  };
}

let engine: FakeEngine;

test.beforeEach(async ({ startFake }) => {
  engine = await startFake({ state: hostileState() });
});

test('in lists it is text, and the lists keep their form', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  const check = await watchPage(page);
  await openPage(page, server, enginePage('containers'));
  for (const name of [markup, visible.rightToLeft, visible.control, '__proto__', 'constructor', '..']) {
    await expect(rowOf(page, name)).toBeVisible();
  }
  const heights = await page
    .getByRole('gridcell')
    .evaluateAll((cells) => [
      ...new Set(cells.map((cell) => Math.round(cell.getBoundingClientRect().height))),
    ]);
  expect(heights).toHaveLength(1);
  await check();
  await page.getByRole('button', { name: 'Group by project' }).click();
  await expect(main(page).getByText(markup).first()).toBeVisible();
  await check();
  for (const list of ['Images', 'Volumes', 'Networks']) {
    await page
      .getByRole('link', { name: new RegExp(`^${list}`) })
      .first()
      .click();
    await expect(main(page).getByText(markup).first()).toBeVisible();
    await check();
  }
});

test('in the overview, the events, the palette and the address it is text', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  const check = await watchPage(page);
  await openPage(page, server, enginePage('overview'));
  for (const { id, state } of engine.state.containers.values()) {
    if (state === 'running') engine.perform('POST', `/containers/${id}/restart`);
  }
  await expect(main(page).getByText(markup).first()).toBeVisible();
  await expect(main(page).getByText(visible.rightToLeft).first()).toBeVisible();
  await check();
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(main(page).getByText(markup).first()).toBeVisible();
  await check();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('<img');
  await expect(page.getByRole('option', { name: markup }).first()).toBeVisible();
  await check();
  await page.keyboard.press('Escape');
  const script = encodeURIComponent('<script>window.__estibaPwned=1</script>');
  await page.goto(`${server.origin}${enginePage('containers')}?filter=${script}&sort=${script}`);
  await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible();
  await check();
  await page.goto(`${server.origin}/e/${script}/containers/${script}`);
  await expect(page.getByText('No such engine')).toBeVisible();
  await check();
});

test('in details it is text, on every tab', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  const check = await watchPage(page);
  const open = async (list: string, name: string | RegExp) => {
    await page
      .getByRole('link', { name: new RegExp(`^${list}`) })
      .first()
      .click();
    await main(page).getByRole('grid').getByRole('link', { name, exact: true }).first().click();
    await expect(main(page).getByRole('tab').first()).toBeVisible();
    for (const tab of await main(page).getByRole('tab').all()) {
      await tab.click();
      await expect(main(page).locator('[aria-busy="true"]')).toHaveCount(0);
      await check();
    }
  };
  await openPage(page, server, enginePage('containers'));
  for (const name of [markup, visible.rightToLeft, visible.control, '..']) await open('Containers', name);
  await open('Volumes', visible.rightToLeft);
  await open('Volumes', '__proto__');
  await open('Networks', markup);
  await open('Images', /^<img|^invoice/);
});

test('in the name of a download only what is harmless is left of it', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  const check = await watchPage(page);
  await openPage(page, server, enginePage('images'));
  const row = main(page)
    .getByRole('row')
    .filter({ hasText: /<img|invoice/ });
  await row.first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save…' }).click();
  await check();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  expect((await download).suggestedFilename()).toMatch(/^\w[\w.-]*\.tar$/);
  expect(await (await download).failure()).toBeNull();
  await check();
});
