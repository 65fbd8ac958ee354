import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program, if this machine has it. Never by importing `electron`, which would try to download it.
 * ELECTRON_OVERRIDE_DIST_PATH names a folder that holds one.
 */
export function findElectronBinary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const packageFolder = join('node_modules', 'electron');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const binary = join(override ?? join(packageFolder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}
