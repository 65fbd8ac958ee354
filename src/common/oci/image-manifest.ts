import { z } from 'zod';

/** Platform of an entry of an index. Source: OCI image specification, image-index.md. */
export const platform = z.object({
  os: z.string().default(''),
  architecture: z.string().default(''),
  variant: z.string().optional(),
  'os.version': z.string().optional(),
});
export type Platform = z.output<typeof platform>;

const annotations = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/** Source: OCI image specification, descriptor.md. */
export const descriptor = z.object({
  mediaType: z.string().default(''),
  digest: z.string(),
  size: z.number().nonnegative(),
  urls: z.array(z.string()).nullish(),
  annotations,
  platform: platform.nullish(),
});
export type Descriptor = z.output<typeof descriptor>;

export const imageManifest = z.object({
  mediaType: z.string().optional(),
  config: descriptor,
  layers: z.array(descriptor),
});
export type ImageManifest = z.output<typeof imageManifest>;

export const imageIndex = z.object({ mediaType: z.string().optional(), manifests: z.array(descriptor) });
export type ImageIndex = z.output<typeof imageIndex>;

/** manifest.json of `docker save`: one entry per image. Source: moby, image/tarexport. */
export const archiveManifest = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z
      .array(z.string())
      .nullish()
      .transform((value) => value ?? []),
    Layers: z
      .array(z.string())
      .nullish()
      .transform((value) => value ?? []),
  }),
);
export type ArchiveManifest = z.output<typeof archiveManifest>;

/** `linux/arm64/v8` */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}
