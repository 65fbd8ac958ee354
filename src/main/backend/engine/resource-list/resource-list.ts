import { isDeepStrictEqual } from 'node:util';
import type { EngineState } from '../../../../common/contract/engines';
import { isCanceled, toWireError, type WireError } from '../../../../common/errors';
import type { Logger } from '../../platform/platform';
import type { ConnectionSignal, EngineConnection } from '../engine-connection';
import { DirtySet, type DirtyWork } from './dirty-set';
import { dirtyMarks } from './event-table';
import { LateItems } from './late-items';
import { ListSchedule, listTimes } from './list-schedule';
import { type ListState, type ListUpdate, ListWatcher } from './list-watcher';
import type { ResourceSource } from './resource-source';

/** With more changed objects than this, one full list is cheaper than a filtered one. */
const filterLimit = 32;

export interface ResourceListOptions<Item> {
  readonly connection: EngineConnection;
  readonly source: ResourceSource<Item>;
  readonly logger: Logger;
  readonly now: () => number;
}

/**
 * One list of one engine, kept right by the engine's events: no polling, and no timer while nothing happens. Starts
 * with its first watcher and stops 30 s after its last one. An object marked dirty while a list is in flight is
 * listed again, so the list is right at the end of every burst.
 */
export class ResourceList<Item> {
  private state: ListState<Item> = { kind: 'loading', version: 0 };
  private items: ReadonlyMap<string, Item> = new Map();
  private readonly dirty = new DirtySet(filterLimit);
  private readonly schedule = new ListSchedule();
  private readonly late = new LateItems<Item>((id) => {
    this.dirty.mark(id);
    this.plan();
  });
  private readonly watchers = new Set<ListWatcher<Item>>();
  /** Present while connected; aborted when the connection is lost. */
  private epoch: AbortController | undefined;
  private listing = false;
  private timer: NodeJS.Timeout | undefined;
  private lingering: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly options: ResourceListOptions<Item>) {}

  get connection(): EngineConnection {
    return this.options.connection;
  }

  /** The items while the list is live and right, else undefined. */
  known(): ReadonlyMap<string, Item> | undefined {
    return this.state.kind === 'fresh' ? this.state.items : undefined;
  }

  /** See `listEvent` in the contract. Ends when the signal is aborted or the consumer returns. */
  async *watch(signal: AbortSignal): AsyncGenerator<ListUpdate<Item>, void, undefined> {
    const watcher = new ListWatcher<Item>();
    this.enter(watcher);
    try {
      while (!signal.aborted && !watcher.closed) {
        const event = watcher.take(this.state);
        if (event) yield event;
        else await watcher.wait(signal);
      }
    } finally {
      this.leave(watcher);
    }
  }

  /** Stops at once and ends the streams of its watchers. The next watcher starts it again. */
  stop(): void {
    for (const watcher of this.watchers) watcher.close();
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    clearTimeout(this.lingering);
    this.disconnect();
    this.items = new Map();
    this.state = { kind: 'loading', version: this.state.version + 1 };
  }

  private enter(watcher: ListWatcher<Item>): void {
    this.watchers.add(watcher);
    clearTimeout(this.lingering);
    this.unsubscribe ??= this.options.connection.subscribe((signal) => this.receive(signal));
  }

  private leave(watcher: ListWatcher<Item>): void {
    this.watchers.delete(watcher);
    if (this.watchers.size > 0) return;
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => this.stop(), listTimes.linger).unref();
  }

  private receive(signal: ConnectionSignal): void {
    switch (signal.kind) {
      case 'connected':
        this.disconnect();
        this.epoch = new AbortController();
        this.dirty.mark();
        this.run(this.epoch);
        return;
      case 'lost':
        this.disconnect();
        this.becomeStale(errorOf(signal.state));
        return;
      case 'event': {
        const marks = dirtyMarks(signal.event).filter(
          (mark) => mark.resource === this.options.source.resource,
        );
        if (marks.length === 0) return;
        for (const mark of marks) this.dirty.mark(mark.id);
        const holds = this.options.source.promised?.(signal.event);
        if (holds && signal.event.actorId) this.late.promise(signal.event.actorId, holds);
        this.plan();
        return;
      }
    }
  }

  private disconnect(): void {
    this.epoch?.abort();
    this.epoch = undefined;
    this.listing = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.dirty.clear();
    this.late.clear();
    this.schedule.reset();
  }

  /** Sees to it that what is dirty will be listed. */
  private plan(): void {
    const epoch = this.epoch;
    if (!epoch || this.listing || this.timer || this.dirty.isEmpty) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.run(epoch);
    }, this.schedule.delay(this.options.now())).unref();
  }

  private run(epoch: AbortController): void {
    this.listing = true;
    this.schedule.started(this.options.now());
    void this.list(this.dirty.take(), epoch.signal).then(
      (items) => this.settle(epoch, () => this.succeed(items)),
      (error: unknown) => this.settle(epoch, () => this.fail(error)),
    );
  }

  /** Answers of a connection that is gone do not count. */
  private settle(epoch: AbortController, apply: () => void): void {
    if (epoch !== this.epoch) return;
    this.listing = false;
    apply();
    this.plan();
  }

  private async list(work: DirtyWork, signal: AbortSignal): Promise<ReadonlyMap<string, Item>> {
    const { source, connection } = this.options;
    // A stale list has unknown gaps: only a full one mends it.
    if (work.scope === 'all' || this.state.kind !== 'fresh' || !source.listSome) {
      return this.reconcile(new Map(), await source.listAll(connection, signal));
    }
    const found = await source.listSome(connection, work.ids, signal);
    const target = new Map(this.items);
    const present = new Set(found.map((item) => source.keyOf(item)));
    for (const id of work.ids) if (!present.has(id)) target.delete(id);
    return this.reconcile(target, found);
  }

  /** Adds the found items to `target`, each as the known object where nothing changed. */
  private reconcile(target: Map<string, Item>, found: readonly Item[]): ReadonlyMap<string, Item> {
    const { source } = this.options;
    const choose = source.reconcile ?? keepIfEqual;
    for (const item of found) {
      const key = source.keyOf(item);
      const previous = this.items.get(key);
      target.set(key, previous === undefined ? item : choose(previous, item));
    }
    return target;
  }

  private succeed(items: ReadonlyMap<string, Item>): void {
    const now = this.options.now();
    this.schedule.succeeded(now);
    this.items = items;
    this.late.check(items);
    this.change({ kind: 'fresh', version: this.state.version + 1, items, at: now });
  }

  private fail(error: unknown): void {
    this.schedule.failed(this.options.now());
    this.dirty.mark();
    if (!isCanceled(error)) {
      this.options.logger.warn('list failed', {
        resource: this.options.source.resource,
        error: String(error),
      });
    }
    this.becomeStale(toWireError(error));
  }

  private becomeStale(error: WireError | undefined): void {
    const before = this.state;
    if (before.kind === 'stale' && isDeepStrictEqual(before.error, error)) return;
    const since = before.kind === 'stale' ? before.since : this.options.now();
    this.change({ kind: 'stale', version: before.version + 1, since, error });
  }

  private change(state: ListState<Item>): void {
    this.state = state;
    for (const watcher of this.watchers) watcher.notify();
  }
}

function errorOf(state: EngineState): WireError | undefined {
  return state.kind === 'unreachable' ? state.error : undefined;
}

function keepIfEqual<Item>(previous: Item, next: Item): Item {
  return isDeepStrictEqual(previous, next) ? previous : next;
}
