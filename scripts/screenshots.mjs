// `npm run screenshots [folder]`: pictures of the real application, on an engine with invented objects, for the README
// (folder docs/screenshots) and for looking at every page in both themes, languages and sizes (--all).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './lib/ensure-build.mjs';
import { runProgram } from './lib/run-program.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await ensureBuild(root);
const taker = join('test', 'support', 'screenshots', 'take-screenshots.ts');
process.exitCode = await runProgram(process.execPath, ['--import', 'tsx', taker, ...process.argv.slice(2)]);
