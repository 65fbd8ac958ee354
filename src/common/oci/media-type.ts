/** What a layer's media type says about its bytes. */
export interface LayerMediaType {
  /** Undefined: by its first bytes. */
  readonly compression: 'none' | 'gzip' | 'zstd' | undefined;
  /** Its bytes are somewhere else (`urls`), by the wish of who made it. */
  readonly isForeign: boolean;
}

const indexTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const manifestTypes: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** For the Accept header of a registry. */
export const manifestMediaTypes: readonly string[] = [...indexTypes, ...manifestTypes];

export function isIndexType(mediaType: string): boolean {
  return indexTypes.includes(mediaType);
}

export function isManifestType(mediaType: string): boolean {
  return manifestTypes.includes(mediaType);
}

const layerPattern =
  /^application\/vnd\.(?:oci\.image\.layer(\.nondistributable)?\.v1\.tar|docker\.image\.rootfs(\.foreign)?\.diff\.tar)(?:[.+](gzip|zstd))?$/;

/** Undefined for a type that is no layer of a file system: an attestation, a Helm chart, ... */
export function parseLayerMediaType(mediaType: string): LayerMediaType | undefined {
  const match = layerPattern.exec(mediaType);
  if (!match) return undefined;
  const [, ociForeign, dockerForeign, compression] = match;
  return {
    compression: compression === 'gzip' || compression === 'zstd' ? compression : 'none',
    isForeign: ociForeign !== undefined || dockerForeign !== undefined,
  };
}
