// Reads what Vitest and Playwright write as JSON, so that all runs can be summed into one line.
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number, readonly notes: readonly string[] }} Totals
 *   `notes`: names of what was skipped with a 'NOT tested: reason' in its title.
 */

/** @type {Totals} */
export const nothing = { passed: 0, failed: 0, skipped: 0, notes: [] };

/**
 * A runner that failed without a failed test (a file that does not load, no test at all, no report) counts as one
 * failure: otherwise it would look green.
 * @param {'vitest' | 'playwright'} runner
 * @param {string} file
 * @param {number} exitCode
 * @returns {Totals}
 */
export function readTotals(runner, file, exitCode) {
  const report = readJson(file);
  const totals =
    report === undefined ? nothing : runner === 'vitest' ? vitestTotals(report) : playwrightTotals(report);
  const silent = totals.failed === 0 && (exitCode !== 0 || totals.passed + totals.skipped === 0);
  return silent ? { ...totals, failed: 1 } : totals;
}

/**
 * @param {readonly Totals[]} all
 * @returns {Totals}
 */
export function sumTotals(all) {
  return all.reduce(
    (sum, totals) => ({
      passed: sum.passed + totals.passed,
      failed: sum.failed + totals.failed,
      skipped: sum.skipped + totals.skipped,
      notes: [...sum.notes, ...totals.notes],
    }),
    nothing,
  );
}

/**
 * @param {string} file
 * @returns {any} undefined when the runner wrote none
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { status: string, assertionResults: readonly { status: string, ancestorTitles: readonly string[], title: string }[] }[] }} report
 * @returns {Totals}
 */
function vitestTotals(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const titles = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .flatMap((test) => [...test.ancestorTitles, test.title]),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: notTested(titles),
  };
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Totals}
 */
function playwrightTotals(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const annotations = [...JSON.stringify(report).matchAll(/"description":"((?:[^"\\]|\\.)*)"/g)];
  return {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
    notes: notTested(annotations.map((match) => match[1] ?? '')),
  };
}

/** @param {readonly string[]} titles */
function notTested(titles) {
  return [...new Set(titles.filter((title) => title.includes('NOT tested')))];
}
