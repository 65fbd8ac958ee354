import { readFileSync } from 'node:fs';
import { DebugLogger } from 'builder-util';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';

const config = load(readFileSync('electron-builder.yml', 'utf8')) as Record<string, unknown>;

async function validate(candidate: Record<string, unknown>): Promise<void> {
  const { validateConfiguration } = await import('app-builder-lib/out/util/config/config.js');
  await validateConfiguration(candidate, new DebugLogger(false));
}

test('electron-builder accepts the configuration', async () => {
  await expect(validate(config)).resolves.toBeUndefined();
});

test('the check is a real one: an unknown property is refused', async () => {
  await expect(validate({ ...config, asarr: true })).rejects.toThrow('asarr');
});

test('all systems are packaged', () => {
  expect(config).toMatchObject({
    appId: 'dev.estiba.app',
    linux: { target: ['AppImage', 'deb', 'rpm'] },
    mac: { target: ['dmg'] },
    win: { target: ['nsis'] },
  });
});

test('the fuses close what a packaged application does not need', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
