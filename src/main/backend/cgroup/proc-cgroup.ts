/** One line of /proc/<pid>/cgroup. */
export interface ProcCgroup {
  /** Empty for v2. */
  readonly controllers: readonly string[];
  readonly path: string;
  /** The cgroup was removed while the process was still in it. */
  readonly deleted: boolean;
}

const deletedMark = ' (deleted)';

/** `4:memory:/docker/abc` of v1, `0::/system.slice/docker-abc.scope` of v2 (cgroups(7)). A path may hold colons. */
export function parseProcCgroup(text: string): ProcCgroup[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\d+:([^:]*):(.*)$/.exec(line);
    if (!match) return [];
    const [, controllers = '', written = ''] = match;
    const deleted = written.endsWith(deletedMark);
    return [
      {
        controllers: controllers === '' ? [] : controllers.split(','),
        path: deleted ? written.slice(0, -deletedMark.length) : written,
        deleted,
      },
    ];
  });
}
