import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errnoOf } from '../platform/files';

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** Longer files are cut: they come from whoever made the image. */
const maxBytes = 1024 * 1024;

/**
 * A file in the root of a process, such as `['etc', 'passwd']`, as UTF-8. No link is followed at any step, because an
 * absolute link would lead out of the container into this machine: each folder is opened below the one before it, so
 * that nothing can be exchanged in between. Only plain files are read; a pipe or device does not block.
 * @returns undefined when it is not there, is a link or no plain file, or may not be read
 */
export function readInside(pid: number, path: readonly string[]): string | undefined {
  const folders = path.slice(0, -1);
  const name = path.at(-1);
  if (
    name === undefined ||
    path.some((part) => part === '' || part === '.' || part === '..' || part.includes('/'))
  )
    return undefined;
  const opened: number[] = [];
  const open = (at: string, flags: number): number => {
    const descriptor = openSync(at, flags | O_RDONLY);
    opened.push(descriptor);
    return descriptor;
  };
  try {
    // The root itself is the kernel's own link, which is followed on purpose.
    let folder = open(`/proc/${pid}/root`, O_DIRECTORY);
    for (const part of folders) folder = open(`/proc/self/fd/${folder}/${part}`, O_DIRECTORY | O_NOFOLLOW);
    const file = open(`/proc/self/fd/${folder}/${name}`, O_NOFOLLOW | O_NONBLOCK);
    return fstatSync(file).isFile() ? readBounded(file) : undefined;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function readBounded(descriptor: number): string {
  const buffer = Buffer.alloc(maxBytes);
  let length = 0;
  for (;;) {
    const bytes = readSync(descriptor, buffer, length, maxBytes - length, length);
    length += bytes;
    if (bytes === 0 || length === maxBytes) return buffer.toString('utf8', 0, length);
  }
}
