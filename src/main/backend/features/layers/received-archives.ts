import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransferTicket } from '../../../../common/contract/shared';
import { toFileError } from '../../platform/files';
import type { Logger } from '../../platform/platform';
import { isProcessAlive } from '../../platform/process-alive';
import { startUploadJob, type TransferDeps } from '../../transfers/transfer-job';

export interface ReceiveOptions {
  readonly fileName: string;
  readonly sizeBytes?: number | undefined;
}

/** What a file may be called on every system. */
const unsafe = /[^A-Za-z0-9._-]+/g;
const maxNameLength = 100;

/**
 * Archives that a page sends because only it knows the file: a browser gives a page the content of a dropped file, but
 * never its path. They are copied to a folder of this process, and go with it; those of a crash at the next start.
 */
export class ReceivedArchives {
  readonly #folder: string;
  readonly #own: string;
  readonly #logger: Pick<Logger, 'warn'>;

  constructor(folder: string, logger: Pick<Logger, 'warn'>) {
    this.#folder = folder;
    this.#own = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
    this.#logger = logger;
  }

  /** `file` is complete when the job has succeeded; a job that fails or is canceled leaves nothing. */
  receive(deps: TransferDeps, { fileName, sizeBytes }: ReceiveOptions): TransferTicket & { file: string } {
    const name = fileName.replace(unsafe, '-').slice(-maxNameLength) || 'image.tar';
    const folder = path.join(this.#own, randomBytes(6).toString('hex'));
    const file = path.join(folder, name);
    const ticket = startUploadJob(deps, {
      kind: 'image.receive',
      subjects: [{ id: fileName, name: fileName }],
      sizeBytes,
      accept: async (body, { signal }) => {
        const bytes = await this.#write(body, folder, file, signal);
        return { kind: 'bytes', bytes };
      },
    });
    return { ...ticket, file };
  }

  async #write(body: Readable, folder: string, file: string, signal: AbortSignal): Promise<number> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const output = createWriteStream(file, { mode: 0o600, flags: 'wx' });
      await pipeline(body, output, { signal });
      return output.bytesWritten;
    } catch (thrown) {
      await rm(folder, { recursive: true, force: true });
      if (signal.aborted) throw thrown;
      throw toFileError(thrown, `keep the archive in ${folder}`, file);
    }
  }

  /** What processes that have ended left behind. */
  async removeStale(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const pid = Number.parseInt(name, 10);
      if (pid > 0 && isProcessAlive(pid)) continue;
      await this.#remove(path.join(this.#folder, name));
    }
  }

  async dispose(): Promise<void> {
    await this.#remove(this.#own);
  }

  async #remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true }).catch((thrown: unknown) =>
      this.#logger.warn('received archives cannot be removed', { folder, reason: String(thrown) }),
    );
  }
}
