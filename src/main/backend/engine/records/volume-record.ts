import { z } from 'zod';
import { listOf, optionalSize, optionalTime, textMap } from './tolerant-schema';

/** One volume of GET /volumes, of its creation or its inspection. Options are null on docker, {} on podman. */
export const volumeRecord = z.object({
  Name: z.string().min(1),
  Driver: z.string().default(''),
  Scope: z.string().default('local'),
  Mountpoint: z.string().default(''),
  CreatedAt: optionalTime,
  Labels: textMap,
  Options: textMap,
  /** Only in GET /system/df; Size is -1 when it is not known. */
  UsageData: z
    .object({ Size: optionalSize, RefCount: optionalSize })
    .nullish()
    .transform((value) => value ?? undefined),
});
export type VolumeRecord = z.output<typeof volumeRecord>;

export const volumeList = z.object({ Volumes: listOf(volumeRecord) });

/** The engine's label for a volume that it named itself (docker 24 and later). */
const anonymousLabel = 'com.docker.volume.anonymous';

/** Made by the engine for a VOLUME or an unnamed mount: by its label, on older engines by its 64 digits. */
export function isAnonymousVolume(name: string, labels: Readonly<Record<string, string>> = {}): boolean {
  return Object.hasOwn(labels, anonymousLabel) || /^[0-9a-f]{64}$/.test(name);
}
