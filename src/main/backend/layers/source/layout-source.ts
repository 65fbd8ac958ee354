import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../../common/errors';
import { errnoOf, toFileError } from '../../platform/files';
import { maxDocumentBytes } from '../archive/documents';
import { type ImageSelection, resolveImage } from '../archive/image-layout';
import type { LayerReaderOptions } from '../layer-reader';
import { createBlobSource } from './blob-source';
import type { LayerSource } from './layer-source';

/** Opens an OCI image layout: a folder with `index.json` and `blobs`. @throws AppError as `resolveImage` */
export async function openLayout(
  folder: string,
  selection: ImageSelection,
  reader: Omit<LayerReaderOptions, 'signal'>,
): Promise<LayerSource> {
  const resolved = await resolveImage({ get: (name) => readSmallFile(folder, name) }, selection);
  return createBlobSource({
    method: 'layout',
    resolved,
    reader,
    store: {
      openBlob: async (layer, start) => {
        const file = inside(folder, resolved.files[layer] ?? '');
        await expectFile(file);
        const stream = createReadStream(file, { start, highWaterMark: 1024 * 1024 });
        await once(stream, 'open');
        return stream;
      },
    },
  });
}

/** Names come from metadata: only what lies in the folder is read, and no links. */
function inside(folder: string, name: string): string {
  const file = path.resolve(folder, name);
  if (!file.startsWith(`${path.resolve(folder)}${path.sep}`)) {
    throw new AppError('data_loss', `${JSON.stringify(name)} is not in the layout`);
  }
  return file;
}

async function expectFile(file: string): Promise<void> {
  const stats = await lstat(file).catch((thrown: unknown) => {
    throw errnoOf(thrown) === 'ENOENT'
      ? new AppError('data_loss', `${file} is missing`, { details: { file } })
      : toFileError(thrown, `read ${file}`, file);
  });
  if (!stats.isFile()) throw new AppError('data_loss', `${file} is no file`, { details: { file } });
}

async function readSmallFile(folder: string, name: string): Promise<Uint8Array | undefined> {
  const file = inside(folder, name);
  try {
    const stats = await lstat(file);
    if (!stats.isFile()) return undefined;
    if (stats.size > maxDocumentBytes) {
      throw new AppError('resource_exhausted', `${file} has ${stats.size} bytes: it is no metadata`);
    }
    const handle = await open(file, 'r');
    return await handle.readFile().finally(() => handle.close());
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT' || errnoOf(thrown) === 'ENOTDIR') return undefined;
    throw toFileError(thrown, `read ${file}`, file);
  }
}
