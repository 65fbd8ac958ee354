import { buildState } from '../../bin/build-state.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Builds what is not built or older than its sources, as `npm run build` does.
 * @param {string} root the folder of package.json, which is also the working folder
 * @throws {Error} when the build fails
 */
export async function ensureBuild(root) {
  if (buildState(root) === 'ready') return;
  console.log('building what is not built ...');
  const code = await runProgram('npm', ['run', 'build']);
  if (code !== 0) throw new Error('the build failed: there is nothing to test');
}
