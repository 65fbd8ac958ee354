import path from 'node:path';
import type { AppInfo } from '../../common/contract/app';
import { receivedArchivesFolder } from '../../common/received-archives';
import type { Backend, BackendOptions } from './backend';
import { createEngineSettings } from './create-engine-settings';
import { createManagedEngine } from './engine/managed/managed-engine';
import { createEngineRegistry } from './engine/registry';
import { createResourceLists } from './engine/resource-list/resource-lists';
import { createAppFeature } from './features/app/app-feature';
import { createChangesFeature } from './features/changes/changes-feature';
import { createContainerLists, createContainersFeature } from './features/containers/containers-feature';
import { createEnginesFeature } from './features/engines/engines-feature';
import { ensureManaged } from './features/engines/managed-jobs';
import { createFilesFeature } from './features/files/files-feature';
import { imageSource } from './features/images/image-source';
import { createImagesFeature } from './features/images/images-feature';
import { createJobsFeature } from './features/jobs/jobs-feature';
import { createLayersFeature } from './features/layers/layers-feature';
import { createLayersService, type LayersService } from './features/layers/layers-service';
import { createLimitsFeature } from './features/limits/limits-feature';
import { createLogsFeature } from './features/logs/logs-feature';
import { createMountsFeature } from './features/mounts/mounts-feature';
import { createNamespacesFeature } from './features/namespaces/namespaces-feature';
import { networkSource } from './features/networks/network-source';
import { createNetworksFeature } from './features/networks/networks-feature';
import { createProcessesFeature } from './features/processes/processes-feature';
import { createRunFeature } from './features/run/run-feature';
import { createSettingsFeature } from './features/settings/settings-feature';
import { createStatsFeature } from './features/stats/stats-feature';
import { createStatsService, type StatsService } from './features/stats/stats-service';
import { createSystemFeature } from './features/system/system-feature';
import { createTerminalFeature } from './features/terminal/terminal-feature';
import { TerminalService } from './features/terminal/terminal-service';
import { volumeSource } from './features/volumes/volume-source';
import { createVolumesFeature } from './features/volumes/volumes-feature';
import { createJobRegistry } from './jobs/create-job-registry';
import { createLayerCache } from './layers/index/layer-cache';
import { createPlatform, logFileName } from './platform/create-platform';
import type { Platform } from './platform/platform';
import { createSettingsStore } from './platform/settings-store';
import { toProcedureMap } from './rpc-procedures';
import { createTransferRegistry } from './transfers/create-transfer-registry';

/**
 * Puts the back end together. Resolves as soon as the settings are read; engines are connected meanwhile. Faults of the
 * machine do not reject: a bad settings file is a notice, an engine that cannot be reached is a state.
 */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const platform = options.platform ?? createPlatform();
  const services = await createServices(platform, options);
  const lists = createLists(services);
  const stats = createStatsService({ ...services, lists: lists.containers });
  const layers = createLayers(services);
  const terminals = new TerminalService({ ...services, logger: services.logger.child('terminal') });
  const own = { ...services, stats, layers, terminals };
  const router = createRouter(own, lists, options);
  const { engine, host, version } = options;
  platform.logger.info('started', { version, host, os: platform.os, node: process.version });
  if (engine?.kind === 'managed') startManagedEngine(services, engine.install);
  let disposing: Promise<void> | undefined;
  return {
    procedures: toProcedureMap(router),
    router,
    transfers: services.transfers,
    logger: platform.logger,
    dispose: () => {
      disposing ??= disposeAll(own, lists);
      return disposing;
    },
  };
}

type Services = Awaited<ReturnType<typeof createServices>>;
type Lists = ReturnType<typeof createLists>;
/** What belongs to one feature and has an end. */
interface OwnServices {
  readonly stats: StatsService;
  readonly layers: LayersService;
  readonly terminals: TerminalService;
}

/** What features share, in the order in which each needs the ones before. */
async function createServices(platform: Platform, options: BackendOptions) {
  const { clock, logger } = platform;
  const startedAt = clock.now();
  const settings = await createSettingsStore(platform);
  const jobs = createJobRegistry({ clock, logger: logger.child('jobs') });
  const transfers = createTransferRegistry({ clock });
  const engineSettings = createEngineSettings(settings);
  const engines = createEngineRegistry({ platform, settings: engineSettings, choice: options.engine });
  const managed = createManagedEngine({ platform });
  return { platform, clock, logger, startedAt, settings, jobs, transfers, engines, managed };
}

function createLists({ engines, logger }: Services) {
  return {
    containers: createContainerLists({ engines, logger }),
    images: createResourceLists({ engines, logger, source: imageSource }),
    volumes: createResourceLists({ engines, logger, source: volumeSource }),
    networks: createResourceLists({ engines, logger, source: networkSource }),
  };
}

function createLayers({ platform, settings, engines, jobs, clock, logger }: Services): LayersService {
  const own = logger.child('layers');
  const folder = path.join(platform.folders.cache, 'layers');
  return createLayersService({
    engines,
    jobs,
    clock,
    logger: own,
    commands: platform.commands,
    cache: createLayerCache({ folder, logger: own }),
    receivedFolder: path.join(platform.folders.cache, receivedArchivesFolder),
    fastPath: () => settings.snapshot().settings.layers.fastPath,
  });
}

/** One line per feature, by the names of the contract. */
function createRouter(services: Services & OwnServices, lists: Lists, options: BackendOptions) {
  const { engines, jobs, stats, terminals } = services;
  return {
    app: createAppFeature({ ...services, info: describeApp(services, options) }),
    engines: createEnginesFeature(services),
    containers: createContainersFeature({ ...services, lists: lists.containers }),
    changes: createChangesFeature(services),
    files: createFilesFeature(services),
    images: createImagesFeature({ ...services, lists: lists.images }),
    layers: createLayersFeature(services),
    volumes: createVolumesFeature({ ...services, lists: lists.volumes }),
    networks: createNetworksFeature({ ...services, lists: lists.networks }),
    namespaces: createNamespacesFeature({
      engines,
      lists: lists.containers,
      os: services.platform.os,
      files: stats.files,
      now: stats.clocks.wall,
    }),
    mounts: createMountsFeature({
      engines,
      os: services.platform.os,
      files: stats.files,
      now: stats.clocks.wall,
    }),
    run: createRunFeature({ engines, jobs, os: services.platform.os }),
    stats: createStatsFeature({ engines, stats }),
    terminal: createTerminalFeature({ terminals }),
    limits: createLimitsFeature({ engines, files: stats.files, clocks: stats.clocks }),
    processes: createProcessesFeature({
      engines,
      os: services.platform.os,
      files: stats.files,
      clocks: stats.clocks,
    }),
    logs: createLogsFeature(services),
    system: createSystemFeature({ engines }),
    jobs: createJobsFeature({ jobs }),
    settings: createSettingsFeature(services),
  };
}

function describeApp({ platform, startedAt, settings, engines }: Services, options: BackendOptions): AppInfo {
  const chosen = options.engine && engines.list().find(({ current }) => current);
  return {
    version: options.version,
    host: options.host,
    platform: platform.os,
    nodeVersion: process.version,
    startedAt,
    logFile: path.join(platform.folders.state, logFileName),
    settingsFile: settings.file,
    ...(chosen ? { initialEngineId: chosen.id } : {}),
  };
}

/** Beside everything else: what goes wrong is in the job, or in the log when there is not even a job. */
function startManagedEngine(services: Services, install: boolean): void {
  ensureManaged(services, install).catch((thrown: unknown) => {
    services.logger.error('the managed engine cannot be started', thrown);
  });
}

/** Jobs first, while their engines are still there. Each step is taken whatever became of the one before. */
async function disposeAll(services: Services & OwnServices, lists: Lists): Promise<void> {
  const { transfers, jobs, layers, stats, terminals, engines, logger } = services;
  const steps: readonly (() => void | Promise<void>)[] = [
    () => transfers.dispose(),
    () => jobs.dispose(),
    () => terminals.dispose(),
    () => layers.dispose(),
    () => stats.dispose(),
    ...Object.values(lists).map((list) => () => list.dispose()),
    () => engines.dispose(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (thrown) {
      logger.error('a part of the back end cannot be ended', thrown);
    }
  }
  logger.info('ended');
}
