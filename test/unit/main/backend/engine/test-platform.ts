import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineSettings, SavedEngine } from '../../../../../src/main/backend/engine/engine-settings';
import { createCommandRunner } from '../../../../../src/main/backend/platform/commands';
import type { Logger, Platform } from '../../../../../src/main/backend/platform/platform';

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => 'error-id',
  child: () => silentLogger,
};

export interface TestPlatform extends Platform {
  readonly home: string;
  remove(): void;
}

/** A machine with an empty home of its own; programs are found on the given PATH. */
export function createTestPlatform(env: NodeJS.ProcessEnv = {}): TestPlatform {
  const home = mkdtempSync(join(tmpdir(), 'estiba-e-'));
  const whole = { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), ...env };
  return {
    home,
    folders: {
      config: join(home, 'config'),
      data: join(home, 'data'),
      cache: join(home, 'cache'),
      state: join(home, 'state'),
      runtime: join(home, 'run', 'estiba'),
    },
    logger: silentLogger,
    commands: createCommandRunner({ env: whole, os: 'linux' }),
    clock: { now: () => Date.now() },
    env: whole,
    os: 'linux',
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

export function memorySettings(
  engines: readonly SavedEngine[] = [],
  connected: readonly string[] = [],
): EngineSettings {
  let saved = engines;
  let ids = connected;
  return {
    engines: () => saved,
    addEngine: async (engine) => {
      saved = [...saved, engine];
    },
    removeEngine: async (id) => {
      saved = saved.filter((engine) => engine.id !== id);
    },
    connectedIds: () => ids,
    setConnectedIds: async (wanted) => {
      ids = wanted;
    },
  };
}

/** Resolves when the condition holds; rejects with what was waited for after the time. */
export async function until(what: string, isTrue: () => boolean, maxMs = 5000): Promise<void> {
  const end = Date.now() + maxMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`waited ${maxMs} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
