import type { ListUpdate } from '../../../../../../src/main/backend/engine/resource-list/list-watcher';
import type { ResourceSource } from '../../../../../../src/main/backend/engine/resource-list/resource-source';

export interface Thing {
  readonly id: string;
  readonly text: string;
}

/** The truth of a pretended engine, and how often and for what it was asked. */
export class ScriptedEngine {
  readonly things = new Map<string, string>();
  readonly requests: ('all' | readonly string[])[] = [];
  /** Milliseconds until an answer leaves; the answer is what was true when the question came. */
  latency = 5;
  failure: Error | undefined;

  readonly source: ResourceSource<Thing> = {
    resource: 'containers',
    keyOf: (thing) => thing.id,
    listAll: (_connection, signal) => this.answer('all', signal),
    listSome: (_connection, ids, signal) => this.answer(ids, signal),
  };

  private async answer(what: 'all' | readonly string[], signal: AbortSignal): Promise<readonly Thing[]> {
    this.requests.push(what);
    const failure = this.failure;
    const found = [...this.things]
      .filter(([id]) => what === 'all' || what.includes(id))
      .map(([id, text]) => ({ id, text }));
    await new Promise<void>((resolve, reject) => {
      setTimeout(resolve, this.latency);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    if (failure) throw failure;
    return found;
  }
}

/** What a page would have after these updates. Throws where an update does not fit what came before. */
export class Page {
  readonly items = new Map<string, Thing>();
  readonly updates: ListUpdate<Thing>[] = [];
  stale = false;

  apply(update: ListUpdate<Thing>): void {
    this.updates.push(update);
    if (update.kind === 'stale') {
      this.stale = true;
      return;
    }
    if (update.kind === 'snapshot') {
      this.stale = false;
      this.items.clear();
      for (const item of update.items) this.items.set(item.id, item);
      return;
    }
    if (this.stale) throw new Error('a change came while the list was stale');
    for (const id of update.removed) {
      if (!this.items.delete(id)) throw new Error(`removed ${id}, which the page never had`);
    }
    for (const item of update.upserted) {
      if (this.items.get(item.id)?.text === item.text) throw new Error(`${item.id} did not change`);
      this.items.set(item.id, item);
    }
  }

  get kinds(): readonly string[] {
    return this.updates.map((update) => update.kind);
  }

  get texts(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.items.values()].map((item) => [item.id, item.text]));
  }
}

/** Reads everything as it comes, until the stream ends. */
export function readInto(page: Page, updates: AsyncGenerator<ListUpdate<Thing>>): Promise<void> {
  return (async () => {
    for await (const update of updates) page.apply(update);
  })();
}
