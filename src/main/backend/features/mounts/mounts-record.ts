import { z } from 'zod';
import type { OverlayFolders } from '../../../../common/contract/mounts';
import { mountRecord } from '../../engine/records/container-record';
import { listOf, optionalNumber, optionalText, textMap } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as its mounts need it. */
export const mountsRecord = z.object({
  Id: z.string().min(1),
  State: z.object({ Pid: optionalNumber }),
  Mounts: listOf(mountRecord),
  HostConfig: z
    .object({ Tmpfs: textMap, ReadonlyRootfs: z.boolean().nullish() })
    .nullish()
    .transform((config) => ({ tmpfs: config?.Tmpfs ?? {}, readOnlyRoot: config?.ReadonlyRootfs ?? false })),
  GraphDriver: z.object({ Name: optionalText, Data: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
export type MountsRecord = z.output<typeof mountsRecord>;

/** The folders that an engine's overlay driver keeps a container in; undefined with other drivers. */
export function overlayOf({ GraphDriver: driver }: MountsRecord): OverlayFolders | undefined {
  const folder = (name: string): string | undefined => {
    const value = driver?.Data?.[name];
    return typeof value === 'string' && value.startsWith('/') ? value : undefined;
  };
  const upper = folder('UpperDir');
  if (upper === undefined) return undefined;
  const work = folder('WorkDir');
  const merged = folder('MergedDir');
  return {
    upper,
    ...(work === undefined ? {} : { work }),
    ...(merged === undefined ? {} : { merged }),
    lowers: (folder('LowerDir') ?? '').split(':').filter((path) => path !== ''),
  };
}
