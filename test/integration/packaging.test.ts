import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPackage, extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * Packages with a stand-in for Electron's binary, which cannot be had everywhere: what lies in the archive and which
 * fuses are set is real, the packaged program does not start.
 */
const run = promisify(execFile);
let folder: string;
let unpacked: string;
let archive: string;

/** Where Electron keeps its fuses: a mark in the binary, a version, a length and one character each. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('011000000'),
]);

async function makeFakeElectron(target: string): Promise<void> {
  mkdirSync(join(target, 'locales'), { recursive: true });
  mkdirSync(join(target, 'resources'));
  writeFileSync(join(target, 'electron'), Buffer.concat([readFileSync('/bin/true'), fuseWire]), {
    mode: 0o755,
  });
  writeFileSync(join(target, 'version'), 'v45.4.1');
  writeFileSync(join(target, 'LICENSE'), '');
  writeFileSync(join(target, 'LICENSES.chromium.html'), '');
  const app = join(target, 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{}');
  await createPackage(app, join(target, 'resources/default_app.asar'));
  rmSync(app, { recursive: true });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estiba-packaging-'));
  const electron = join(folder, 'electron');
  await makeFakeElectron(electron);
  const output = join(folder, 'dist');
  await run('node_modules/.bin/electron-builder', [
    '--linux',
    '--dir',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${output}`,
  ]);
  unpacked = join(output, 'linux-unpacked');
  archive = join(unpacked, 'resources/app.asar');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the archive holds the three bundles, the page and the icons', () => {
  const files = listPackage(archive, { isPack: false });
  for (const file of [
    '/package.json',
    '/out/main/index.js',
    '/out/main/backend.js',
    '/out/main/serve.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/resources/icon.png',
    '/resources/tray.png',
  ]) {
    expect(files).toContain(file);
  }
});

test('the archive holds nothing that only a developer needs', () => {
  const files = listPackage(archive, { isPack: false });
  const unwanted = files.filter((file) =>
    /node_modules|\.map$|\.tsx?$|^\/(src|test|scripts|docs)\b/.test(file),
  );
  expect(unwanted).toEqual([]);
});

test('the fuses are set in the binary', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'estiba'));
  const on = (option: FuseV1Options) => String.fromCharCode(wire[option] ?? 0) === '1';
  expect(on(FuseV1Options.RunAsNode)).toBe(false);
  expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
  expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  expect(on(FuseV1Options.EnableCookieEncryption)).toBe(true);
});

test('the packaged server host runs without node_modules', async () => {
  const extracted = join(folder, 'extracted');
  extractAll(archive, extracted);
  cpSync(join(extracted, 'package.json'), join(folder, 'package.json'));
  expect(existsSync(join(extracted, 'node_modules'))).toBe(false);
  const { stdout } = await run(process.execPath, [join(extracted, 'out/main/serve.js'), '--version'], {
    cwd: folder,
  });
  expect(stdout.trim()).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});
