import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BindingLimit,
  ContainerProfile,
  ContainerSample,
  FallbackReason,
  ResourceUsage,
} from '../../../../common/contract/stats';
import { isCanceled } from '../../../../common/errors';
import { absencesOf } from '../../cgroup/absences';
import { toSample } from '../../cgroup/rates';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { jsonLines } from '../../engine/json-lines';
import type { Logger } from '../../platform/platform';
import { type ApiStatsRecord, apiStatsRecord } from './api-stats-record';
import { toApiUsage } from './api-usage';
import type { InspectedContainer } from './stats-inspect-record';

export interface ApiSourceOptions {
  readonly connection: EngineConnection;
  readonly container: InspectedContainer;
  readonly reason: FallbackReason;
  readonly logger: Logger;
}

/** A stream that broke is opened again after this, ms. */
const retryMs = 3000;

/** One container's numbers from the engine's stats stream (1 Hz with Docker, 0.2 Hz with Podman) while it is watched. */
export class ApiSource {
  readonly id: string;
  readonly #options: ApiSourceOptions;
  #life: AbortController | undefined;
  #previous: ResourceUsage | undefined;
  #newest: ContainerSample | undefined;
  #record: ApiStatsRecord | undefined;

  constructor(options: ApiSourceOptions) {
    this.id = options.container.id;
    this.#options = options;
  }

  /** Undefined until the stream has said something. */
  get newest(): ContainerSample | undefined {
    return this.#newest;
  }

  /** Opens the stream if it is not open. */
  start(): void {
    if (this.#life) return;
    this.#life = new AbortController();
    void this.#run(this.#life.signal);
  }

  stop(): void {
    this.#life?.abort();
    this.#life = undefined;
    this.#previous = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { connection, logger } = this.#options;
    while (!signal.aborted) {
      try {
        const path = enginePath`/containers/${this.id}/stats`;
        const stream = await connection.api.read({ path, query: { stream: true }, signal });
        for await (const { value } of jsonLines(stream)) this.#take(value);
      } catch (error) {
        if (!isCanceled(error)) logger.debug('the stats stream broke', { id: this.id, error: String(error) });
      }
      await sleep(retryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #take(value: unknown): void {
    const parsed = apiStatsRecord.safeParse(value);
    if (!parsed.success) return;
    const { product } = this.#options.connection.requireInfo();
    const usage = toApiUsage(parsed.data, product);
    if (!usage) return;
    this.#record = parsed.data;
    this.#newest = toSample(this.id, this.#previous, usage);
    this.#previous = usage;
  }

  profile(): ContainerProfile {
    const { reason, container, connection } = this.#options;
    const { cpus } = connection.requireInfo();
    const limit = this.#record?.memory_stats?.limit;
    const pids = this.#record?.pids_stats?.limit;
    const bound = (value: number, from: string): BindingLimit => ({
      value,
      path: '',
      role: 'container',
      from,
    });
    return {
      id: this.id,
      source: { kind: 'engine', reason },
      bounds: {
        cpuCores: container.askedCores
          ? bound(container.askedCores, 'HostConfig.NanoCpus')
          : { ...bound(cpus, 'NCPU of GET /info'), role: 'host' },
        ...(limit ? { memoryBytes: bound(limit, 'memory_stats.limit') } : {}),
        ...(pids && pids < 2 ** 62 ? { pids: bound(pids, 'pids_stats.limit') } : {}),
      },
      absent: this.#previous ? absencesOf(this.#previous) : {},
    };
  }
}
