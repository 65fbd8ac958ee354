import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { AppError, toAppError } from '../../../../common/errors';
import type { CommandRunner } from '../../platform/platform';
import { createDecompressor, sniffCompression } from '../compression';
import { TarParser } from '../tar/tar-parser';
import { SymlinkTable } from './symlink-table';

/**
 * The uncompressed archive of a layer out of an image archive that comes as a stream: everything before it is read and
 * thrown away. @param layerName as `StreamArchive.resolve` gives it
 */
export async function openArchivedLayer(
  stream: Readable,
  layerName: string,
  commands: Pick<CommandRunner, 'find' | 'spawn'>,
): Promise<Readable> {
  const layer = new PassThrough();
  layer.once('close', () => stream.destroy());
  copyLayer(stream, layerName, layer).catch((thrown: unknown) => layer.destroy(toAppError(thrown)));
  await Promise.race([once(layer, 'readable'), once(layer, 'end')]);
  const start: unknown = layer.read();
  if (!Buffer.isBuffer(start)) {
    throw new AppError('data_loss', `${layerName} is missing`, { details: { file: layerName } });
  }
  layer.unshift(start);
  const compression = sniffCompression(start);
  if (compression === 'none') return layer;
  const decompressor = await createDecompressor(compression, commands);
  layer.once('error', (error) => decompressor.destroy(error));
  decompressor.once('close', () => layer.destroy());
  return layer.pipe(decompressor);
}

/** The bytes of one file of the archive. */
async function copyLayer(stream: Readable, name: string, to: PassThrough): Promise<void> {
  const links = new SymlinkTable();
  let isReady = true;
  let isDone = false;
  const parser = new TarParser((entry) => {
    if (links.take(entry) !== name || entry.kind !== 'file') return undefined;
    return {
      write: (chunk) => {
        isReady = to.write(Buffer.from(chunk));
      },
      end: () => {
        isDone = true;
      },
    };
  });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parser.write(chunk);
    if (isDone || to.destroyed) break;
    if (!isReady) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    isReady = true;
  }
  to.end();
}
