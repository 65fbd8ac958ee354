import { z } from 'zod';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import {
  flag,
  imageId,
  listOf,
  optionalNumber,
  optionalText,
  textMap,
} from '../engine/records/tolerant-schema';
import { errnoOf } from '../platform/files';
import { FolderHandle } from './folder-handle';

const record = z.object({
  Id: z.string().min(1),
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  Image: imageId.default(''),
  State: z.object({ Pid: optionalNumber, Running: flag, Paused: flag }),
  Config: z.object({ Labels: textMap }).nullish(),
  HostConfig: z.object({ ReadonlyRootfs: flag }).nullish(),
  GraphDriver: z.object({ Name: optionalText, Data: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  Mounts: listOf(
    z.object({
      Type: optionalText,
      Name: optionalText,
      Source: optionalText,
      Destination: z.string().default(''),
    }),
  ),
});
export type PlaceRecord = z.output<typeof record>;

/** @throws AppError not_found */
export function inspectPlace(api: EngineApi, id: string, signal?: AbortSignal): Promise<PlaceRecord> {
  return api.json({ path: enginePath`/containers/${id}/json`, signal }, record);
}

/** Why the folders of a container's layers are not read directly. */
export type NoFolders = 'not_local' | 'no_permission' | 'no_overlay';

export interface OverlayPlace {
  readonly upper: string;
  /** The layers of its image, the uppermost first. */
  readonly lowers: readonly string[];
}

/** The folders that an engine's overlay driver keeps a container in, where this process can read them. */
export function overlayPlaceOf(
  { GraphDriver: driver }: PlaceRecord,
  isLocal: boolean,
): OverlayPlace | { readonly none: NoFolders } {
  if (!isLocal) return { none: 'not_local' };
  const { UpperDir: upper, LowerDir: lower } = driver?.Data ?? {};
  if (typeof upper !== 'string' || !upper.startsWith('/')) return { none: 'no_overlay' };
  const lowers = typeof lower === 'string' ? lower.split(':').filter((path) => path.startsWith('/')) : [];
  const place = { upper, lowers };
  try {
    for (const path of [upper, ...lowers]) FolderHandle.openRoot(path).close();
    return place;
  } catch (thrown) {
    const isThere = ['EACCES', 'EPERM'].includes(errnoOf(thrown) ?? '');
    return { none: isThere ? 'no_permission' : 'not_local' };
  }
}

/** Opens the folders of a place, and closes them whatever happens. */
export async function withFolders<Result>(
  { upper, lowers }: OverlayPlace,
  work: (upper: FolderHandle, lowers: readonly FolderHandle[]) => Promise<Result>,
): Promise<Result> {
  const opened: FolderHandle[] = [];
  try {
    for (const path of [upper, ...lowers]) opened.push(FolderHandle.openRoot(path));
    const [first, ...rest] = opened;
    return await work(first as FolderHandle, rest);
  } finally {
    for (const folder of opened) folder.close();
  }
}
