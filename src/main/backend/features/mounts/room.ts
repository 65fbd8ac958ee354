import { closeSync, constants, openSync, readFileSync, statfsSync } from 'node:fs';
import type { FileSystemRoom, RoomMissing } from '../../../../common/contract/mounts';
import { errnoOf } from '../../platform/files';
import { pathOnly } from '../../writable/folder-handle';
import { isAtOrBelow, type MountLine } from './mount-table';

/** File systems that ask a server or a program for each answer: one that is gone would hold Estiba up. */
const askOthers =
  /^(nfs\d?|cifs|smb3|smbfs|9p|ceph|glusterfs|lustre|beegfs|gfs2|ocfs2|orangefs|coda|afs|autofs|fuse|fuseblk|fuse\..+)$/;

/** The overlay of rootless engines: the container's root itself, without which nothing of it runs. */
const ownFuse = 'fuse.fuse-overlayfs';

/** Destinations that must not be walked into. */
export function blockedPlaces(lines: readonly MountLine[]): readonly string[] {
  return lines
    .filter(({ fileSystem }) => askOthers.test(fileSystem) && fileSystem !== ownFuse)
    .map(({ mountPoint }) => mountPoint);
}

export type RoomAnswer = FileSystemRoom | { readonly missing: RoomMissing };

/** The room of one mount, asked in the process' own root. */
export type AskRoom = (line: MountLine) => RoomAnswer;

/** Answers for the mounts of one process, as long as it lives. */
export function roomAsker(pid: number, blocked: readonly string[]): AskRoom {
  return ({ id, mountPoint }) => {
    if (blocked.some((place) => isAtOrBelow(mountPoint, place))) return { missing: 'network_file_system' };
    try {
      return askAt(pid, id, mountPoint);
    } catch (error) {
      return { missing: missings[errnoOf(error) ?? ''] ?? 'unreadable' };
    }
  };
}

const missings: Readonly<Record<string, RoomMissing>> = {
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  ESRCH: 'ended',
  // Another mount lies over a part of the way.
  ENOENT: 'hidden',
  ENOTDIR: 'hidden',
  ELOOP: 'hidden',
};

/** Goes down name by name and follows no link: what a container puts in the way leads nowhere else. */
function askAt(pid: number, mountId: number, mountPoint: string): RoomAnswer {
  // The root itself is the kernel's own link, which is followed on purpose.
  let place = openSync(`/proc/${pid}/root`, constants.O_RDONLY | constants.O_DIRECTORY | pathOnly);
  try {
    for (const name of mountPoint.split('/').filter((part) => part !== '')) {
      const next = openSync(`/proc/self/fd/${place}/${name}`, pathOnly | constants.O_NOFOLLOW);
      closeSync(place);
      place = next;
    }
    if (mountIdOf(place) !== mountId) return { missing: 'hidden' };
    return toRoom(statfsSync(`/proc/self/fd/${place}`));
  } finally {
    closeSync(place);
  }
}

/** proc_pid_fdinfo(5): the mount that an open file is in, by the number of mountinfo. */
function mountIdOf(descriptor: number): number | undefined {
  const match = /^mnt_id:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'));
  return match ? Number(match[1]) : undefined;
}

interface Statfs {
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

/** As df(1) counts: used is what is not free; what is reserved for root is neither used nor available. */
export function toRoom({ bsize, blocks, bfree, bavail, files, ffree }: Statfs): FileSystemRoom {
  return {
    totalBytes: blocks * bsize,
    usedBytes: Math.max(0, blocks - bfree) * bsize,
    availableBytes: Math.max(0, bavail) * bsize,
    ...(files > 0 ? { files: { total: files, free: ffree } } : {}),
  };
}
