import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts the API token where only this user's programs can read it.
 * @returns the file, to be removed at the end
 */
export async function writeApiTokenFile(folder: string, port: number, token: string): Promise<string> {
  const file = join(folder, `api-token-${port}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Removed first and made anew: a file left by a crash may be open to others, and a link may lead anywhere.
  await rm(file, { force: true });
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

export async function removeApiTokenFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
