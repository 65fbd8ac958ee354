import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../../..');

/** A file system of 64 KiB in a mount namespace of its own: only root may make one. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', tmpdir()], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!canMount())(
  'a disk that is really full costs neither the old settings nor the new ones',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'estiba-disk-full-'));
    try {
      const program = path.join(root, 'test/support/fill-disk-and-save.ts');
      const script = 'mount -t tmpfs -o size=64k none "$1" && cd "$2" && exec "$3" --import tsx "$4" "$1"';
      const { stdout } = await promisify(execFile)('unshare', [
        '-m',
        'sh',
        '-c',
        script,
        'sh',
        folder,
        root,
        process.execPath,
        program,
      ]);
      expect(JSON.parse(stdout)).toEqual({
        code: 'resource_exhausted',
        isUntouched: true,
        files: ['settings.json'],
        notices: ['not_writable'],
        tablesInMemory: 0,
        tablesAfter: 300,
        noticesAfter: 0,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  20_000,
);
