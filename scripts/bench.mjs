// `npm run bench -- <name>|all`: runs test/bench/<name>.ts and holds its numbers against their targets.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './lib/ensure-build.mjs';
import { runProgram } from './lib/run-program.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const helper = 'bench-result';

const names = readdirSync(join(root, 'test/bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => name !== helper)
  .sort();

const wanted = process.argv[2];
if (wanted === undefined) {
  console.log(`npm run bench -- <name>, one of: ${[...names, 'all'].join(', ')}`);
} else if (wanted !== 'all' && !names.includes(wanted)) {
  console.error(`there is no bench "${wanted}"; there are: ${[...names, 'all'].join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = await runBenches(wanted === 'all' ? names : [wanted]);
}

/**
 * Each in a process of its own: a bench must not measure what another one left in memory.
 * @param {readonly string[]} chosen
 */
async function runBenches(chosen) {
  process.chdir(root);
  await ensureBuild(root);
  let worst = 0;
  for (const name of chosen) {
    const runner = join('test', 'support', 'bench', 'run-bench.ts');
    const code = await runProgram(process.execPath, ['--expose-gc', '--import', 'tsx', runner, name]);
    worst = Math.max(worst, code);
  }
  return worst;
}
