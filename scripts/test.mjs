// `npm test`: everything that the tests need, then the suites, then one closing line with the sums of all runners.
//   node scripts/test.mjs [unit|conformance|integration|e2e ...] [-- further arguments of the runner]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './lib/ensure-build.mjs';
import { prepareNewerEngine } from './lib/newer-engine.mjs';
import { runProgram } from './lib/run-program.mjs';
import { readTotals, sumTotals } from './lib/test-reports.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const suites = ['unit', 'conformance', 'integration', 'e2e'];

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} args */
async function main(args) {
  const separator = args.includes('--') ? args.indexOf('--') : args.length;
  const named = args.slice(0, separator);
  const rest = args.slice(separator + 1);
  const unknown = named.filter((name) => !suites.includes(name));
  if (unknown.length > 0)
    throw new Error(`no such suite: ${unknown.join(', ')} (there are ${suites.join(', ')})`);
  const chosen = named.length > 0 ? suites.filter((suite) => named.includes(suite)) : suites;
  process.chdir(root);
  await prepare(chosen);
  const reports = mkdtempSync(join(tmpdir(), 'estiba-reports-'));
  try {
    const totals = [];
    for (const run of plan(chosen)) totals.push(await runSuite(run, rest, reports));
    return closing(sumTotals(totals));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} chosen */
async function prepare(chosen) {
  const needsSystem = chosen.includes('integration') || chosen.includes('e2e');
  if (!needsSystem) return;
  ensureSystemPackages();
  if (chosen.includes('integration')) {
    const newer = prepareNewerEngine();
    if ('notTested' in newer) console.log(`newer engine NOT tested: ${newer.notTested}`);
  }
  await ensureBuild(root);
}

/**
 * Unit and conformance tests share a run; the integration tests have the machine to themselves.
 * @param {readonly string[]} chosen
 */
function plan(chosen) {
  const quick = chosen.filter((suite) => suite === 'unit' || suite === 'conformance');
  return [
    ...(quick.length > 0 ? [{ runner: /** @type {const} */ ('vitest'), projects: quick }] : []),
    ...(chosen.includes('integration')
      ? [{ runner: /** @type {const} */ ('vitest'), projects: ['integration'] }]
      : []),
    ...(chosen.includes('e2e') ? [{ runner: /** @type {const} */ ('playwright'), projects: ['e2e'] }] : []),
  ];
}

/**
 * @param {{ runner: 'vitest' | 'playwright', projects: readonly string[] }} run
 * @param {readonly string[]} rest
 * @param {string} reports
 */
async function runSuite({ runner, projects }, rest, reports) {
  const name = projects.join(' + ');
  const file = join(reports, `${projects.join('-')}.json`);
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const code =
    runner === 'vitest'
      ? await runProgram(process.execPath, [
          'node_modules/vitest/vitest.mjs',
          'run',
          ...projects.flatMap((project) => ['--project', project]),
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
          ...rest,
        ])
      : await runProgram(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...rest], {
          ESTIBA_E2E_REPORT: file,
        });
  const totals = readTotals(runner, file, code);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`=== ${name}: ${totals.passed} passed, ${totals.failed} failed (${seconds} s)`);
  return totals;
}

/** @param {import('./lib/test-reports.mjs').Totals} totals */
function closing(totals) {
  for (const note of totals.notes) console.log(note);
  const ran = totals.passed + totals.failed > 0;
  if (!ran) console.log('no test ran');
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  return ran && totals.failed === 0 ? 0 : 1;
}
