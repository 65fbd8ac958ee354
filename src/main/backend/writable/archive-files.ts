import type { Readable } from 'node:stream';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import { openTarEntry } from '../layers/source/tar-content';

/**
 * A path of a container as the engine's archive: a file, or a folder with all that is in it, with owners and modes.
 * @throws AppError not_found
 */
export function openArchive(
  api: EngineApi,
  id: string,
  path: string,
  signal?: AbortSignal,
): Promise<Readable> {
  const query = { path };
  return api.read({ path: enginePath`/containers/${id}/archive`, query, signal, timeoutMs: 0 });
}

/** The content of a regular file of a container. */
export async function openArchivedFile(
  api: EngineApi,
  id: string,
  path: string,
  signal?: AbortSignal,
): Promise<Readable> {
  const archive = await openArchive(api, id, path, signal);
  const content = openTarEntry(archive as AsyncIterable<Buffer>, 0);
  content.once('close', () => archive.destroy());
  return content;
}

/** Unpacks an archive into a folder of a container. Owners of entries are kept. */
export async function putArchive(
  api: EngineApi,
  id: string,
  path: string,
  archive: Readable,
  signal?: AbortSignal,
): Promise<void> {
  const answer = await api.write(
    {
      method: 'PUT',
      path: enginePath`/containers/${id}/archive`,
      query: { path, noOverwriteDirNonDir: true },
      headers: { 'content-type': 'application/x-tar' },
      signal,
      timeoutMs: 0,
    },
    archive,
  );
  for await (const _chunk of answer) {
    // Read to its end: the engine reports what went wrong before.
  }
}
