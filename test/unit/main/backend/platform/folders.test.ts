import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderSources, findFolders } from '../../../../../src/main/backend/platform/folders';

const uid = process.getuid?.();
let scratch = '';
let base: FolderSources;

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'estiba-folders-'));
  base = { env: {}, homedir: '/home/ana', os: 'linux', tmpdir: scratch, uid };
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('findFolders on Linux', () => {
  it('follows the XDG defaults', () => {
    expect(findFolders(base)).toMatchObject({
      config: '/home/ana/.config/estiba',
      data: '/home/ana/.local/share/estiba',
      cache: '/home/ana/.cache/estiba',
      state: '/home/ana/.local/state/estiba',
    });
  });

  it('follows the XDG variables and passes over relative ones', () => {
    const env = { XDG_CONFIG_HOME: '/etc/ana', XDG_DATA_HOME: 'relative', XDG_STATE_HOME: '' };
    const folders = findFolders({ ...base, env });
    expect(folders.config).toBe('/etc/ana/estiba');
    expect(folders.data).toBe('/home/ana/.local/share/estiba');
    expect(folders.state).toBe('/home/ana/.local/state/estiba');
  });

  it('takes the runtime folder of the session without making anything', () => {
    const folders = findFolders({ ...base, env: { XDG_RUNTIME_DIR: scratch } });
    expect(folders.runtime).toBe(path.join(scratch, 'estiba'));
    expect(statSync(folders.runtime, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('does not use the session folder of another user', () => {
    const env = { XDG_RUNTIME_DIR: scratch };
    expect(findFolders({ ...base, env, uid: (uid ?? 0) + 1 }).runtime).not.toBe(path.join(scratch, 'estiba'));
  });

  it('makes a private folder below the temporary folder', () => {
    const { runtime } = findFolders(base);
    expect(runtime).toBe(path.join(scratch, `estiba-${uid}`));
    expect(statSync(runtime).mode & 0o777).toBe(0o700);
    expect(findFolders(base).runtime).toBe(runtime);
  });

  it.each([
    ['a link', (taken: string) => symlinkSync(tmpdir(), taken)],
    [
      'open to others',
      (taken: string) => {
        mkdirSync(taken);
        chmodSync(taken, 0o777);
      },
    ],
  ])('goes home when its name is taken by something that is %s', (_what, take) => {
    take(path.join(scratch, `estiba-${uid}`));
    expect(findFolders(base).runtime).toBe('/home/ana/.local/state/estiba/run');
  });

  it('goes home when its name is taken by another user', () => {
    mkdirSync(path.join(scratch, `estiba-${(uid ?? 0) + 1}`), { mode: 0o700 });
    expect(findFolders({ ...base, uid: (uid ?? 0) + 1 }).runtime).toBe('/home/ana/.local/state/estiba/run');
  });
});

describe('findFolders elsewhere', () => {
  it('follows macOS', () => {
    const folders = findFolders({ ...base, os: 'darwin', homedir: '/Users/ana' });
    expect(folders.config).toBe('/Users/ana/Library/Application Support/estiba');
    expect(folders.cache).toBe('/Users/ana/Library/Caches/estiba');
    expect(folders.state).toBe('/Users/ana/Library/Logs/estiba');
  });

  it('follows Windows, with and without its variables', () => {
    const windows: FolderSources = { ...base, os: 'win32', homedir: 'C:\\Users\\ana', uid: undefined };
    expect(findFolders(windows).config).toBe('C:\\Users\\ana\\AppData\\Roaming\\estiba');
    const env = { APPDATA: 'D:\\Roam', LOCALAPPDATA: 'D:\\Local' };
    expect(findFolders({ ...windows, env })).toEqual({
      config: 'D:\\Roam\\estiba',
      data: 'D:\\Local\\estiba\\data',
      cache: 'D:\\Local\\estiba\\cache',
      state: 'D:\\Local\\estiba\\state',
      runtime: 'D:\\Local\\estiba\\runtime',
    });
  });
});
