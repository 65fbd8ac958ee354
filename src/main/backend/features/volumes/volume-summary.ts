import type { VolumeSummary } from '../../../../common/contract/volumes';
import { composeOrigin } from '../../engine/records/compose-origin';
import { isAnonymousVolume, type VolumeRecord } from '../../engine/records/volume-record';

/** One volume as the engine lists, makes or inspects it. */
export function normalizeVolume(record: VolumeRecord): VolumeSummary {
  const compose = composeOrigin(record.Labels);
  return {
    name: record.Name,
    driver: record.Driver,
    scope: record.Scope,
    mountpoint: record.Mountpoint,
    ...(record.CreatedAt === undefined ? {} : { createdAt: record.CreatedAt }),
    labels: record.Labels,
    options: record.Options,
    anonymous: isAnonymousVolume(record.Name, record.Labels),
    ...(compose ? { compose } : {}),
  };
}
