import type { TransferTicket } from '../../../common/contract/shared';
import type { EngineApi } from '../engine/engine-api';
import { startDownloadJob, type TransferDeps } from '../transfers/transfer-job';
import { openArchive, openArchivedFile } from './archive-files';
import { statPath } from './archive-stat';

export interface CopyOut {
  readonly engineId: string;
  readonly id: string;
  /** Absolute, in the container. */
  readonly path: string;
}

/** A download of a file of a container as itself, or of anything else as .tar with owners and modes. */
export function startPathDownload(deps: TransferDeps, api: EngineApi, what: CopyOut): TransferTicket {
  const { engineId, id, path } = what;
  const name = safeName(path.split('/').at(-1) ?? '') || 'files';
  return startDownloadJob(deps, {
    kind: 'container.copyOut',
    engineId,
    subjects: [{ id, name: path }],
    open: async ({ signal }) => {
      const { kind, size } = await statPath(api, id, path, signal);
      const body = await (kind === 'file' ? openArchivedFile : openArchive)(api, id, path, signal);
      return kind === 'file'
        ? { fileName: name, contentType: 'application/octet-stream', sizeBytes: size, body }
        : { fileName: `${name}.tar`, contentType: 'application/x-tar', body };
    },
  });
}

/** A name that any system takes: the user's side saves the file under it. */
export function safeName(name: string): string {
  return name
    .replace(/[^\p{L}\p{N} ._+=@~-]+/gu, '-')
    .replace(/^[.\s-]+/, '')
    .slice(0, 100);
}
