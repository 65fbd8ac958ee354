import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startEstibaServer } from '../support/app';
import { measureAnswer } from '../support/bench/answer-time';
import { launchBrowser, openPage } from '../support/bench/bench-app';
import { measureFrames } from '../support/bench/frames';
import { below, exactly, forInformation } from '../support/bench/results';
import { writeLargeLayout } from '../support/layers/large-layout';
import type { BenchResult } from './bench-result';

const name = 'layers-ui';
const files = 1_000_000;
const folders = 2000;

/** The tree of a million files under the hand of its user. */
export async function run(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'estiba-layers-ui-'));
  const layout = join(folder, 'layout');
  await writeLargeLayout(layout, { files, folders });
  const server = await startEstibaServer({ home: join(folder, 'home') });
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser);
    const query = new URLSearchParams({ kind: 'layout', path: layout, view: 'final' });
    await page.goto(`${server.origin}/layers/view?${query}#token=${server.token}`);
    await page.getByRole('treegrid', { name: 'Files of the whole image' }).waitFor({ timeout: 120_000 });
    await page.getByRole('status').filter({ hasText: '1,000,000' }).waitFor({ timeout: 120_000 });
    const expanding = await measureExpanding(page);
    const filtering = await measureFiltering(page);
    const sorting = await measureSorting(page);
    const rows = Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) - 1;
    const frames = await measureFrames(page, () => scroll(page));
    const worst = (values: readonly number[]): number => Math.max(...values);
    return [
      below({ name, metric: 'slowest expand or collapse', value: worst(expanding), unit: 'ms' }, 100),
      below({ name, metric: 'slowest answer to a filter', value: worst(filtering), unit: 'ms' }, 100),
      below({ name, metric: 'slowest sort or flat list', value: worst(sorting), unit: 'ms' }, 100),
      // The folders of the tree: app and those in it.
      exactly({ name, metric: 'rows in the flat list', value: rows, unit: '' }, files),
      below({ name, metric: 'frame while scrolling p95', value: frames.p95, unit: 'ms' }, 20),
      forInformation({ name, metric: 'worst frame while scrolling', value: frames.worst, unit: 'ms' }),
    ];
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Row count without the header, of a grid that shows what was asked for. */
const hasRows = (rows: number): boolean => {
  const grid = document.querySelector('[role=treegrid]');
  const isBusy = grid?.getAttribute('aria-busy') === 'true';
  return !isBusy && Number(grid?.getAttribute('aria-rowcount')) === rows + 1;
};

/** By keyboard: the folder of 2,000 folders, and some folders of 500 files. */
async function measureExpanding(page: Page): Promise<number[]> {
  const grid = page.getByRole('treegrid');
  const press = (key: string, rows: number): Promise<number> =>
    measureAnswer(page, () => page.keyboard.press(key), hasRows, rows);
  const each = files / folders;
  await grid.focus();
  await page.keyboard.press('Home');
  const times = [await press('ArrowLeft', 1), await press('ArrowRight', 1 + folders)];
  for (let step = 1; step <= 5; step += 1) {
    await page.keyboard.press('ArrowDown');
    times.push(await press('ArrowRight', 1 + folders + each));
    times.push(await press('ArrowLeft', 1 + folders));
  }
  return times;
}

/** Typed at 60 ms a key; the time is that of the last key. */
async function measureFiltering(page: Page): Promise<number[]> {
  const field = page.getByRole('tabpanel').getByRole('searchbox').first();
  const times: number[] = [];
  for (const [text, matches] of [
    ['file-499', '2,000'],
    ['folder-1999', '1'],
    ['no-such-file', '0'],
  ] as const) {
    const shows = (wanted: string): boolean =>
      [...document.querySelectorAll('[role=status]')].some((status) =>
        new RegExp(`^${wanted} `).test(status.textContent ?? ''),
      ) && document.querySelector('[role=treegrid][aria-busy=true]') === null;
    times.push(
      await measureAnswer(page, () => field.pressSequentially(text, { delay: 60 }), shows, matches),
      await measureAnswer(page, () => field.fill(''), hasRows, 1 + folders),
    );
  }
  return times;
}

/** The flat list of all files by size, by name, and the tree in both orders. */
async function measureSorting(page: Page): Promise<number[]> {
  const choose = (list: string, rows: number): Promise<number> =>
    measureAnswer(page, () => page.getByText(list, { exact: true }).click(), hasRows, rows);
  const sorted = (column: string): boolean =>
    [...document.querySelectorAll('[role=columnheader]')].some(
      (header) =>
        header.textContent?.includes(column) && (header.getAttribute('aria-sort') ?? 'none') !== 'none',
    ) && document.querySelector('[role=treegrid]')?.getAttribute('aria-busy') !== 'true';
  const order = (column: string): Promise<number> =>
    measureAnswer(
      page,
      () => page.getByRole('columnheader').getByRole('button', { name: column }).click(),
      sorted,
      column,
    );
  const tree = [await order('Size'), await order('Name')];
  const flat = [await choose('Largest', files), await order('Name'), await order('Size')];
  return [...tree, ...flat];
}

/** Down the whole list at about 5,000 pixels a second, and in leaps. */
async function scroll(page: Page): Promise<void> {
  await page.getByRole('treegrid').evaluate(async (grid) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const ends = performance.now() + 5_000;
    while (performance.now() < ends) {
      await nextFrame();
      grid.scrollTop += 90;
    }
  });
}
