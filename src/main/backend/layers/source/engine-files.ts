import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { toFileError } from '../../platform/files';

/** Files of the engine's data root, wherever the engine is. */
export interface EngineFiles {
  /**
   * A regular file from `start` on; links are not followed.
   * @param file absolute path on the engine's host
   * @throws AppError not_found, permission_denied, failed_precondition for what is no regular file
   */
  open(file: Buffer, start: number, signal: AbortSignal): Promise<Readable>;
  dispose(): Promise<void>;
}

/** @throws AppError as `open`, and resource_exhausted for more than `maxBytes` */
export async function readEngineFile(
  files: EngineFiles,
  file: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await files.open(Buffer.from(file), 0, signal)) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes)
      throw new AppError('resource_exhausted', `${file} has more than ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks);
}

/** The engine's files on this machine: needs the right to read its data root, mostly root. */
export const localFiles: EngineFiles = {
  open: async (file, start) => {
    const shown = file.toString('utf8');
    try {
      // A layer may have a link where another one has a folder: what is behind it is not the engine's.
      const real = await realpath(file, 'buffer');
      if (!real.equals(file)) throw new AppError('failed_precondition', `${shown} is behind a link`);
      const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stats = await handle.stat();
      if (stats.isFile()) return handle.createReadStream({ start, highWaterMark: 256 * 1024 });
      await handle.close();
      throw new AppError('failed_precondition', `${shown} is no regular file`);
    } catch (thrown) {
      throw toFileError(thrown, `read ${shown}`, shown);
    }
  },
  dispose: async () => undefined,
};
