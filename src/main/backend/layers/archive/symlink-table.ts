import { posix } from 'node:path';
import type { TarEntry } from '../tar/tar-entry';

/** Links inside of an image archive: a layer that several images have is stored once and linked to. */
export class SymlinkTable {
  readonly #targets = new Map<string, string>();

  /** The name of an entry as metadata write it; undefined for a link, which is kept. */
  take(entry: TarEntry): string | undefined {
    const name = normal(entry.name.toString('utf8'));
    if (!entry.linkName) return name;
    const link = entry.linkName.toString('utf8');
    const target = entry.kind === 'symlink' ? posix.join(posix.dirname(name), link) : link;
    this.#targets.set(name, normal(target));
    return undefined;
  }

  /** Follows links, at most 16 of them. */
  resolve(name: string): string {
    let at = normal(name);
    for (let step = 0; step < 16; step += 1) {
      const next = this.#targets.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }
}

function normal(name: string): string {
  return posix.normalize(`/${name}`).slice(1);
}
