import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../../common/errors';
import { blockBytes } from '../tar/header-block';
import type { TarEntry } from '../tar/tar-entry';
import { TarParser } from '../tar/tar-parser';
import { type DocumentStore, maxDocumentBytes } from './documents';
import { SymlinkTable } from './symlink-table';

const maxEntries = 20_000;
const windowBytes = 64 * 1024;

/** Where a file of an archive on disk is. */
export interface ArchivedFile {
  readonly start: number;
  readonly size: number;
}

/** The table of contents of a plain image archive on disk. */
export interface FileArchive extends DocumentStore {
  /** Links are followed. */
  find(name: string): ArchivedFile | undefined;
}

/**
 * Reads only the headers of an archive: bodies are stepped over, so that gigabytes take milliseconds.
 * @throws AppError data_loss for a truncated or corrupt archive
 */
export async function openFileArchive(
  handle: FileHandle,
  size: number,
  signal?: AbortSignal,
): Promise<FileArchive> {
  const links = new SymlinkTable();
  const files = new Map<string, ArchivedFile>();
  let found: TarEntry | undefined;
  const parser = new TarParser((entry) => {
    found = entry;
    const name = links.take(entry);
    if (name !== undefined && entry.kind === 'file') {
      files.set(name, { start: parser.position, size: entry.bodyBytes });
    }
    return undefined;
  });
  const window = Buffer.alloc(windowBytes);
  while (parser.position < size && !parser.hasEnded) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(window, 0, windowBytes, parser.position);
    if (bytesRead === 0) break;
    for (let at = 0; at < bytesRead && !parser.hasEnded; at += blockBytes) {
      found = undefined;
      parser.write(window.subarray(at, Math.min(at + blockBytes, bytesRead)));
      if (files.size > maxEntries) {
        throw new AppError(
          'resource_exhausted',
          `the archive has more than ${maxEntries} files: it is no image`,
        );
      }
      // Everything of the body lies further on than this window, or may: read again from behind it.
      if (isBody(found) && parser.omitBody() > 0) break;
    }
    if (parser.position > size) throw truncated(size);
  }
  parser.end();
  return {
    find: (name) => files.get(links.resolve(name)),
    get: async (name) => {
      const file = files.get(links.resolve(name));
      return file && readDocument(handle, file, name);
    },
  };
}

function isBody(entry: TarEntry | undefined): boolean {
  return entry !== undefined && entry.bodyBytes > 0;
}

async function readDocument(
  handle: FileHandle,
  { start, size }: ArchivedFile,
  name: string,
): Promise<Buffer> {
  if (size > maxDocumentBytes) {
    throw new AppError('resource_exhausted', `${name} has ${size} bytes: it is no metadata`);
  }
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, start);
  if (bytesRead < size) throw truncated(start + bytesRead);
  return bytes;
}

function truncated(size: number): AppError {
  return new AppError('data_loss', `the tar archive is truncated: it ends at byte ${size}`, {
    details: { position: size },
  });
}
