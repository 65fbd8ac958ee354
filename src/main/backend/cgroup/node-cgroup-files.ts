import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { errnoOf } from '../platform/files';
import type { CgroupFiles, FileFailure, FileText, OpenFile } from './cgroup-files';

/** Longer than any file that is read here; memory.stat of a big machine has 3 kB. What is more is not read. */
const bufferBytes = 256 * 1024;

/** The files of this machine. All reads share one buffer: nothing here may be called from another thread. */
export function createNodeCgroupFiles(): CgroupFiles {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  const open = (path: string): OpenFile => new NodeFile(path, buffer);
  return {
    open,
    read: (path) => {
      const file = open(path);
      const text = file.read();
      file.close();
      return text;
    },
    readLink: (path) => attempt(() => readlinkSync(path)),
    list: (path) => {
      try {
        return readdirSync(path);
      } catch {
        return [];
      }
    },
  };
}

class NodeFile implements OpenFile {
  readonly path: string;
  readonly #buffer: Buffer;
  #descriptor: number | undefined;
  #failure: FileText | undefined;

  constructor(path: string, buffer: Buffer) {
    this.path = path;
    this.#buffer = buffer;
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (error) {
      this.#failure = failed(error);
    }
  }

  read(): FileText {
    if (this.#descriptor === undefined) return this.#failure ?? { kind: 'failed', reason: 'ended' };
    const descriptor = this.#descriptor;
    return attempt(() => this.#readFrom(descriptor));
  }

  /** From position 0: the kernel makes the text anew. A long one (cgroup.procs) comes in pieces. */
  #readFrom(descriptor: number): string {
    let length = 0;
    while (length < this.#buffer.length) {
      const bytes = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, length);
      length += bytes;
      // The kernel fills its page but for a last record that did not fit; less than that is all there is.
      if (bytes < 3072) break;
    }
    return this.#buffer.toString('latin1', 0, length);
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function attempt(action: () => string): FileText {
  try {
    return { kind: 'text', text: action() };
  } catch (error) {
    return failed(error);
  }
}

const reasons: Readonly<Record<string, FileFailure>> = {
  ENOENT: 'not_offered',
  ENOTDIR: 'not_offered',
  EOPNOTSUPP: 'not_offered',
  ENOTSUP: 'not_offered',
  ENODEV: 'ended',
  ESRCH: 'ended',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
};

/** Why a file of the kernel could not be read. */
export function failed(error: unknown): FileText {
  return { kind: 'failed', reason: reasons[errnoOf(error) ?? ''] ?? 'unreadable' };
}
