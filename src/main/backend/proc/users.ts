import type { IdRange } from '../cgroup/proc-text';

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
