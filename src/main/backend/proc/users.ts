import type { CgroupFiles } from '../cgroup/cgroup-files';
import { type IdRange, parseIdMap } from '../cgroup/proc-text';

/** Ids by which /etc/passwd has a name; the first line of an id counts. Broken lines are skipped. */
export function parsePasswd(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name = '', , id = ''] = line.split(':');
    if (name === '' || name.length > 256 || !/^\d{1,10}$/.test(id)) continue;
    if (!names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}

/** The id inside of the namespace whose map this is (user_namespaces(7)); undefined when it has none there. */
export function toInsideId(map: readonly IdRange[], outsideId: number): number | undefined {
  const range = map.find(({ outside, length }) => outsideId >= outside && outsideId < outside + length);
  return range && range.inside + outsideId - range.outside;
}

/** The users or groups of a process' user namespace; undefined when it has ended or may not be read. */
export function readIdMap(
  files: CgroupFiles,
  pid: number,
  name: 'uid_map' | 'gid_map',
): IdRange[] | undefined {
  const file = files.read(`/proc/${pid}/${name}`);
  return file.kind === 'text' ? parseIdMap(file.text) : undefined;
}
