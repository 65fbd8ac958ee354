import { isDeepStrictEqual } from 'node:util';
import type { ContainerSummary } from '../../../../common/contract/containers';
import type {
  ContainerProfile,
  ContainerSample,
  HostSample,
  StatsBatch,
  StatsHistory,
} from '../../../../common/contract/stats';
import { type HostSize, readHostSize } from '../../cgroup/effective-limits';
import { HistoryRing } from '../../cgroup/history-ring';
import { createHostMeter } from '../../cgroup/host-usage';
import type { ResourceLists } from '../../engine/resource-list/resource-lists';
import { Wakeup } from '../../platform/wakeup';
import { ContainerSet, type ContainerSetOptions, type Source } from './container-set';
import { followRunning } from './running-containers';
import { sumSamples } from './totals';

export interface EngineStatsOptions extends Omit<ContainerSetOptions, 'signal'> {
  readonly lists: Pick<ResourceLists<ContainerSummary>, 'watch'>;
}

/** While somebody watches. */
const tickMs = 1000;
/** One point of the history, and how often is looked at what seldom changes. */
const ticksPerPoint = 5;
const pointsKept = 720;
/** Limits of ancestors and the process' identity are looked at every 30 s; the container's own after each update. */
const pointsPerCheck = 6;
/** Also of containers that have ended; the oldest go. */
const ringsKept = 500;
/** A clock that jumps by more than this was not just late. */
const jumpMs = 3000;

interface Watcher {
  /** Undefined: all. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly delivered: Map<string, number>;
  readonly profiles: Map<string, ContainerProfile>;
  resumed: boolean;
}

/** What a sweep does with a container. */
interface Due {
  readonly isSeen: boolean;
  readonly isPoint: boolean;
  readonly isCheck: boolean;
  readonly host: HostSize | undefined;
}

/**
 * The samples of one engine's containers. One sweep per second serves all who watch, and reads only what they see; every
 * fifth second all containers are read for the history, also when nobody watches. Begins with the first look at the
 * engine and goes on until it is disposed.
 */
export class EngineStats {
  readonly #options: EngineStatsOptions;
  readonly #life = new AbortController();
  readonly #set: ContainerSet;
  readonly #watchers = new Set<Watcher>();
  readonly #rings = new Map<string, HistoryRing>();
  readonly #profiles = new Map<string, ContainerProfile>();
  readonly #swept = new Wakeup();
  readonly #hostMeter: (() => HostSample) | undefined;
  #host: HostSample | undefined;
  /** Containers whose limits were changed. */
  readonly #stale = new Set<string>();
  readonly #unsubscribe: () => void;
  #tick = 0;
  #points = 0;
  #timer: NodeJS.Timeout | undefined;
  #lastWall = 0;
  #lastMonotonic = 0;

  constructor(options: EngineStatsOptions) {
    this.#options = options;
    const { signal } = this.#life;
    this.#set = new ContainerSet({ ...options, signal });
    this.#hostMeter = options.files && createHostMeter(options.files, options.clocks.monotonic);
    const { connection, lists, logger } = options;
    void followRunning({
      engineId: connection.id,
      lists,
      logger,
      signal,
      onChange: (ids) => this.#set.setRunning(ids),
    });
    this.#unsubscribe = connection.subscribe((happened) => {
      if (happened.kind === 'event' && happened.event.action === 'update')
        this.#stale.add(happened.event.actorId);
    });
    this.#schedule();
  }

  sourceOf(id: string): Source | undefined {
    return this.#set.sources.get(id);
  }

  history(ids: readonly string[]): StatsHistory[] {
    return ids.flatMap((id) => this.#rings.get(id)?.read(id) ?? []);
  }

  async *watch(ids: readonly string[] | undefined, signal: AbortSignal): AsyncGenerator<StatsBatch> {
    const watcher: Watcher = {
      ids: ids && new Set(ids),
      delivered: new Map(),
      profiles: new Map(),
      resumed: false,
    };
    this.#watchers.add(watcher);
    const ended = AbortSignal.any([signal, this.#life.signal]);
    // At once, not in a second: what is known already, and the first reading of what is not.
    if (this.#watchers.size === 1) this.#schedule(0);
    else yield this.#batchFor(watcher);
    try {
      while (!ended.aborted) {
        await this.#swept.sleep(ended);
        if (!ended.aborted) yield this.#batchFor(watcher);
      }
    } finally {
      this.#watchers.delete(watcher);
      this.#stopUnwatched();
    }
  }

  #schedule(delayMs?: number): void {
    clearTimeout(this.#timer);
    if (this.#life.signal.aborted) return;
    const everyMs = this.#watchers.size > 0 ? tickMs : tickMs * ticksPerPoint;
    this.#timer = setTimeout(() => {
      const startedAt = this.#options.clocks.monotonic();
      this.#sweep();
      // The time of the sweep itself is part of the period.
      this.#schedule(Math.max(0, everyMs - (this.#options.clocks.monotonic() - startedAt)));
    }, delayMs ?? everyMs);
    this.#timer.unref();
  }

  /** Reads what is looked at, and everything when a point of the history is due. */
  #sweep(): void {
    this.#noticeSleep();
    this.#set.openMissing();
    const isPoint = this.#watchers.size === 0 || this.#tick % ticksPerPoint === 0;
    const isCheck = isPoint && this.#points++ % pointsPerCheck === 0;
    const { files } = this.#options;
    const host = files && isPoint ? readHostSize(files) : undefined;
    for (const [id, source] of [...this.#set.sources]) {
      const due = { isSeen: this.#isSeen(id), isPoint, isCheck, host };
      if (source.kind === 'engine') this.#readApi(source, due);
      else if (!this.#readCgroup(id, source, due)) this.#set.drop(id);
    }
    if (isPoint) this.#forgetOldest();
    this.#host = this.#hostMeter?.();
    this.#tick++;
    this.#swept.wake();
  }

  #isSeen(id: string): boolean {
    for (const { ids } of this.#watchers) if (!ids || ids.has(id)) return true;
    return false;
  }

  /** False when the container has ended. */
  #readCgroup(id: string, { sampler }: Source & { kind: 'cgroup' }, due: Due): boolean {
    if (due.isCheck && !sampler.check()) return false;
    if (due.isPoint) sampler.refresh();
    if (due.isSeen && !sampler.sample()) return false;
    if (due.isPoint) {
      const point = sampler.sampleForHistory();
      if (!point) return false;
      if (point.gap === undefined) this.#ringOf(id).add(point);
    }
    if (due.isSeen && (due.isCheck || this.#stale.delete(id) || !this.#profiles.has(id))) {
      this.#setProfile(sampler.profile(due.host));
    }
    return true;
  }

  /** The engine works for these numbers: nothing is asked for what nobody sees. */
  #readApi({ api }: Source & { kind: 'engine' }, due: Due): void {
    if (!due.isSeen) {
      api.stop();
      return;
    }
    api.start();
    if (due.isPoint && api.newest && api.newest.gap === undefined) {
      const ring = this.#ringOf(api.id);
      if (api.newest.at > ring.newestAt) ring.add(api.newest);
    }
    // The first answers bring the limits one after another; compared to an answer of the engine, this costs nothing.
    this.#setProfile(api.profile());
  }

  /** The same object while nothing has changed, so that watchers need not compare. */
  #setProfile(profile: ContainerProfile): void {
    const known = this.#profiles.get(profile.id);
    if (!isDeepStrictEqual(known, profile)) this.#profiles.set(profile.id, profile);
  }

  #ringOf(id: string): HistoryRing {
    const known = this.#rings.get(id);
    if (known) return known;
    const ring = new HistoryRing(pointsKept);
    this.#rings.set(id, ring);
    return ring;
  }

  #forgetOldest(): void {
    if (this.#rings.size > ringsKept) {
      const byAge = [...this.#rings].sort(([, a], [, b]) => a.newestAt - b.newestAt);
      for (const [id] of byAge.slice(0, this.#rings.size - ringsKept)) this.#rings.delete(id);
    }
    for (const id of this.#profiles.keys()) if (!this.#set.sources.has(id)) this.#profiles.delete(id);
    for (const id of this.#stale) if (!this.#set.sources.has(id)) this.#stale.delete(id);
  }

  /** The wall clock goes on while the machine sleeps, the monotonic one does not; neither waits for a stopped process. */
  #noticeSleep(): void {
    const { clocks } = this.#options;
    const wall = clocks.wall();
    const monotonic = clocks.monotonic();
    const sinceWall = wall - this.#lastWall;
    const sinceMonotonic = monotonic - this.#lastMonotonic;
    const isLate = sinceMonotonic > tickMs * ticksPerPoint + jumpMs;
    if (this.#lastWall > 0 && (isLate || sinceWall - sinceMonotonic > jumpMs)) {
      for (const watcher of this.#watchers) watcher.resumed = true;
    }
    this.#lastWall = wall;
    this.#lastMonotonic = monotonic;
  }

  #batchFor(watcher: Watcher): StatsBatch {
    const newest = this.#set.newest();
    const samples = newest.filter(({ id, at }) => isNew(watcher, id, at));
    for (const { id, at } of samples) watcher.delivered.set(id, at);
    const ended = [...watcher.delivered.keys()].filter((id) => !this.#set.running.has(id));
    for (const id of ended) {
      watcher.delivered.delete(id);
      watcher.profiles.delete(id);
    }
    const { resumed } = watcher;
    watcher.resumed = false;
    return {
      at: this.#options.clocks.wall(),
      samples,
      profiles: this.#changedProfiles(watcher, samples),
      ended,
      totals: sumSamples(newest),
      ...(this.#host ? { host: this.#host } : {}),
      resumed,
    };
  }

  #changedProfiles(watcher: Watcher, samples: readonly ContainerSample[]): ContainerProfile[] {
    return samples.flatMap(({ id }) => {
      const profile = this.#profiles.get(id);
      if (!profile || watcher.profiles.get(id) === profile) return [];
      watcher.profiles.set(id, profile);
      return [profile];
    });
  }

  #stopUnwatched(): void {
    for (const [id, source] of this.#set.sources) {
      if (source.kind === 'engine' && !this.#isSeen(id)) source.api.stop();
    }
  }

  dispose(): void {
    this.#life.abort();
    this.#unsubscribe();
    clearTimeout(this.#timer);
    this.#set.dispose();
    this.#swept.wake();
  }
}

function isNew({ ids, delivered }: Watcher, id: string, at: number): boolean {
  return (!ids || ids.has(id)) && delivered.get(id) !== at;
}
