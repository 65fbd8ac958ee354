import { closeSync, createReadStream, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '../../../common/errors';

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

/** Some bytes of a stream, which is ended. */
export async function readPartOfStream(
  stream: Readable,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let skip = offset;
  let missing = length;
  // Leaving the loop destroys the stream, and with it what is read from the engine.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (signal.aborted) throw new AppError('canceled', 'reading of the file was canceled');
    const part = chunk.subarray(Math.min(skip, chunk.length), Math.min(chunk.length, skip + missing));
    skip = Math.max(0, skip - chunk.length);
    missing -= part.length;
    if (part.length > 0) chunks.push(part);
    if (missing === 0) break;
  }
  return Buffer.concat(chunks);
}
