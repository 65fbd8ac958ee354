import { z } from 'zod';
import { AppError } from '../../../common/errors';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import type { TarKind } from '../layers/tar/tar-entry';

/** What an engine says of one path of a container (X-Docker-Container-Path-Stat). */
export interface PathStat {
  readonly name: string;
  readonly kind: TarKind;
  readonly size: number;
  /** Permission, setuid, setgid and sticky bits. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number | undefined;
  readonly linkTarget: string | undefined;
}

const record = z.object({
  name: z.string().default(''),
  size: z.number().default(0),
  mode: z.number().default(0),
  mtime: z.string().default(''),
  linkTarget: z.string().nullish(),
});

/** Bits of Go's os.FileMode, which are not those of Unix. */
const goBits = {
  dir: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26,
  pipe: 2 ** 25,
  socket: 2 ** 24,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  charDevice: 2 ** 21,
  sticky: 2 ** 20,
};

const has = (mode: number, bit: number): boolean => Math.floor(mode / bit) % 2 === 1;

/** From Go's os.FileMode. */
export function readGoMode(mode: number): { readonly kind: TarKind; readonly mode: number } {
  const special =
    (has(mode, goBits.setuid) ? 0o4000 : 0) +
    (has(mode, goBits.setgid) ? 0o2000 : 0) +
    (has(mode, goBits.sticky) ? 0o1000 : 0);
  return { kind: goKind(mode), mode: special + (mode % 0o1000) };
}

function goKind(mode: number): TarKind {
  if (has(mode, goBits.dir)) return 'directory';
  if (has(mode, goBits.symlink)) return 'symlink';
  if (has(mode, goBits.charDevice)) return 'character_device';
  if (has(mode, goBits.device)) return 'block_device';
  if (has(mode, goBits.pipe)) return 'fifo';
  return has(mode, goBits.socket) ? 'other' : 'file';
}

/** @throws AppError data_loss for what is no such header */
export function readPathStat(header: string | undefined): PathStat {
  try {
    const value = record.parse(JSON.parse(Buffer.from(header ?? '', 'base64').toString('utf8')));
    const at = Date.parse(value.mtime);
    return {
      name: value.name,
      ...readGoMode(value.mode),
      size: value.size,
      modifiedAt: Number.isFinite(at) && at > 0 ? at : undefined,
      linkTarget: value.linkTarget || undefined,
    };
  } catch (cause) {
    throw new AppError('data_loss', 'the engine did not describe the path', { cause });
  }
}

/**
 * Asks an engine for one path of a container; links at its end are not followed.
 * @throws AppError not_found
 */
export async function statPath(
  api: EngineApi,
  id: string,
  path: string,
  signal?: AbortSignal,
): Promise<PathStat> {
  const { headers } = await api.head({
    method: 'HEAD',
    path: enginePath`/containers/${id}/archive`,
    query: { path },
    signal,
  });
  const value = headers['x-docker-container-path-stat'];
  return readPathStat(Array.isArray(value) ? value[0] : value);
}
