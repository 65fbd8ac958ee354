import { readFileSync } from 'node:fs';
import { AppError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import { toFileError } from '../../platform/files';
import type { CommandRunner } from '../../platform/platform';
import {
  inspectPlace,
  type OverlayPlace,
  overlayPlaceOf,
  type PlaceRecord,
} from '../../writable/container-place';
import { FolderHandle } from '../../writable/folder-handle';
import { findOpaque } from '../../writable/opaque-folders';
import type { Lowers } from '../../writable/overlay-lowers';
import { type ResolvedFolder, resolveFolder } from '../../writable/resolve-folder';

export interface FilesTarget {
  readonly connection: EngineConnection;
  readonly id: string;
  readonly isLocal: boolean;
  readonly commands: CommandRunner;
  readonly signal: AbortSignal;
}

/** Where a container's files can be read from here, and its record. */
export interface Roots {
  readonly record: PlaceRecord;
  readonly overlay: OverlayPlace | undefined;
  readonly source: 'process' | 'layers' | 'archive';
  readonly paths: readonly string[];
}

export async function findRoots({ connection, id, isLocal, signal }: FilesTarget): Promise<Roots> {
  const record = await inspectPlace(connection.api, id, signal);
  const place = overlayPlaceOf(record, isLocal);
  const overlay = 'none' in place ? undefined : place;
  const { Running: isRunning, Pid: pid } = record.State;
  if (isLocal && isRunning && pid && isProcessOf(pid, record.Id)) {
    return { record, overlay, source: 'process', paths: [`/proc/${pid}/root`] };
  }
  // What a mount covers is not in the layers: then the engine is asked.
  if (overlay && !isRunning && record.Mounts.length === 0) {
    return { record, overlay, source: 'layers', paths: [overlay.upper, ...overlay.lowers] };
  }
  return { record, overlay, source: 'archive', paths: [] };
}

/** A socket may lead into a virtual machine, whose process ids are somebody else's here. */
function isProcessOf(pid: number, id: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id)) return false;
    FolderHandle.openRoot(`/proc/${pid}/root`).close();
    return true;
  } catch {
    return false;
  }
}

/** Works in a folder of a container, and closes all that was opened. */
export async function withFolder<Result>(
  { commands, signal }: FilesTarget,
  { paths }: Pick<Roots, 'paths'>,
  names: readonly Buffer[],
  work: (folder: ResolvedFolder) => Result | Promise<Result>,
): Promise<Result> {
  const roots: FolderHandle[] = [];
  let folder: ResolvedFolder | undefined;
  try {
    for (const path of paths) roots.push(FolderHandle.openRoot(path));
    folder = await resolveFolder(roots as Lowers, names, async (places) => {
      return (await findOpaque(commands, places, signal)) ?? new Set<string>();
    });
    return await work(folder);
  } catch (thrown) {
    throw toFileError(thrown, 'read the container’s files', '');
  } finally {
    folder?.close();
    for (const root of roots) root.close();
  }
}

/** @throws AppError invalid_argument */
export function decodePath(id: string): Buffer {
  const bytes = Buffer.from(id, 'base64url');
  if (bytes.includes(0)) throw new AppError('invalid_argument', 'no path has a zero byte');
  return bytes;
}

export function encodePath(names: readonly Buffer[]): string {
  return Buffer.concat(names.flatMap((name) => [Buffer.from('/'), name])).toString('base64url');
}
