import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  type Stats,
} from 'node:fs';
import { AppError } from '../../../common/errors';

/** Linux: names a file without opening it, so that looking at a pipe or a device does nothing to it. */
export const pathOnly = 0o10000000;
const slash = 0x2f;

/**
 * A folder of somebody else's tree, held open. Every step goes one name down from an open folder and follows no link,
 * so whatever a container changes meanwhile, no step leads out of the tree. Linux only; calls are synchronous because
 * they take microseconds and come by the ten thousand: callers take turns with a `Pacer`.
 */
export class FolderHandle {
  readonly #fd: number;
  readonly #prefix: Buffer;
  /** Where it was reached: the path of the root and the names since, byte for byte. */
  readonly place: Buffer;
  #isOpen = true;

  private constructor(fd: number, place: Buffer) {
    this.#fd = fd;
    this.#prefix = Buffer.from(`/proc/self/fd/${fd}/`);
    this.place = place;
  }

  /** The root of a tree, whose path is trusted: links on the way to it are followed. @throws what `open` throws */
  static openRoot(path: string): FolderHandle {
    return new FolderHandle(openSync(path, constants.O_RDONLY | constants.O_DIRECTORY), Buffer.from(path));
  }

  /** A folder in this one. @throws ENOENT, ENOTDIR or ELOOP for what is no folder */
  openFolder(name: Buffer): FolderHandle {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    const fd = openSync(this.#at(name), flags);
    return new FolderHandle(fd, Buffer.concat([this.place, Buffer.from('/'), name]));
  }

  /** Another handle of the same folder, with a life of its own. */
  again(): FolderHandle {
    const fd = openSync(this.#prefix, constants.O_RDONLY | constants.O_DIRECTORY);
    return new FolderHandle(fd, this.place);
  }

  /** For calls that take a path, while it is open. */
  get fdPath(): string {
    return `/proc/self/fd/${this.#fd}`;
  }

  names(): Buffer[] {
    return readdirSync(this.#prefix, { encoding: 'buffer' });
  }

  /** Of what has this name, not of what a link leads to. Undefined: there is nothing. */
  lstat(name: Buffer): Stats | undefined {
    return lstatSync(this.#at(name), { throwIfNoEntry: false });
  }

  readlink(name: Buffer): Buffer {
    return readlinkSync(this.#at(name), { encoding: 'buffer' });
  }

  /**
   * A regular file, open for reading; the caller closes it.
   * @throws AppError failed_precondition for anything else
   */
  openFile(name: Buffer): { readonly fd: number; readonly stats: Stats } {
    const found = openSync(this.#at(name), pathOnly | constants.O_NOFOLLOW);
    try {
      const stats = fstatSync(found);
      if (!stats.isFile()) throw new AppError('failed_precondition', 'this is no regular file');
      // Leads to exactly what was looked at, whatever has its name by now.
      return { fd: openSync(`/proc/self/fd/${found}`, constants.O_RDONLY | constants.O_NONBLOCK), stats };
    } finally {
      closeSync(found);
    }
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#fd);
    this.#isOpen = false;
  }

  #at(name: Buffer): Buffer {
    const isStep = name.length > 0 && !name.includes(slash) && !name.includes(0) && !isDots(name);
    if (!isStep) throw new AppError('invalid_argument', 'a name with a slash is no step into a folder');
    return Buffer.concat([this.#prefix, name]);
  }
}

function isDots(name: Buffer): boolean {
  return name.length <= 2 && name.every((byte) => byte === 0x2e);
}

/** How overlay says that a lower layer's file is gone. */
export function isWhiteout(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === 0;
}
