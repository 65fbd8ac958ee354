import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsFeature } from '../../../../../../src/main/backend/features/settings/settings-feature';
import {
  createSettingsStore,
  type SettingsStore,
} from '../../../../../../src/main/backend/platform/settings-store';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => 'id',
  child: () => logger,
};

function connect(settings: SettingsStore) {
  return createRouterClient(createSettingsFeature({ settings }));
}

let config = '';
let client: ReturnType<typeof connect>;

beforeEach(async () => {
  config = mkdtempSync(`${tmpdir()}/estiba-settings-feature-`);
  const folders = { config, data: '', cache: '', state: '', runtime: '' };
  client = connect(await createSettingsStore({ folders, clock: { now: () => Date.now() }, logger }));
});
afterEach(() => rmSync(config, { recursive: true, force: true }));

describe('settings', () => {
  it('changes what is given and keeps the rest', async () => {
    await client.update({ theme: 'contrast' });
    const { settings } = await client.update({ tables: { images: { hidden: ['id'] } } });
    expect(settings).toMatchObject({
      theme: 'contrast',
      language: 'system',
      tables: { images: { hidden: ['id'] } },
    });
    expect((await client.get()).settings).toEqual(settings);
  });

  it('refuses what the contract does not know', async () => {
    // @ts-expect-error a value outside of the contract, as a script may send it
    await expect(client.update({ theme: 'plaid' })).rejects.toThrow();
    expect((await client.get()).settings.theme).toBe('system');
  });

  it('shows the present state at once, then the latest after each change', async () => {
    const abort = new AbortController();
    const stream = await client.watch(undefined, { signal: abort.signal });
    const next = async () => {
      const step = await stream.next();
      return step.done ? undefined : step.value.settings.theme;
    };
    expect(await next()).toBe('system');
    await client.update({ theme: 'dark' });
    await client.update({ theme: 'light' });
    expect(await next()).toBe('light');
    const waiting = next();
    await client.update({ theme: 'contrast' });
    expect(await waiting).toBe('contrast');
    const last = stream.next();
    abort.abort();
    expect((await last).done).toBe(true);
  });
});
