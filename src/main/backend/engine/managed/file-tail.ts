import { open } from 'node:fs/promises';

/** The last lines of a file, at most 64 KiB of it; nothing for a file that cannot be read. `from` skips older bytes. */
export async function tailFile(file: string, lines: number, from = 0): Promise<readonly string[]> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const start = Math.max(from > size ? 0 : from, size - 64 * 1024);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
      return buffer.subarray(0, bytesRead).toString().split('\n').filter(Boolean).slice(-lines);
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}

export async function fileSize(file: string): Promise<number> {
  try {
    const handle = await open(file, 'r');
    try {
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch {
    return 0;
  }
}
