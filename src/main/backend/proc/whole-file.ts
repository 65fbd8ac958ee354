import { closeSync, openSync, readSync } from 'node:fs';
import type { FileText } from '../cgroup/cgroup-files';
import { failed } from '../cgroup/node-cgroup-files';

const pieceBytes = 256 * 1024;

/**
 * A long file of /proc, such as the mounts or sockets of a process, as UTF-8: read to its end, which the kernel does not tell
 * beforehand. What is longer than `maxBytes` is cut after the last whole line.
 */
export function readWholeFile(path: string, maxBytes: number): FileText {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return failed(error);
  }
  try {
    const pieces: Buffer[] = [];
    let length = 0;
    while (length <= maxBytes) {
      const piece = Buffer.allocUnsafe(pieceBytes);
      const bytes = readSync(descriptor, piece);
      if (bytes === 0) return { kind: 'text', text: Buffer.concat(pieces).toString('utf8') };
      pieces.push(piece.subarray(0, bytes));
      length += bytes;
    }
    const text = Buffer.concat(pieces).toString('utf8', 0, maxBytes);
    return { kind: 'text', text: text.slice(0, text.lastIndexOf('\n') + 1) };
  } catch (error) {
    return failed(error);
  } finally {
    closeSync(descriptor);
  }
}
