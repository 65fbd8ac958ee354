import { statfsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { TransferTicket } from '../../../../common/contract/shared';
import { AppError, isAppError } from '../../../../common/errors';
import { TarParser } from '../../layers/tar/tar-parser';
import { type TarOutput, tarEnd, tarPadding, writeTarHeader } from '../../layers/tar/tar-writer';
import { startUploadJob, type TransferDeps } from '../../transfers/transfer-job';
import { openArchive, putArchive } from '../../writable/archive-files';
import { statPath } from '../../writable/archive-stat';
import { requireArchiveOwners } from '../../writable/require-owners';
import { splitPath } from '../../writable/resolve-folder';
import { decodePath, type FilesTarget, findRoots, withFolder } from './file-roots';
import { engineText } from './path-text';
import { versionOf } from './read-file';

interface Placed {
  /** As text for the engine. */
  readonly folder: string;
  readonly name: Buffer;
}

function placeOf(path: string): Placed {
  const names = splitPath(decodePath(path));
  const name = names.at(-1);
  if (!name) throw new AppError('failed_precondition', 'the root is no file');
  const folder = engineText(Buffer.concat(names.slice(0, -1).flatMap((part) => [Buffer.from('/'), part])));
  return { folder, name };
}

/** The file as the engine has it now, with owner and mode. */
async function readWhole({ connection, id, signal }: FilesTarget, path: string) {
  const archive = await openArchive(connection.api, id, engineText(decodePath(path)), signal);
  const chunks: Buffer[] = [];
  let header: Pick<TarOutput, 'mode' | 'uid' | 'gid' | 'xattrs'> | undefined;
  const parser = new TarParser(({ kind, mode, uid, gid, xattrs }) => {
    if (kind !== 'file' || header) throw new AppError('failed_precondition', 'this is no regular file');
    header = { mode, uid, gid, xattrs: xattrs?.map(([key, value]) => [key, Buffer.from(value)] as const) };
    return { write: (chunk) => void chunks.push(Buffer.from(chunk)), end: () => undefined };
  });
  for await (const chunk of archive as AsyncIterable<Buffer>) parser.write(chunk);
  if (!header) throw new AppError('data_loss', 'the engine sent no file');
  return {
    header: header as Pick<TarOutput, 'mode' | 'uid' | 'gid' | 'xattrs'>,
    bytes: Buffer.concat(chunks),
  };
}

/** See `files.save`. The engine writes the new file beside the old one and puts it in its place. */
export async function saveText(
  target: FilesTarget,
  path: string,
  text: string,
  version: string,
): Promise<{ version: string }> {
  requireArchiveOwners(target.connection);
  const { header, bytes } = await readWhole(target, path);
  if (versionOf(bytes) !== version) throw new AppError('conflict', 'the file was changed meanwhile');
  const { folder, name } = placeOf(path);
  const content = Buffer.from(text);
  const entry = {
    ...header,
    name,
    kind: 'file' as const,
    size: content.length,
    mtime: Math.floor(Date.now() / 1000),
  };
  const archive = Buffer.concat([writeTarHeader(entry), content, tarPadding(content.length), tarEnd]);
  await putArchive(target.connection.api, target.id, folder, Readable.from([archive]), target.signal);
  return { version: versionOf(content) };
}

/** See `files.makeFolder`. */
export async function makeFolder(target: FilesTarget, path: string, name: string): Promise<void> {
  const folder = engineText(decodePath(path));
  await refuseExisting(target, `${folder.replace(/\/$/, '')}/${name}`);
  const entry = {
    kind: 'directory' as const,
    size: 0,
    mode: 0o755,
    uid: 0,
    gid: 0,
    mtime: Math.floor(Date.now() / 1000),
  };
  const archive = Buffer.concat([writeTarHeader({ ...entry, name: Buffer.from(name) }), tarEnd]);
  await putArchive(target.connection.api, target.id, folder, Readable.from([archive]), target.signal);
}

async function refuseExisting({ connection, id, signal }: FilesTarget, path: string): Promise<void> {
  try {
    await statPath(connection.api, id, path, signal);
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return;
    throw thrown;
  }
  throw new AppError('already_exists', `there is ${path} already`, { details: { path } });
}

export interface Upload {
  readonly engineId: string;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly overwrite: boolean;
}

/** See `files.upload`. */
export async function startUpload(
  deps: TransferDeps,
  target: FilesTarget,
  upload: Upload,
): Promise<TransferTicket> {
  const { name, sizeBytes } = upload;
  const folder = engineText(decodePath(upload.path));
  const path = `${folder.replace(/\/$/, '')}/${name}`;
  if (!upload.overwrite) await refuseExisting(target, path);
  await checkRoom(target, upload);
  return startUploadJob(deps, {
    kind: 'container.upload',
    engineId: upload.engineId,
    subjects: [{ id: target.id, name: path }],
    sizeBytes,
    accept: async (body, context) => {
      const archive = Readable.from(tarOf(body, name, sizeBytes), { objectMode: false });
      try {
        await putArchive(target.connection.api, target.id, folder, archive, context.signal);
      } catch (thrown) {
        await tellRest(target, path, sizeBytes, context.log);
        throw thrown;
      }
      return { kind: 'bytes', bytes: sizeBytes };
    },
  });
}

async function* tarOf(body: Readable, name: string, size: number): AsyncGenerator<Buffer> {
  const mtime = Math.floor(Date.now() / 1000);
  yield writeTarHeader({ name: Buffer.from(name), kind: 'file', size, mode: 0o644, uid: 0, gid: 0, mtime });
  let missing = size;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    missing -= chunk.length;
    if (missing < 0) break;
    yield chunk;
  }
  if (missing !== 0) throw new AppError('data_loss', 'the file has not the size that was said');
  yield tarPadding(size);
  yield tarEnd;
}

/** Known only where the folder can be opened from here. */
async function checkRoom(target: FilesTarget, { path, sizeBytes }: Upload): Promise<void> {
  const roots = await findRoots(target);
  if (roots.source !== 'process') return;
  const free = await withFolder(target, roots, splitPath(decodePath(path)), ({ folders: [folder] }) => {
    const { bavail, bsize } = statfsSync(folder?.fdPath ?? '/');
    return bavail * bsize;
  });
  if (sizeBytes <= free) return;
  throw new AppError('resource_exhausted', `the file has ${sizeBytes} bytes, and ${free} are free there`, {
    details: { size: sizeBytes, free },
  });
}

/** The engine does not take back what it wrote before it failed, and has no way to remove a file. */
async function tellRest(
  { connection, id }: FilesTarget,
  path: string,
  size: number,
  log: (text: string) => void,
): Promise<void> {
  const stat = await statPath(connection.api, id, path).catch(() => undefined);
  if (stat && stat.size !== size) log(`${path} was left with ${stat.size} of ${size} bytes`);
}
