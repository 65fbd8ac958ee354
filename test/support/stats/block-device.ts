import { readFileSync, statSync } from 'node:fs';

/** The device under a folder, such as /dev/vda; undefined where there is none (tmpfs, overlay, btrfs). */
export function blockDeviceOf(folder: string): string | undefined {
  const { dev } = statSync(folder);
  // glibc's way to put both numbers in one.
  const major = (dev >> 8) & 0xfff;
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00);
  try {
    const text = readFileSync(`/sys/dev/block/${major}:${minor}/uevent`, 'utf8');
    const name = /^DEVNAME=(.+)$/m.exec(text)?.[1];
    return name === undefined ? undefined : `/dev/${name}`;
  } catch {
    return undefined;
  }
}
