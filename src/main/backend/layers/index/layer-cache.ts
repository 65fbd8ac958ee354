import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '../../../../common/errors';
import { type DiffId, digestHex, isDigest } from '../../../../common/oci/digest';
import { errnoOf, toFileError } from '../../platform/files';
import type { Logger } from '../../platform/platform';
import { decodeIndex, encodeIndex } from './index-codec';
import type { LayerIndex } from './layer-index';

export interface LayerCacheOptions {
  /** `layers` below the platform's cache folder; made when the first index is written. */
  readonly folder: string;
  readonly logger: Pick<Logger, 'warn'>;
  /** Default 1 GiB. */
  readonly maxBytes?: number;
}

/** Indexes of layers by diffID, on disk: a layer is read once, whichever image and source it comes from. */
export interface LayerCache {
  /** Undefined when there is none, or only a damaged one, which is then removed. */
  load(diffId: DiffId): Promise<LayerIndex | undefined>;
  /**
   * Writes an index whole or not at all, then removes the ones used least when there are too many bytes.
   * @throws AppError resource_exhausted when the disk is full, permission_denied
   */
  save(diffId: DiffId, index: LayerIndex): Promise<void>;
}

const defaultMaxBytes = 1024 ** 3;
const suffix = '.idx';
/** Of a write that a crash left behind; a living one takes seconds. */
const staleMs = 3_600_000;

export function createLayerCache(options: LayerCacheOptions): LayerCache {
  const { folder, logger, maxBytes = defaultMaxBytes } = options;
  const fileOf = (diffId: DiffId): string => path.join(folder, `${checkedHex(diffId)}${suffix}`);
  return {
    load: async (diffId) => {
      const file = fileOf(diffId);
      try {
        const index = decodeIndex(await readFile(file));
        const now = new Date();
        // The time of use decides what stays; a read-only folder has no use for it.
        await utimes(file, now, now).catch(() => undefined);
        return index;
      } catch (thrown) {
        if (errnoOf(thrown) === 'ENOENT') return undefined;
        logger.warn('a stored layer index is read anew', { file, reason: String(thrown) });
        if (isAppError(thrown)) await rm(file, { force: true }).catch(() => undefined);
        return undefined;
      }
    },
    save: async (diffId, index) => {
      const parts = encodeIndex(index);
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      if (size > maxBytes) return;
      await writeParts(folder, fileOf(diffId), parts);
      await removeOldest(folder, maxBytes).catch((thrown: unknown) =>
        logger.warn('the layer cache cannot be cleaned', { folder, reason: String(thrown) }),
      );
    },
  };
}

/** The file's name never comes from outside unchecked. */
function checkedHex(diffId: DiffId): string {
  if (!isDigest(diffId)) throw new AppError('internal', 'a layer cache key that is no digest');
  return digestHex(diffId);
}

async function writeParts(folder: string, file: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for (const part of parts) if (part.length > 0) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw toFileError(thrown, 'store the index of a layer', file);
  }
}

interface CachedFile {
  readonly file: string;
  readonly size: number;
  readonly usedAt: number;
}

async function removeOldest(folder: string, maxBytes: number): Promise<void> {
  const files: CachedFile[] = [];
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => undefined);
    if (!stats?.isFile()) continue;
    if (name.endsWith('.tmp') && Date.now() - stats.mtimeMs > staleMs) await rm(file, { force: true });
    else if (name.endsWith(suffix)) files.push({ file, size: stats.size, usedAt: stats.mtimeMs });
  }
  files.sort((first, second) => second.usedAt - first.usedAt);
  let kept = 0;
  for (const { file, size } of files) {
    kept += size;
    if (kept > maxBytes) await rm(file, { force: true });
  }
}
