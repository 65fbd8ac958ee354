import { readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSettingsStore } from '../../src/main/backend/platform/settings-store';

/**
 * A program for settings-disk-full.test.ts, run on a small file system of its own: fills it, tries to save settings that
 * fit only in part, frees the space and saves again. Prints what came of it as JSON.
 */
async function main(folder: string): Promise<void> {
  const quiet = () => undefined;
  const logger = { debug: quiet, info: quiet, warn: quiet, error: () => '', child: () => logger };
  const folders = { config: path.join(folder, 'estiba'), data: '', cache: '', state: '', runtime: '' };
  const store = await createSettingsStore({ folders, clock: { now: () => Date.now() }, logger });
  await store.update({ theme: 'dark' });
  const before = readFileSync(store.file, 'utf8');
  const { bavail, bsize } = statfsSync(folder);
  // One block is left: a first part of the new file can be written.
  const filler = path.join(folder, 'filler');
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail - 1) * bsize));
  const tables = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`table-${index}`, { hidden: ['id'] }]),
  );
  const error = await store.update({ tables }).catch((thrown: { code: string; message: string }) => thrown);
  const report = {
    code: 'code' in error ? error.code : 'saved',
    isUntouched: readFileSync(store.file, 'utf8') === before,
    files: readdirSync(folders.config),
    notices: store.snapshot().notices.map(({ kind }) => kind),
    tablesInMemory: Object.keys(store.snapshot().settings.tables).length,
  };
  writeFileSync(filler, '');
  const after = await store.update({ tables });
  const tablesAfter = Object.keys(JSON.parse(readFileSync(store.file, 'utf8')).tables).length;
  process.stdout.write(JSON.stringify({ ...report, tablesAfter, noticesAfter: after.notices.length }));
}

await main(process.argv[2] ?? '');
