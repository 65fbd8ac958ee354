import type { ContainerSample } from '../../../../common/contract/stats';
import { toAppError } from '../../../../common/errors';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import { ContainerSampler } from '../../cgroup/container-sampler';
import { locateCgroup } from '../../cgroup/locate';
import type { Clocks } from '../../cgroup/usage-reader';
import type { EngineConnection } from '../../engine/engine-connection';
import type { Logger } from '../../platform/platform';
import { ApiSource } from './api-source';
import { type InspectedContainer, inspectForStats } from './stats-inspect-record';

export interface ContainerSetOptions {
  readonly connection: EngineConnection;
  /** Undefined: this engine's files cannot be seen from here. */
  readonly files: CgroupFiles | undefined;
  /** Why there are no files. */
  readonly withoutFiles: 'remote' | 'not_linux';
  readonly clocks: Clocks;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A running container and where its numbers come from. */
export type Source =
  | { readonly kind: 'cgroup'; readonly sampler: ContainerSampler }
  | { readonly kind: 'engine'; readonly api: ApiSource };

/** At most so many containers are inspected at once. */
const inspectAtOnce = 4;
/** A container that could not be opened is tried again after this, ms. */
const retryMs = 2000;

/** The running containers of one engine, each with its source. */
export class ContainerSet {
  readonly #options: ContainerSetOptions;
  readonly #sources = new Map<string, Source>();
  readonly #opening = new Set<string>();
  readonly #retryAt = new Map<string, number>();
  #running: ReadonlySet<string> = new Set();
  #wanted: string[] = [];
  #workers = 0;

  constructor(options: ContainerSetOptions) {
    this.#options = options;
  }

  get sources(): ReadonlyMap<string, Source> {
    return this.#sources;
  }

  get running(): ReadonlySet<string> {
    return this.#running;
  }

  setRunning(running: ReadonlySet<string>): void {
    this.#running = running;
    for (const id of this.#sources.keys()) if (!running.has(id)) this.drop(id);
    this.openMissing();
  }

  /** Opens the running containers that have no source yet. */
  openMissing(): void {
    const now = this.#options.clocks.monotonic();
    for (const id of this.#running) {
      if (this.#sources.has(id) || this.#opening.has(id)) continue;
      if ((this.#retryAt.get(id) ?? 0) > now) continue;
      this.#opening.add(id);
      this.#wanted.push(id);
    }
    while (this.#workers < inspectAtOnce && this.#wanted.length > 0) void this.#work();
  }

  async #work(): Promise<void> {
    this.#workers++;
    for (let id = this.#wanted.shift(); id !== undefined; id = this.#wanted.shift()) {
      await this.#open(id);
      this.#opening.delete(id);
    }
    this.#workers--;
  }

  async #open(id: string): Promise<void> {
    const { connection, signal, logger, clocks } = this.#options;
    if (signal.aborted || !this.#running.has(id)) return;
    this.#retryAt.set(id, clocks.monotonic() + retryMs);
    try {
      const container = await inspectForStats(connection, id, signal);
      // It may have ended, or Estiba may have, while the engine answered.
      if (signal.aborted || !this.#running.has(id)) return;
      if (container.pid === undefined) this.#markEnded(id);
      else this.#sources.set(id, this.#sourceOf({ ...container, id }, container.pid));
      this.#retryAt.delete(id);
    } catch (error) {
      logger.debug('a container cannot be inspected', { id, error: toAppError(error).message });
    }
  }

  /** Engines tell of an end before their list knows of it, and a list asked in between says `running` for ever. */
  #markEnded(id: string): void {
    this.#running = new Set([...this.#running].filter((other) => other !== id));
  }

  #sourceOf(container: InspectedContainer, pid: number): Source {
    const { files, withoutFiles, clocks, connection, logger } = this.#options;
    const { id, asked } = container;
    if (!files) {
      return { kind: 'engine', api: new ApiSource({ connection, container, reason: withoutFiles, logger }) };
    }
    const located = locateCgroup({ files, pid, containerId: id });
    if (located.kind === 'not_found') {
      return {
        kind: 'engine',
        api: new ApiSource({ connection, container, reason: located.reason, logger }),
      };
    }
    const { location } = located;
    return { kind: 'cgroup', sampler: new ContainerSampler(files, { id, location, asked }, clocks) };
  }

  /** Ends a source: the container has ended, or its process is another one now. It is opened anew if it runs. */
  drop(id: string): void {
    const source = this.#sources.get(id);
    if (source?.kind === 'cgroup') source.sampler.close();
    if (source?.kind === 'engine') source.api.stop();
    this.#sources.delete(id);
  }

  /** The newest of each container that has one. */
  newest(): ContainerSample[] {
    return [...this.#sources.values()].flatMap((source) => {
      const sample = source.kind === 'cgroup' ? source.sampler.newest : source.api.newest;
      return sample ? [sample] : [];
    });
  }

  dispose(): void {
    this.#wanted = [];
    for (const id of [...this.#sources.keys()]) this.drop(id);
  }
}
