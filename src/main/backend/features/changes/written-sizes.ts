import type { WrittenSize } from '../../../../common/contract/changes';
import type { EngineConnection } from '../../engine/engine-connection';
import { Pacer } from '../../layers/pacer';
import { inspectPlace, overlayPlaceOf } from '../../writable/container-place';
import { FolderHandle } from '../../writable/folder-handle';
import { tryOpen } from '../../writable/overlay-lowers';

/** Milliseconds for which a size is good. */
const maxAgeMs = 60_000;
/** Milliseconds that one call may take; what is not reached is unknown until the next one. */
const budgetMs = 1000;
const maxDepth = 150;
/** Containers remembered; the oldest are forgotten first. */
const maxKept = 5000;

interface Known {
  readonly bytes: number | undefined;
  readonly at: number;
}

/** What containers wrote, from their upper folders alone. The engine is asked once for each container, where its folder is. */
export class WrittenSizes {
  readonly #known = new Map<string, Known>();
  /** A container keeps its folder for life; undefined where it cannot be read. */
  readonly #uppers = new Map<string, string | undefined>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(
    connection: EngineConnection,
    ids: readonly string[],
    isLocal: boolean,
    signal: AbortSignal,
  ): Promise<WrittenSize[]> {
    if (!isLocal) return ids.map((id) => ({ id }));
    const end = this.#now() + budgetMs;
    for (const id of ids) {
      const key = `${connection.id} ${id}`;
      const old = this.#known.get(key);
      if (old && this.#now() - old.at < maxAgeMs) continue;
      if (this.#now() > end) break;
      this.#known.delete(key);
      const bytes = await this.#measure(connection, id, end, signal).catch(() => undefined);
      signal.throwIfAborted();
      this.#known.set(key, { bytes, at: this.#now() });
    }
    for (const kept of [this.#known, this.#uppers])
      for (const key of kept.keys()) if (kept.size > maxKept) kept.delete(key);
    return ids.map((id) => {
      const bytes = this.#known.get(`${connection.id} ${id}`)?.bytes;
      return bytes === undefined ? { id } : { id, bytes };
    });
  }

  async #measure(
    connection: EngineConnection,
    id: string,
    end: number,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const upper = await this.#upperOf(connection, id, signal);
    if (upper === undefined) return undefined;
    const root = FolderHandle.openRoot(upper);
    try {
      const sum = new UpperSum(new Pacer(signal), () => this.#now() > end);
      await sum.folder(root, 0);
      return sum.isWhole ? sum.bytes : undefined;
    } finally {
      root.close();
    }
  }

  async #upperOf(connection: EngineConnection, id: string, signal: AbortSignal): Promise<string | undefined> {
    const key = `${connection.id} ${id}`;
    if (this.#uppers.has(key)) return this.#uppers.get(key);
    const place = overlayPlaceOf(await inspectPlace(connection.api, id, signal), true);
    const upper = 'none' in place ? undefined : place.upper;
    this.#uppers.set(key, upper);
    return upper;
  }
}

class UpperSum {
  bytes = 0;
  isWhole = true;
  readonly #pacer: Pacer;
  readonly #isOver: () => boolean;
  readonly #links = new Set<number>();

  constructor(pacer: Pacer, isOver: () => boolean) {
    this.#pacer = pacer;
    this.#isOver = isOver;
  }

  async folder(folder: FolderHandle, depth: number): Promise<void> {
    for (const name of folder.names()) {
      if (this.#pacer.isDue) await this.#pacer.turn();
      if (this.#isOver()) this.isWhole = false;
      if (!this.isWhole) return;
      const stats = folder.lstat(name);
      if (stats?.isDirectory()) {
        const child = depth < maxDepth ? tryOpen(folder, name) : undefined;
        if (!child) this.isWhole = false;
        await (child && this.folder(child, depth + 1).finally(() => child.close()));
      } else if (stats?.isFile() && !(stats.nlink > 1 && this.#links.has(stats.ino))) {
        this.bytes += stats.size;
        if (stats.nlink > 1) this.#links.add(stats.ino);
      }
    }
  }
}
