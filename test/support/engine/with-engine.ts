import { afterAll, beforeAll, describe } from 'vitest';
import { type EngineEntry, engineMatrix, machineDocker } from './engine-matrix';
import type { IsolatedEngine } from './isolated-engine';

/**
 * One engine for all tests of the enclosing describe block or file; call the result inside of tests and hooks.
 * Fails the tests where the engine cannot run: use `describeEngine` to skip them with the reason.
 */
export function withEngine(entry: EngineEntry = machineDocker()): () => IsolatedEngine {
  let engine: IsolatedEngine | undefined;
  beforeAll(async () => {
    if ('notTested' in entry) throw new Error(`${entry.name}: ${entry.notTested}`);
    engine = await entry.start();
  });
  afterAll(async () => {
    await engine?.stop();
  });
  return () => {
    if (engine === undefined) throw new Error(`${entry.name} has not been started yet`);
    return engine;
  };
}

/** A describe block on one engine, skipped with 'NOT tested: <reason>' where it cannot run. */
export function describeEngine(entry: EngineEntry, tests: (engine: () => IsolatedEngine) => void): void {
  if ('notTested' in entry) {
    describe.skip(`${entry.name} (NOT tested: ${entry.notTested})`, () => tests(withEngine(entry)));
    return;
  }
  describe(entry.name, () => tests(withEngine(entry)));
}

/** The same tests on every engine of the matrix. */
export function describeEngines(tests: (engine: () => IsolatedEngine, entry: EngineEntry) => void): void {
  for (const entry of engineMatrix()) describeEngine(entry, (engine) => tests(engine, entry));
}
