import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { layersExitCodes, layersHelp, parseLayersCommandLine } from './layers-options.mjs';
import { prepare } from './start.mjs';

/**
 * `estiba layers ...`: reads an image, prints what it is made of, and ends with a code that tells whether it is fine.
 * @param {readonly string[]} args
 * @param {import('./start.mjs').Installation} installation
 * @returns {Promise<void>} sets process.exitCode
 */
export async function layers(args, { root, version }) {
  const line = parseLayersCommandLine(args);
  switch (line.kind) {
    case 'help':
      process.stdout.write(layersHelp);
      return;
    case 'invalid':
      process.stderr.write(`estiba: ${line.message}\nSee estiba layers --help.\n`);
      process.exitCode = layersExitCodes.usage;
      return;
    case 'layers':
      try {
        await prepare(root);
        const { runLayers } = await import(pathToFileURL(path.join(root, 'out', 'main', 'cli.js')).href);
        process.exitCode = await runLayers(line.options, { version });
      } catch (thrown) {
        process.stderr.write(`estiba: ${thrown instanceof Error ? thrown.message : thrown}\n`);
        process.exitCode = layersExitCodes.unreadable;
      }
  }
}
