import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type EstibaServer, startEstibaServer } from '../app';
import { chromiumArgs, chromiumPath } from '../chromium';
import { createDataset, startFakeEngine } from '../fake-engine';
import { exampleImage } from './example-image';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'es';
  readonly width: number;
  readonly height: number;
}

const pages = ['layers', 'overview', 'containers', 'images', 'volumes', 'networks', 'activity'] as const;
const readmeLooks: readonly Look[] = [
  { theme: 'light', language: 'en', width: 1440, height: 900 },
  { theme: 'dark', language: 'es', width: 1440, height: 900 },
];
const allLooks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'es'] as const).flatMap((language) => [
    { theme, language, width: 1440, height: 900 },
    { theme, language, width: 1024, height: 700 },
  ]),
);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, rows: { type: 'string', default: '40' } },
});
const folder = positionals[0] ?? join('docs', 'screenshots');

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = Number(values.rows);
  const counts = { containers: rows, images: rows * 2, volumes: rows, networks: Math.min(rows, 8) };
  const engine = await startFakeEngine({ state: createDataset({ ...counts, seed: 7 }) });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArgs] });
  try {
    for (const look of values.all ? allLooks : readmeLooks) await takeLook(browser, engine.host, look);
  } finally {
    await browser.close();
    await engine.stop();
  }
}

async function takeLook(browser: Browser, dockerHost: string, look: Look): Promise<void> {
  const server = await startEstibaServer({ dockerHost });
  const page = await browser.newPage({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme,
    locale: look.language === 'es' ? 'es-ES' : 'en-US',
  });
  try {
    await page.goto(server.url);
    for (const name of values.all ? [...pages, 'engines', 'settings'] : pages) {
      await open(page, server, name);
      const size = values.all ? `-${look.width}x${look.height}` : '';
      await page.screenshot({ path: join(folder, `${name}-${look.theme}-${look.language}${size}.png`) });
    }
  } finally {
    await page.close();
    await server.stop();
  }
}

async function open(page: Page, server: EstibaServer, name: string): Promise<void> {
  const path = await pathOf(server, name);
  await page.waitForLoadState('networkidle');
  await page.goto(`${server.origin}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (name === 'layers') await page.getByRole('treegrid').getByText('.js').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  // Fonts, and the frame in which the first rows are laid out.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
}

async function pathOf(server: EstibaServer, name: string): Promise<string> {
  if (name === 'engines' || name === 'settings') return `/${name}`;
  if (name !== 'layers') return `/e/environment/${name}`;
  const file = join(server.home, 'shop-api.tar');
  await writeFile(file, exampleImage());
  return `/layers/view?${new URLSearchParams({ kind: 'archive', path: file, layer: '3', list: 'flat' })}`;
}

await main();
