import { closeSync, createReadStream, readSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** Some bytes of an open file, which is closed; fewer at its end. */
export function readPartOfFile(fd: number, offset: number, length: number): Buffer {
  try {
    const buffer = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const read = readSync(fd, buffer, done, length - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return buffer.subarray(0, done);
  } finally {
    closeSync(fd);
  }
}

/** An open file's content; closes it at the end. */
export function streamOfFile(fd: number): Readable {
  return createReadStream('', { fd, autoClose: true, highWaterMark: 256 * 1024 });
}
