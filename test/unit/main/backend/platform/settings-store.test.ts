import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settings as schema } from '../../../../../src/common/contract/settings';
import { createEngineSettings } from '../../../../../src/main/backend/create-engine-settings';
import { createSettingsStore } from '../../../../../src/main/backend/platform/settings-store';

/** Set to an errno to make the next writes fail as the system would. */
const fault = vi.hoisted(() => ({ errno: '' }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (file, flags, mode) => {
    const handle = await real.open(file, flags, mode);
    if (!fault.errno || flags === 'r') return handle;
    const fail = async () => {
      // Some of it fits on the disk.
      await handle.write('{"theme":');
      throw Object.assign(new Error(`${fault.errno}: write`), { code: fault.errno });
    };
    return Object.assign(handle, { writeFile: fail });
  };
  return { ...real, open };
});

const logger = {
  debug: vi.fn(),
  info: vi.fn(),
  warn: vi.fn(),
  error: vi.fn(() => 'id'),
  child: () => logger,
};
const defaults = schema.parse({});
let config = '';
let file = '';

beforeEach(() => {
  config = path.join(mkdtempSync(path.join(tmpdir(), 'estiba-settings-')), 'config');
  file = path.join(config, 'settings.json');
});
afterEach(() => {
  fault.errno = '';
  vi.clearAllMocks();
  rmSync(path.dirname(config), { recursive: true, force: true });
});

function open() {
  const folders = { config, data: '', cache: '', state: '', runtime: '' };
  return createSettingsStore({ folders, clock: { now: () => Date.UTC(2026, 10, 23) }, logger });
}

function put(content: unknown): void {
  mkdirSync(config, { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

function onDisk(): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('a new machine', () => {
  it('has defaults and writes nothing until something changes', async () => {
    const store = await open();
    expect(store.snapshot()).toEqual({ settings: defaults, file, notices: [] });
    await store.update({});
    expect(statSync(config, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('keeps what is changed, private to the user, and leaves no other file', async () => {
    const store = await open();
    const snapshot = await store.update({ theme: 'dark', desktop: { closeToTray: true } });
    expect(snapshot.settings).toMatchObject({
      theme: 'dark',
      desktop: { closeToTray: true, notifications: true },
    });
    expect(onDisk()).toMatchObject({ version: 1, theme: 'dark' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(config).mode & 0o777).toBe(0o700);
    expect(readdirSync(config)).toEqual(['settings.json']);
    expect((await open()).snapshot().settings).toEqual(snapshot.settings);
  });
});

describe('changes', () => {
  it('happen one after the other, each on top of the one before', async () => {
    const store = await open();
    const { addEngine } = createEngineSettings(store);
    const hosts = Array.from({ length: 30 }, (_, index) => `tcp://host-${index}:2375`);
    await Promise.all(hosts.map((host, index) => addEngine({ id: `e${index}`, name: `E${index}`, host })));
    expect(store.snapshot().settings.engines.map(({ host }) => host)).toEqual(hosts);
    expect((await open()).snapshot().settings.engines).toHaveLength(30);
  });

  it('keep unknown keys, also inside of known ones', async () => {
    put({ version: 1, future: [1], desktop: { closeToTray: true, blink: 1 } });
    await (await open()).update({ desktop: { notifications: false } });
    expect(onDisk()).toEqual({
      version: 1,
      future: [1],
      desktop: { closeToTray: true, notifications: false, blink: 1 },
    });
  });

  it('of another process are noticed and kept', async () => {
    const [one, two] = [await open(), await open()];
    await one.update({ theme: 'dark' });
    await two.update({ language: 'es' });
    expect(two.snapshot().settings).toMatchObject({ theme: 'dark', language: 'es' });
    expect(await one.update({ motion: 'reduced' })).toMatchObject({ settings: { language: 'es' } });
    expect(onDisk()).toMatchObject({ theme: 'dark', language: 'es', motion: 'reduced' });
  });

  it('are told to subscribers, once each, until they unsubscribe', async () => {
    const store = await open();
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    await store.update({ theme: 'dark' });
    await store.update({ theme: 'dark' });
    stop();
    await store.update({ theme: 'light' });
    expect(listener.mock.calls.map(([snapshot]) => snapshot.settings.theme)).toEqual(['dark']);
  });

  it('follow a link to a file that is kept elsewhere', async () => {
    const elsewhere = path.join(path.dirname(config), 'dotfiles.json');
    writeFileSync(elsewhere, '{}');
    mkdirSync(config);
    symlinkSync(elsewhere, file);
    await (await open()).update({ theme: 'dark' });
    expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toMatchObject({ theme: 'dark' });
  });

  it('go on after the file was taken away', async () => {
    const store = await open();
    await store.update({ theme: 'dark' });
    rmSync(file);
    await store.update({ language: 'es' });
    expect(onDisk()).toMatchObject({ theme: 'dark', language: 'es' });
  });

  it('that are not valid are refused', async () => {
    const store = await open();
    const change = store.change(() => ({ connectedEngineIds: ['NOT VALID'] }));
    await expect(change).rejects.toMatchObject({ code: 'invalid_argument' });
    const huge = store.change(() => ({ tables: { ['x'.repeat(2_000_000)]: {} } }));
    await expect(huge).rejects.toMatchObject({ code: 'resource_exhausted' });
    expect(store.snapshot().settings).toEqual(defaults);
  });
});

describe('a corrupt file', () => {
  it.each(['{"theme": "da', '', '\0\0\0\0', '[]', 'x'.repeat(2_000_000)])(
    'is put aside, defaults are used, and it is said so',
    async (content) => {
      put(content);
      const store = await open();
      const [notice] = store.snapshot().notices;
      const keptAs = path.join(config, 'settings.corrupt-2026-11-23T00-00-00-000Z.json');
      expect(store.snapshot().settings).toEqual(defaults);
      expect(notice).toMatchObject({ kind: 'corrupt', file, keptAs });
      expect(readFileSync(keptAs, 'utf8')).toBe(content);
      await store.update({ theme: 'light' });
      expect(onDisk()).toMatchObject({ theme: 'light' });
    },
  );

  it('that another process left costs nothing that is in memory', async () => {
    const store = await open();
    await store.update({ theme: 'dark' });
    put('{{{');
    await store.update({ language: 'es' });
    expect(onDisk()).toMatchObject({ theme: 'dark', language: 'es' });
    expect(store.snapshot().notices).toMatchObject([{ kind: 'corrupt' }]);
  });

  it('costs one key when one value is bad; the bad value stays until that key is changed', async () => {
    put({ theme: 'plaid', language: 'es' });
    const store = await open();
    expect(store.snapshot().settings).toEqual({ ...defaults, language: 'es' });
    expect(store.snapshot().notices).toMatchObject([
      { kind: 'corrupt', message: expect.stringContaining('theme') },
    ]);
    await store.update({ motion: 'reduced' });
    expect(onDisk()).toMatchObject({ theme: 'plaid', motion: 'reduced' });
    expect(readdirSync(config)).toEqual(['settings.json']);
    await store.update({ theme: 'dark' });
    expect(onDisk()).toMatchObject({ theme: 'dark' });
    const kept = readdirSync(config).find((name) => name.startsWith('settings.corrupt-')) ?? '';
    expect(readFileSync(path.join(config, kept), 'utf8')).toContain('plaid');
  });
});

describe('the file of a newer version', () => {
  it('is read as far as it is understood and never written', async () => {
    const text = '{"version":99,"theme":"dark","language":{"tag":"es"}}';
    put(text);
    const store = await open();
    expect(store.snapshot().settings).toMatchObject({ theme: 'dark', language: 'system' });
    expect(store.snapshot().notices.map(({ kind }) => kind)).toContain('newer_version');
    await expect(store.update({ theme: 'light' })).rejects.toMatchObject({ code: 'failed_precondition' });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(store.snapshot().settings.theme).toBe('dark');
  });

  it('blocks only as long as it is there', async () => {
    put({ version: 99 });
    const store = await open();
    rmSync(file);
    await store.update({ theme: 'light' });
    expect(store.snapshot().notices).toEqual([]);
  });
});

describe('a disk that does not take the file', () => {
  it.each([
    ['ENOSPC', 'resource_exhausted'],
    ['EDQUOT', 'resource_exhausted'],
    ['EROFS', 'permission_denied'],
    ['EACCES', 'permission_denied'],
  ])('%s is %s; nothing is lost in memory or on disk', async (errno, code) => {
    const store = await open();
    await store.update({ theme: 'dark' });
    const before = readFileSync(file, 'utf8');
    const listener = vi.fn();
    store.subscribe(listener);
    fault.errno = errno;
    await expect(store.update({ theme: 'light' })).rejects.toMatchObject({ code, details: { file } });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(config)).toEqual(['settings.json']);
    expect(store.snapshot()).toMatchObject({
      settings: { theme: 'dark' },
      notices: [{ kind: 'not_writable' }],
    });
    expect(listener).toHaveBeenCalledOnce();

    fault.errno = '';
    const after = await store.update({ theme: 'light' });
    expect(after).toMatchObject({ settings: { theme: 'light' }, notices: [] });
  });

  it('does not stop at a folder that cannot be entered', async () => {
    writeFileSync(config, 'a file where the folder should be');
    const store = await open();
    expect(store.snapshot().settings).toEqual(defaults);
    await expect(store.update({ theme: 'dark' })).rejects.toBeInstanceOf(Error);
    expect(store.snapshot().settings).toEqual(defaults);
  });

  it('never replaces a file that it could not read', async () => {
    mkdirSync(file, { recursive: true });
    chmodSync(file, 0o700);
    const store = await open();
    expect(store.snapshot().notices).toMatchObject([{ kind: 'not_writable' }]);
    await expect(store.update({ theme: 'dark' })).rejects.toMatchObject({ code: 'failed_precondition' });
  });
});

describe('engine settings', () => {
  it('adds, replaces and removes engines and forgets their connections', async () => {
    const engines = createEngineSettings(await open());
    await engines.addEngine({ id: 'one', name: 'One', host: 'tcp://one:2375' });
    await engines.addEngine({ id: 'one', name: 'Uno', host: 'tcp://one:2375' });
    await engines.setConnectedIds(['one', 'default']);
    expect(engines.engines()).toMatchObject([{ id: 'one', name: 'Uno' }]);
    await engines.removeEngine('one');
    await engines.removeEngine('one');
    expect(engines.engines()).toEqual([]);
    expect(engines.connectedIds()).toEqual(['default']);
  });
});
