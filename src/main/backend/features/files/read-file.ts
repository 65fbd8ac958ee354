import { createHash } from 'node:crypto';
import { maxEditBytes } from '../../../../common/contract/files';
import type { FilePreview } from '../../../../common/contract/layer-findings';
import { maxPreviewBytes } from '../../../../common/contract/layer-findings';
import { AppError } from '../../../../common/errors';
import { toFilePreview } from '../../layers/view/file-preview';
import { readPartOfStream } from '../../platform/read-part-of-stream';
import { openArchivedFile } from '../../writable/archive-files';
import { statPath } from '../../writable/archive-stat';
import { findBelow } from '../../writable/overlay-lowers';
import { readPartOfFile } from '../../writable/read-part';
import { splitPath } from '../../writable/resolve-folder';
import { decodePath, type FilesTarget, findRoots, withFolder } from './file-roots';
import { engineText, pathText } from './path-text';

const maxLinks = 40;

interface Part {
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly size: number;
}

/** Names the content of a file. */
export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** See `files.preview`. */
export async function previewFile(
  target: FilesTarget,
  path: string,
): Promise<FilePreview & { version?: string | undefined }> {
  const { bytes, size } = await readPart(target, path, 0, maxPreviewBytes);
  const preview = toFilePreview(pathText(splitPath(decodePath(path))).slice(1), 0, size, bytes);
  return {
    ...preview,
    version: size <= maxEditBytes && bytes.length === size ? versionOf(bytes) : undefined,
  };
}

/** A part of a file; links at its end are followed inside the container. */
export async function readPart(
  target: FilesTarget,
  path: string,
  offset: number,
  length: number,
): Promise<Part> {
  const roots = await findRoots(target);
  const bytes = decodePath(path);
  if (roots.source !== 'archive')
    return readInside(target, roots.paths, splitPath(bytes), { offset, length }, 0);
  const { api } = target.connection;
  const text = engineText(bytes);
  const { size, kind } = await statPath(api, roots.record.Id, text, target.signal);
  if (kind !== 'file') throw new AppError('failed_precondition', `${text} is no regular file`);
  const stream = await openArchivedFile(api, roots.record.Id, text, target.signal);
  return { size, bytes: await readPartOfStream(stream, offset, Math.min(length, size), target.signal) };
}

async function readInside(
  target: FilesTarget,
  paths: readonly string[],
  names: readonly Buffer[],
  range: { readonly offset: number; readonly length: number },
  links: number,
): Promise<Part> {
  const name = names.at(-1);
  if (!name) throw new AppError('failed_precondition', 'the root is no file');
  const found = await withFolder(target, { paths }, names.slice(0, -1), (folder) => {
    const below = findBelow(folder.folders, name);
    const layer = below && folder.folders[below.layer];
    if (!layer) throw new AppError('not_found', 'the file is not there any more');
    if (below.stats.isSymbolicLink()) {
      const link = layer.readlink(name);
      return [...(link[0] === 0x2f ? [] : folder.names), ...splitPath(link)];
    }
    const { fd, stats } = layer.openFile(name);
    // Files of /proc have no size and something in them.
    const length =
      stats.size === 0 ? range.length : Math.max(0, Math.min(range.length, stats.size - range.offset));
    const bytes = readPartOfFile(fd, range.offset, length);
    return { bytes, size: Math.max(stats.size, range.offset === 0 ? bytes.length : 0) };
  });
  if ('bytes' in found) return found;
  if (links >= maxLinks) throw new AppError('failed_precondition', 'the links lead in a circle');
  return readInside(target, paths, found, range, links + 1);
}
