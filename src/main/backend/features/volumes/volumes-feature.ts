import { implement } from '@orpc/server';
import type { JobReference } from '../../../../common/contract/shared';
import type { VolumeInspection, VolumeSummary } from '../../../../common/contract/volumes';
import { volumesContract } from '../../../../common/contract/volumes';
import { forgetDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import type { EngineApi } from '../../engine/engine-api';
import type { EngineRegistry } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { withRaw } from '../../engine/records/tolerant-schema';
import { volumeRecord } from '../../engine/records/volume-record';
import { createResourceLists, type ResourceLists } from '../../engine/resource-list/resource-lists';
import type { JobRegistry } from '../../jobs/job-registry';
import { startBulkJob } from '../../jobs/start-bulk-job';
import type { Logger } from '../../platform/platform';
import { previewVolumeRemoval } from './volume-removal';
import { volumeSource } from './volume-source';
import { normalizeVolume } from './volume-summary';

export interface VolumesFeatureOptions {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  readonly logger: Logger;
  /** Default: lists of its own. */
  readonly lists?: ResourceLists<VolumeSummary>;
}

/** Deleting much data takes long. Milliseconds. */
const removalTimeout = 10 * 60_000;

/** The procedures of `contract.volumes`. */
export function createVolumesFeature(options: VolumesFeatureOptions) {
  const { engines, jobs, lists = createResourceLists({ ...options, source: volumeSource }) } = options;
  const os = implement(volumesContract);

  function remove(engineId: string, names: readonly string[], force: boolean): JobReference {
    const connection = engines.get(engineId);
    connection.requireInfo();
    return startBulkJob(jobs, {
      kind: 'volume.remove',
      engineId,
      subjects: [...new Set(names)].map((name) => ({ id: name, name })),
      action: async ({ id }, signal) => {
        await connection.api.send({
          method: 'DELETE',
          path: enginePath`/volumes/${id}`,
          query: { force },
          signal,
          timeoutMs: removalTimeout,
        });
        forgetDiskUsage(connection);
      },
    });
  }

  return os.router({
    list: os.list.handler(async ({ input, signal }) => [...(await lists.list(input.engineId, signal))]),
    watch: os.watch.handler(({ input, signal }) => lists.watch(input.engineId, signal)),
    inspect: os.inspect.handler(({ input, signal }) =>
      inspectVolume(engines.get(input.engineId).api, input.id, signal),
    ),
    create: os.create.handler(async ({ input, signal }) => {
      const { engineId, name, driver, options: driverOptions, labels } = input;
      const body = { Name: name, Driver: driver, DriverOpts: driverOptions, Labels: labels };
      const { api } = engines.get(engineId);
      return normalizeVolume(
        await api.json({ method: 'POST', path: '/volumes/create', body, signal }, volumeRecord),
      );
    }),
    previewRemove: os.previewRemove.handler(({ input, signal }) =>
      previewVolumeRemoval(engines.get(input.engineId), input.ids, signal),
    ),
    remove: os.remove.handler(({ input }) => remove(input.engineId, input.ids, input.force)),
  });
}

async function inspectVolume(api: EngineApi, name: string, signal?: AbortSignal): Promise<VolumeInspection> {
  const { record, raw } = await api.json(
    { path: enginePath`/volumes/${name}`, signal },
    withRaw(volumeRecord),
  );
  return { details: normalizeVolume(record), raw };
}
