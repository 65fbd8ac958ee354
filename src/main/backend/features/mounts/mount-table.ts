import { unescapeOctal } from '../../cgroup/mount-info';

/** A line of /proc/<pid>/mountinfo (proc_pid_mountinfo(5)). Paths are those of the process' own root. */
export interface MountLine {
  readonly id: number;
  /** The mount that it lies on. */
  readonly parent: number;
  /** What of its file system is mounted. */
  readonly root: string;
  readonly mountPoint: string;
  readonly options: readonly string[];
  readonly propagation: 'private' | 'shared' | 'slave' | 'unbindable';
  readonly fileSystem: string;
  /** A device, a share of a server, or any word. */
  readonly source: string;
  readonly superOptions: readonly string[];
}

/** Lines that are not understood are left out. */
export function parseMountTable(text: string): MountLine[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): MountLine | undefined {
  const words = line.split(' ');
  // Between the sixth word and the dash stand as many tags as there are.
  const dash = words.indexOf('-', 6);
  if (dash === -1) return undefined;
  const [id, parent, , root = '', mountPoint = '', options = ''] = words;
  const [fileSystem = '', source = '', superOptions = ''] = words.slice(dash + 1);
  if (!/^\d+$/.test(id ?? '') || !/^\d+$/.test(parent ?? '') || mountPoint === '') return undefined;
  return {
    id: Number(id),
    parent: Number(parent),
    root: unescapeOctal(root),
    mountPoint: unescapeOctal(mountPoint),
    options: options.split(','),
    propagation: propagationOf(words.slice(6, dash)),
    fileSystem,
    source: unescapeOctal(source),
    superOptions: superOptions === '' ? [] : superOptions.split(','),
  };
}

function propagationOf(tags: readonly string[]): MountLine['propagation'] {
  if (tags.some((tag) => tag.startsWith('shared:'))) return 'shared';
  if (tags.some((tag) => tag.startsWith('master:'))) return 'slave';
  return tags.includes('unbindable') ? 'unbindable' : 'private';
}

/** Whether a path is another one or below it. */
export function isAtOrBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(top.endsWith('/') ? top : `${top}/`);
}
