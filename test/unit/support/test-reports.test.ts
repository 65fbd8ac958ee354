import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTotals, sumTotals } from '../../../scripts/lib/test-reports.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'estiba-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (passed: number, failed: number, results: readonly object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: results,
});

describe('readTotals', () => {
  it('counts what Vitest reports and keeps the reasons of what was not tested', () => {
    const skipped = { status: 'skipped', ancestorTitles: ['podman (NOT tested: no root)'], title: 'lists' };
    const file = report(
      vitest(3, 1, [{ status: 'failed', assertionResults: [{ status: 'failed' }, skipped] }]),
    );
    expect(readTotals('vitest', file, 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
      notes: ['podman (NOT tested: no root)'],
    });
  });

  it('counts a file that does not load as a failure', () => {
    const file = report(vitest(3, 0, [{ status: 'failed', assertionResults: [] }]));
    expect(readTotals('vitest', file, 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts unexpected and flaky tests and errors of Playwright as failures', () => {
    const file = report({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 }, errors: [{}] });
    expect(readTotals('playwright', file, 1)).toMatchObject({ passed: 5, failed: 4, skipped: 3 });
  });

  it('never lets a runner look green that ran nothing, wrote nothing or ended badly', () => {
    const none = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
    expect(readTotals('playwright', report(none), 0).failed).toBe(1);
    expect(readTotals('playwright', join(folder, 'absent.json'), 0).failed).toBe(1);
    expect(readTotals('vitest', report(vitest(3, 0)), 137).failed).toBe(1);
  });
});

describe('sumTotals', () => {
  it('adds all runners', () => {
    const one = { passed: 1, failed: 2, skipped: 3, notes: ['a'] };
    expect(sumTotals([one, { ...one, notes: ['b'] }])).toEqual({
      passed: 2,
      failed: 4,
      skipped: 6,
      notes: ['a', 'b'],
    });
  });
});
