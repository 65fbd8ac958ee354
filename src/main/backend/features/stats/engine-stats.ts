import type { ContainerSummary } from '../../../../common/contract/containers';
import type {
  ContainerProfile,
  ContainerSample,
  HostSample,
  StatsBatch,
  StatsHistory,
} from '../../../../common/contract/stats';
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
/** Also of containers that have ended; the oldest go. */
const ringsKept = 500;
/** A clock that jumps by more than this was not just late. */
const jumpMs = 3000;

interface Watcher {
  /** Undefined: all. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly delivered: Map<string, number>;
  readonly profiles: Map<string, string>;
  resumed: boolean;
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
  #tick = 0;
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
    for (const [id, source] of [...this.#set.sources]) {
      const isSeen = this.#isSeen(id);
      if (source.kind === 'engine') this.#readApi(source, isSeen, isPoint);
      else if (!this.#readCgroup(id, source, isSeen, isPoint)) this.#set.drop(id);
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

  #readCgroup(id: string, source: Source & { kind: 'cgroup' }, isSeen: boolean, isPoint: boolean): boolean {
    const { sampler } = source;
    if (isPoint && !sampler.refresh()) return false;
    if (isSeen && !sampler.sample()) return false;
    if (isPoint) {
      const point = sampler.sampleForHistory();
      if (!point) return false;
      if (point.gap === undefined) this.#ringOf(id).add(point);
    }
    if (isSeen && (isPoint || !this.#profiles.has(id))) this.#profiles.set(id, sampler.profile());
    return true;
  }

  /** The engine works for these numbers: nothing is asked for what nobody sees. */
  #readApi({ api }: Source & { kind: 'engine' }, isSeen: boolean, isPoint: boolean): void {
    if (isSeen) api.start();
    else api.stop();
    if (!isSeen) return;
    if (isPoint && api.newest && api.newest.gap === undefined) {
      const ring = this.#ringOf(api.id);
      if (api.newest.at > ring.newestAt) ring.add(api.newest);
    }
    this.#profiles.set(api.id, api.profile());
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
      const text = JSON.stringify(profile);
      if (!profile || watcher.profiles.get(id) === text) return [];
      watcher.profiles.set(id, text);
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
    clearTimeout(this.#timer);
    this.#set.dispose();
    this.#swept.wake();
  }
}

function isNew({ ids, delivered }: Watcher, id: string, at: number): boolean {
  return (!ids || ids.has(id)) && delivered.get(id) !== at;
}
