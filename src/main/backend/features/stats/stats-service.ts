import type { ContainerSummary } from '../../../../common/contract/containers';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import { createNodeCgroupFiles } from '../../cgroup/node-cgroup-files';
import type { Clocks } from '../../cgroup/usage-reader';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { ResourceLists } from '../../engine/resource-list/resource-lists';
import type { Platform } from '../../platform/platform';
import { EngineStats } from './engine-stats';

export interface StatsServiceOptions {
  readonly engines: EngineRegistry;
  readonly lists: Pick<ResourceLists<ContainerSummary>, 'watch'>;
  readonly platform: Pick<Platform, 'os' | 'clock' | 'logger'>;
  /** Default: this machine's. */
  readonly files?: CgroupFiles;
  /** Default: the monotonic clock of this process. */
  readonly monotonic?: () => number;
}

/** Samples the containers of the engines that somebody has looked at. */
export interface StatsService {
  /** Throws `not_found` for an unknown engine. Begins to sample it. */
  of(engineId: string): EngineStats;
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
  dispose(): void;
}

export function createStatsService(options: StatsServiceOptions): StatsService {
  const { engines, lists, platform } = options;
  const files = options.files ?? createNodeCgroupFiles();
  const clocks = {
    wall: () => platform.clock.now(),
    monotonic: options.monotonic ?? (() => performance.now()),
  };
  const logger = platform.logger.child('stats');
  const byEngine = new Map<string, { readonly connection: unknown; readonly stats: EngineStats }>();

  function of(engineId: string): EngineStats {
    const connection = engines.get(engineId);
    const known = byEngine.get(engineId);
    if (known?.connection === connection) return known.stats;
    // The engine was forgotten and added again.
    known?.stats.dispose();
    const transport = engines.list().find(({ id }) => id === engineId)?.transport;
    const isHere = platform.os === 'linux' && transport === 'unix';
    const stats = new EngineStats({
      connection,
      lists,
      clocks,
      logger,
      files: isHere ? files : undefined,
      withoutFiles: platform.os === 'linux' ? 'remote' : 'not_linux',
    });
    byEngine.set(engineId, { connection, stats });
    return stats;
  }

  return {
    of,
    files,
    clocks,
    dispose() {
      for (const { stats } of byEngine.values()) stats.dispose();
      byEngine.clear();
    },
  };
}
