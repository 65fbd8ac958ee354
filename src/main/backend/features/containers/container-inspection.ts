import type { ContainerInspection } from '../../../../common/contract/containers';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { withRaw } from '../../engine/records/tolerant-schema';
import { normalizeContainerDetails } from './container-details';
import { containerInspectRecord } from './container-inspect-record';

/** Everything about one container, with the engine's answer as it came. */
export async function inspectContainer(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<ContainerInspection> {
  const { record, raw } = await api.json(
    { path: enginePath`/containers/${id}/json`, signal },
    withRaw(containerInspectRecord),
  );
  return { details: normalizeContainerDetails(record), raw };
}
