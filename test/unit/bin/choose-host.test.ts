import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseHost, findElectron, hasDisplay } from '../../../bin/choose-host.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'estiba-choose-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function putElectron(): string {
  const folder = path.join(root, 'node_modules', 'electron');
  mkdirSync(path.join(folder, 'dist'), { recursive: true });
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
  writeFileSync(path.join(folder, 'dist', 'electron'), '');
  return path.join(folder, 'dist', 'electron');
}

const machine = (env: NodeJS.ProcessEnv = {}, uid = 1000) => ({ env, platform: 'linux' as const, uid, root });
const display = { DISPLAY: ':0' };

describe('chooseHost', () => {
  it('opens a window where there is a binary and a display', () => {
    const binary = putElectron();
    expect(chooseHost(machine(display), undefined)).toEqual({ host: 'electron', binary });
    expect(chooseHost(machine({ WAYLAND_DISPLAY: 'wayland-0' }), undefined)).toEqual({
      host: 'electron',
      binary,
    });
    expect(chooseHost({ ...machine(), platform: 'darwin' }, undefined)).toEqual({ host: 'electron', binary });
  });

  it('serves otherwise and says why', () => {
    expect(chooseHost(machine(display), undefined)).toEqual({
      host: 'server',
      reason: 'no Electron binary on this machine',
    });
    putElectron();
    expect(chooseHost(machine(), undefined)).toEqual({ host: 'server', reason: 'no display' });
    expect(chooseHost(machine(display, 0), undefined)).toMatchObject({
      host: 'server',
      reason: expect.stringContaining('root'),
    });
    expect(chooseHost(machine(display), 'server')).toEqual({ host: 'server', reason: 'as asked' });
  });

  it('tries the window for root who asks for it or has turned the sandbox off', () => {
    const binary = putElectron();
    expect(chooseHost(machine(display, 0), 'electron')).toEqual({ host: 'electron', binary });
    const env = { ...display, ELECTRON_DISABLE_SANDBOX: '1' };
    expect(chooseHost(machine(env, 0), undefined)).toEqual({ host: 'electron', binary });
  });

  it('fails when a window is asked for and cannot be had', () => {
    expect(() => chooseHost(machine(display), 'electron')).toThrow('no Electron binary');
    putElectron();
    expect(() => chooseHost(machine(), 'electron')).toThrow('no display');
  });
});

describe('findElectron', () => {
  it('looks where the package would look, and needs the file itself', () => {
    const binary = putElectron();
    expect(findElectron(machine())).toBe(binary);
    rmSync(binary);
    expect(findElectron(machine())).toBeUndefined();
  });

  it('takes the override of the package', () => {
    writeFileSync(path.join(root, 'electron'), '');
    expect(findElectron(machine({ ELECTRON_OVERRIDE_DIST_PATH: root }))).toBe(path.join(root, 'electron'));
    expect(findElectron(machine({ ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }))).toBeUndefined();
  });
});

describe('hasDisplay', () => {
  it('takes an empty variable for none', () => {
    expect(hasDisplay({ env: { DISPLAY: '' }, platform: 'linux' })).toBe(false);
    expect(hasDisplay({ env: {}, platform: 'win32' })).toBe(true);
  });
});
