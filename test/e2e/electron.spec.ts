import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { findElectronBinary } from '../support/electron/electron-binary';

const binary = findElectronBinary();

test('the desktop window opens and reaches the back end', async () => {
  if (process.env.REQUIRE_ELECTRON === '1') expect(binary, 'REQUIRE_ELECTRON=1').toBeDefined();
  test.skip(binary === undefined, 'NOT tested: no Electron binary on this machine');
  const home = mkdtempSync(join(tmpdir(), 'estiba-smoke-'));
  const electron = await _electron.launch({
    executablePath: binary ?? '',
    // Without a user namespace Chromium's own sandbox cannot start; that of a user's machine is not what is tested.
    args: ['out/main/index.js', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, XDG_CONFIG_HOME: home, HOME: home, DOCKER_HOST: 'unix:///nonexistent.sock' },
  });
  try {
    const page = await electron.firstWindow();
    await expect(page).toHaveTitle(/Estiba/);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    // Without a back end no engine would be known to be missing.
    await expect(page.getByText('/nonexistent.sock').first()).toBeVisible();
    // Regular expressions are searched for in a worker, which the scheme and the policy must let through.
    const worker = readdirSync('out/renderer/assets').find((name) => name.startsWith('expression-worker-'));
    const firstWord = await page.evaluate(
      (path) =>
        new Promise((resolve) => {
          const started = new Worker(path, { type: 'module' });
          started.onmessage = ({ data }) => resolve(data);
          started.onerror = () => resolve('it does not load');
        }),
      `/assets/${worker}`,
    );
    expect(firstWord).toBe('ready');
  } finally {
    await electron.close();
    rmSync(home, { recursive: true, force: true });
  }
});
