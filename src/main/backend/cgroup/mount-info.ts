/** One mount of a cgroup hierarchy. */
export interface CgroupMount {
  readonly version: 1 | 2;
  /** What of the hierarchy is mounted, seen from the reader's cgroup namespace: `/`, `/docker/abc`, `/../..`. */
  readonly root: string;
  readonly mountPoint: string;
  /** Of v1: `cpu`, `cpuacct`, ... or `name=systemd`. */
  readonly controllers: readonly string[];
}

/** The cgroup mounts of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
export function parseCgroupMounts(text: string): CgroupMount[] {
  return text.split('\n').flatMap((line): CgroupMount[] => {
    const [head = '', tail = ''] = line.split(' - ');
    const [, , , root = '', mountPoint = ''] = head.split(' ');
    const [type, , options = ''] = tail.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') return [];
    return [
      {
        version: type === 'cgroup2' ? 2 : 1,
        root: unescapeOctal(root),
        mountPoint: unescapeOctal(mountPoint),
        controllers: type === 'cgroup' ? options.split(',') : [],
      },
    ];
  });
}

/** Space, tab, newline and backslash are written as \040, \011, \012 and \134. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_match, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/**
 * Where the cgroup `path` (of /proc/<pid>/cgroup) lies below a mount with `root`: `''` for the mount point itself,
 * undefined when it is not below it. Both are relative to the reader's cgroup namespace and begin with `/..` for what
 * lies above its root; such names can be compared only where both climb equally far.
 */
export function pathBelowMount(path: string, root: string): string | undefined {
  const own = split(path);
  const top = split(root);
  if (own.climbs !== top.climbs) return undefined;
  if (top.names.some((name, index) => own.names[index] !== name)) return undefined;
  return own.names
    .slice(top.names.length)
    .map((name) => `/${name}`)
    .join('');
}

function split(path: string): { readonly climbs: number; readonly names: readonly string[] } {
  const parts = path.split('/').filter((part) => part !== '');
  const climbs = parts.findIndex((part) => part !== '..');
  return climbs === -1 ? { climbs: parts.length, names: [] } : { climbs, names: parts.slice(climbs) };
}
