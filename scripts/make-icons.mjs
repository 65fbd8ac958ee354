// Renders the vector icons of resources/ to the bitmaps that Electron and electron-builder want. Run it by hand after
// changing an SVG; the bitmaps are committed, since packaging must not need a browser.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const icons = [
  { from: 'icon.svg', to: 'icon.png', size: 1024 },
  { from: 'tray.svg', to: 'tray.png', size: 32, color: '#5aa2ff' },
  // macOS tints a template image itself: black and transparent.
  { from: 'tray.svg', to: 'trayTemplate.png', size: 16, color: '#000000' },
  { from: 'tray.svg', to: 'trayTemplate@2x.png', size: 32, color: '#000000' },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { from, to, size, color } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(`resources/${from}`, 'utf8');
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px;fill:${color ?? ''};color:${color ?? ''}}</style>${svg}`,
  );
  writeFileSync(`resources/${to}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
