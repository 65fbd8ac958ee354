import type { Readable } from 'node:stream';
import { AppError } from '../../../common/errors';

/** Some bytes of a stream, which is ended; fewer at its end. @throws AppError canceled */
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
