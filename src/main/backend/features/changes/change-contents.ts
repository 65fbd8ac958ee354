import { type FilePreview, maxPreviewBytes } from '../../../../common/contract/layer-findings';
import { AppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { formatName } from '../../layers/index/tar-path';
import { mergedName } from '../../layers/stack/find-merged-path';
import { toFilePreview } from '../../layers/view/file-preview';
import { toFileError } from '../../platform/files';
import { readPartOfStream } from '../../platform/read-part-of-stream';
import { openArchivedFile } from '../../writable/archive-files';
import { statPath } from '../../writable/archive-stat';
import { type OverlayPlace, withFolders } from '../../writable/container-place';
import type { FolderHandle } from '../../writable/folder-handle';
import { withHelper } from '../../writable/helper';
import { closeAll, findBelow, type OpaquePlaces, openLowers } from '../../writable/overlay-lowers';
import { readPartOfFile } from '../../writable/read-part';
import type { Measurement } from './measurements';

/** A version of a path: layer 0 is the image's, layer 1 the container's. */
export interface ChangeVersion {
  readonly node: number;
  readonly layer: number;
}

/** The names on the way to a node, as bytes. @throws AppError not_found for a node of another measurement */
export function namesOfNode({ changes: { stack } }: Measurement, node: number): readonly Buffer[] {
  const { tree } = stack;
  if (node >= tree.count) throw new AppError('not_found', 'there is no such path');
  const names: Buffer[] = [];
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) names.unshift(Buffer.from(mergedName(tree, at)));
  return names;
}

/** The path for the engine, which takes texts. @throws AppError failed_precondition for a name that is no UTF-8 */
export function enginePathOf(names: readonly Buffer[]): string {
  const bytes = Buffer.concat(names.flatMap((name) => [Buffer.from('/'), name]));
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text || '/';
  throw new AppError('failed_precondition', 'the engine takes no path that is no UTF-8', {
    details: { path: formatName(bytes) },
  });
}

interface Part {
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly size: number;
}

/** @throws AppError not_found, failed_precondition for what is no regular file */
export async function previewChange(
  api: EngineApi,
  measurement: Measurement,
  version: ChangeVersion,
  signal: AbortSignal,
): Promise<FilePreview> {
  const names = namesOfNode(measurement, version.node);
  const { bytes, size } = await readPart(api, measurement, version, names, 0, maxPreviewBytes, signal);
  const path = formatName(Buffer.concat(names.flatMap((name) => [Buffer.from('/'), name])).subarray(1));
  return toFilePreview(path, version.layer, size, bytes);
}

export async function readChangeBytes(
  api: EngineApi,
  measurement: Measurement,
  version: ChangeVersion & { readonly offset: number; readonly length: number },
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const names = namesOfNode(measurement, version.node);
  const { offset, length } = version;
  return new Uint8Array((await readPart(api, measurement, version, names, offset, length, signal)).bytes);
}

async function readPart(
  api: EngineApi,
  { changes: { source, record } }: Measurement,
  { layer }: ChangeVersion,
  names: readonly Buffer[],
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Part> {
  if (source.kind === 'upper')
    return readFolders(source.place, source.opaque, names, layer, { offset, length });
  const path = enginePathOf(names);
  const read = async (id: string): Promise<Part> => {
    const { size, kind } = await statPath(api, id, path, signal);
    if (kind !== 'file') throw notRegular(path);
    const stream = await openArchivedFile(api, id, path, signal);
    return { size, bytes: await readPartOfStream(stream, offset, Math.min(length, size), signal) };
  };
  return layer === 1 ? read(record.Id) : withHelper(api, { image: record.Image }, read);
}

interface Range {
  readonly offset: number;
  readonly length: number;
}

function readFolders(
  place: OverlayPlace,
  opaque: OpaquePlaces,
  names: readonly Buffer[],
  layer: number,
  range: Range,
): Promise<Part> {
  return withFolders(place, async (upper, lowers) => {
    try {
      return readIn(layer === 1 ? [upper] : lowers, opaque, names, range);
    } catch (thrown) {
      throw toFileError(thrown, 'read the file', formatName(Buffer.concat([...names])));
    }
  });
}

function readIn(
  roots: readonly FolderHandle[],
  opaque: OpaquePlaces,
  names: readonly Buffer[],
  { offset, length }: Range,
): Part {
  const opened: FolderHandle[] = [];
  try {
    let folders = roots;
    for (const name of names.slice(0, -1)) {
      const next = openLowers(folders, name, opaque);
      opened.push(...next);
      folders = next;
    }
    const name = names.at(-1) ?? Buffer.alloc(0);
    const below = findBelow(folders, name);
    const folder = below && folders[below.layer];
    if (!folder) throw new AppError('not_found', 'the file is not there any more');
    const { fd, stats } = folder.openFile(name);
    return {
      size: stats.size,
      bytes: readPartOfFile(fd, offset, Math.max(0, Math.min(length, stats.size - offset))),
    };
  } finally {
    closeAll(opened);
  }
}

function notRegular(path: string): AppError {
  return new AppError('failed_precondition', `${path} is no regular file`);
}
