import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build, buildState } from '../../../bin/build-state.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'estiba-build-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, seconds: number): void {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, '');
  utimesSync(full, seconds, seconds);
  for (let folder = path.dirname(full); folder.startsWith(root); folder = path.dirname(folder)) {
    utimesSync(folder, 1, 1);
  }
}

const outputs = [
  'out/main/serve.js',
  'out/main/cli.js',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
function putOutputs(seconds: number): void {
  for (const file of outputs) put(file, seconds);
}

describe('buildState', () => {
  it('is missing without a build, or with half of one', () => {
    put('src/main/a.ts', 100);
    expect(buildState(root)).toBe('missing');
    putOutputs(200);
    rmSync(path.join(root, 'out/renderer/index.html'));
    expect(buildState(root)).toBe('missing');
  });

  it('is ready when everything is newer than the source', () => {
    put('src/main/a.ts', 100);
    putOutputs(200);
    expect(buildState(root)).toBe('ready');
  });

  it.each(['src/main/deep/b.ts', 'package-lock.json', 'electron.vite.config.ts'])(
    'is stale after %s changed',
    (file) => {
      put('src/main/a.ts', 100);
      putOutputs(200);
      put(file, 300);
      expect(buildState(root)).toBe('stale');
    },
  );

  it('is ready in an installed copy, which has no source', () => {
    putOutputs(200);
    put('package-lock.json', 300);
    expect(buildState(root)).toBe('ready');
  });
});

describe('build', () => {
  it('says what to do when the tools are not there', async () => {
    await expect(build(root)).rejects.toThrow('npm ci');
  });

  it('fails when the tool fails', async () => {
    put('node_modules/electron-vite/bin/electron-vite.js', 1);
    writeFileSync(path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'process.exit(7)');
    await expect(build(root)).rejects.toThrow('the build failed');
  });
});
