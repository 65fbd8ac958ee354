import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings, SettingsPatch, SettingsSnapshot } from '../../../../src/common/contract/settings';
import { AppError } from '../../../../src/common/errors';
import type { EstibaClient } from '../../../../src/renderer/lib/client';
import { applyPatch, defaultSettings, SettingsStore } from '../../../../src/renderer/lib/settings-store';

const snapshot = (settings: Partial<Settings>): SettingsSnapshot => ({
  settings: { ...defaultSettings, ...settings },
  file: '/config/settings.json',
  notices: [],
});

function createBackEnd(update: (patch: SettingsPatch) => Promise<SettingsSnapshot>) {
  const client = {
    settings: {
      get: async () => snapshot({ theme: 'dark' }),
      watch: async () => (async function* () {})(),
      update: vi.fn(update),
    },
  };
  return client as typeof client & EstibaClient;
}

const connection = { whenOpen: async () => undefined };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (flush: () => void) => setTimeout(flush, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('applyPatch', () => {
  it('merges tables by name and groups by field, and ignores what is undefined', () => {
    const before: Settings = {
      ...defaultSettings,
      tables: { containers: { hidden: ['id'] }, images: { order: ['name'] } },
    };
    const after = applyPatch(before, {
      theme: undefined,
      language: 'es',
      tables: { images: {} },
      desktop: { closeToTray: true },
    });
    expect(after).toMatchObject({
      theme: 'system',
      language: 'es',
      tables: { containers: { hidden: ['id'] }, images: {} },
      desktop: { closeToTray: true, notifications: true },
    });
  });
});

describe('SettingsStore', () => {
  it('begins with what the browser remembers and takes over what the back end says', async () => {
    const store = new SettingsStore(
      createBackEnd(async () => snapshot({})),
      connection,
      { language: 'es' },
    );
    expect(store.getState()).toMatchObject({ loaded: false, settings: { language: 'es' } });
    store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({
      loaded: true,
      settings: { theme: 'dark' },
      file: '/config/settings.json',
    });
  });

  it('shows a change at once and takes it back when it was not kept', async () => {
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<SettingsSnapshot>((_resolve, reject) => {
      fail = reject;
    });
    const store = new SettingsStore(
      createBackEnd(() => failing),
      connection,
      {},
    );
    store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    const change = store.update({ theme: 'light' });
    expect(store.getState().settings.theme).toBe('light');
    fail(new AppError('resource_exhausted', 'disk full'));
    await expect(change).rejects.toMatchObject({ code: 'resource_exhausted' });
    expect(store.getState().settings.theme).toBe('dark');
  });

  it('writes a dragged column once, with its last width', async () => {
    const client = createBackEnd(async () => snapshot({}));
    const store = new SettingsStore(client, connection, {});
    store.subscribe(() => undefined);
    for (const width of [100, 120, 150]) {
      store.setTable('containers', { widths: { name: width } }, () => undefined);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.getState().settings.tables.containers).toEqual({ widths: { name: 150 } });
    expect(client.settings.update).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(600);
    expect(client.settings.update.mock.calls).toEqual([
      [{ tables: { containers: { widths: { name: 150 } } } }],
    ]);
  });
});
