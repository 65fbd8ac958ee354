import type { TreeLines } from './final-tree';

/** What engines put into a container when they create it. */
const madeByEngine: ReadonlySet<string> = new Set([
  ...['.dockerenv', 'dev', 'etc', 'etc/hostname', 'etc/hosts', 'etc/mtab', 'etc/resolv.conf', 'proc', 'sys'],
  ...['run', 'run/.containerenv'],
]);

/** Paths that are not the same in the layers and in a container, apart from what every container gets. */
export function differences(seen: TreeLines, exported: TreeLines, withContent = true): readonly string[] {
  const plain = (line: string | undefined) => (withContent ? line : line?.replace(/[0-9a-f]{64}$/, ''));
  return [...new Set([...seen.keys(), ...exported.keys()])]
    .filter((path) => !madeByEngine.has(path) && !path.startsWith('dev/'))
    .filter((path) => plain(seen.get(path)) !== plain(exported.get(path)))
    .map((path) => `${path}: ${seen.get(path)} in the layers, ${exported.get(path)} in the container`);
}
