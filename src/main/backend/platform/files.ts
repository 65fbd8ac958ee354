import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorCode, type ErrorDetails, isAppError } from '../../../common/errors';

const errnoCodes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EEXIST: 'already_exists',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  EROFS: 'permission_denied',
  ENOSPC: 'resource_exhausted',
  EDQUOT: 'resource_exhausted',
  EFBIG: 'resource_exhausted',
  EMFILE: 'resource_exhausted',
  ENFILE: 'resource_exhausted',
  EISDIR: 'failed_precondition',
  ENOTEMPTY: 'failed_precondition',
  EBUSY: 'failed_precondition',
};

/** The system's error name (`ENOSPC`) of something thrown. */
export function errnoOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** What a file operation threw, as an AppError. `doing` begins the message: "write the settings". */
export function toFileError(thrown: unknown, doing: string, file: string): AppError {
  if (isAppError(thrown)) return thrown;
  const errno = errnoOf(thrown);
  const code = errnoCodes[errno ?? ''] ?? 'unavailable';
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const details: ErrorDetails = { file, ...(errno ? { errno } : {}) };
  return new AppError(code, `cannot ${doing}: ${words}`, { details, cause: thrown });
}

/**
 * The file's text, or undefined when there is none.
 * @throws AppError resource_exhausted when it is larger than `maxBytes`, permission_denied, failed_precondition
 */
export async function readTextFile(file: string, maxBytes: number): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes) {
      const details = { file, limit: maxBytes, size };
      throw new AppError('resource_exhausted', `${file} has ${size} bytes, more than ${maxBytes}`, {
        details,
      });
    }
    return await readFile(file, 'utf8');
  } catch (thrown) {
    const error = toFileError(thrown, `read ${file}`, file);
    if (error.code === 'not_found') return undefined;
    throw error;
  }
}

/**
 * Replaces a file's content whole or not at all: written beside it, synced, renamed over it. A link is followed, so a
 * settings file that is kept elsewhere stays there. A short write is an error; on any error the old file is untouched.
 * @throws AppError resource_exhausted when the disk is full, permission_denied
 */
export async function writeFileAtomically(file: string, text: string, mode = 0o600): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const target = await realpath(file).catch(() => file);
    const temporary = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
    try {
      await writeAndSync(temporary, text, mode);
      await rename(temporary, target);
    } catch (thrown) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw thrown;
    }
    await syncFolder(path.dirname(target));
  } catch (thrown) {
    throw toFileError(thrown, `write ${file}`, file);
  }
}

async function writeAndSync(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    // Writes until everything is taken in; a single write() may stop short on a full disk without an error.
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename itself durable. Not possible on every system and file system; the data are safe without it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close().catch(() => undefined);
}

/**
 * Makes a folder that only this user can enter (mode 0700), or checks that it is one.
 * @throws AppError permission_denied when it is a link, belongs to another user, or cannot be made
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stats = await lstat(folder);
    if (!stats.isDirectory()) throw notPrivate(folder, 'is not a folder');
    if (process.getuid === undefined) return;
    if (stats.uid !== process.getuid()) throw notPrivate(folder, 'belongs to another user');
    if ((stats.mode & 0o077) === 0) return;
    const handle = await open(folder, 'r');
    await handle.chmod(0o700).finally(() => handle.close());
  } catch (thrown) {
    throw toFileError(thrown, `make the folder ${folder}`, folder);
  }
}

function notPrivate(folder: string, why: string): AppError {
  return new AppError('permission_denied', `${folder} ${why}`, { details: { folder } });
}
