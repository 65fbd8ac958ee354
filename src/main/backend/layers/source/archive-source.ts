import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { toFileError } from '../../platform/files';
import { openFileArchive } from '../archive/file-archive';
import { type ImageSelection, resolveImage } from '../archive/image-layout';
import { createDecompressor, sniffBytes, sniffCompression } from '../compression';
import type { LayerReaderOptions } from '../layer-reader';
import { createBlobSource } from './blob-source';
import type { LayerSource } from './layer-source';
import { openStreamSource } from './stream-source';

type ReaderOptions = Omit<LayerReaderOptions, 'signal'>;

const readBytes = 1024 * 1024;

/**
 * Opens a `docker save` or OCI archive: plain (any layer can be read by itself), .tar.gz or .tar.zst (one pass).
 * @throws AppError not_found, permission_denied, and as `resolveImage`
 */
export async function openArchive(
  file: string,
  selection: ImageSelection,
  reader: ReaderOptions,
  signal: AbortSignal,
): Promise<LayerSource> {
  const handle = await openFile(file);
  try {
    const start = Buffer.alloc(sniffBytes);
    await handle.read(start, 0, sniffBytes, 0);
    const compression = sniffCompression(start);
    if (compression === 'none') return await openPlain(handle, selection, reader, signal);
    await handle.close();
    const openStream = async (): Promise<Readable> => {
      const stream = createReadStream(file, { highWaterMark: readBytes });
      const decompressor = await createDecompressor(compression, reader.commands);
      stream.once('error', (error) => decompressor.destroy(toFileError(error, `read ${file}`, file)));
      decompressor.once('close', () => stream.destroy());
      return stream.pipe(decompressor);
    };
    return await openStreamSource({ method: 'archive', openStream, selection, reader }, signal);
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    throw thrown;
  }
}

async function openPlain(
  handle: FileHandle,
  selection: ImageSelection,
  reader: ReaderOptions,
  signal: AbortSignal,
): Promise<LayerSource> {
  const { size } = await handle.stat();
  const archive = await openFileArchive(handle, size, signal);
  const resolved = await resolveImage(archive, selection);
  return createBlobSource({
    method: 'archive',
    resolved,
    reader,
    store: {
      openBlob: async (layer, start) => {
        const name = resolved.files[layer] ?? '';
        const found = archive.find(name);
        if (!found) throw new AppError('data_loss', `${name} is missing`, { details: { file: name } });
        const end = found.start + found.size;
        return readRange(handle, Math.min(found.start + start, end), end);
      },
      dispose: () => handle.close(),
    },
  });
}

/** Not the handle's own stream: that one closes the handle when it is left early. */
function readRange(handle: FileHandle, start: number, end: number): Readable {
  return Readable.from(rangeOf(handle, start, end), { objectMode: false, highWaterMark: readBytes });
}

async function* rangeOf(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(readBytes, end - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r');
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    await handle.close();
  } catch (thrown) {
    throw toFileError(thrown, `open ${file}`, file);
  }
  throw new AppError('failed_precondition', `${file} is no file`, { details: { file } });
}
