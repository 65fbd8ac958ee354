import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isDigest } from '../../../../common/oci/digest';
import { type Descriptor, imageIndex } from '../../../../common/oci/image-manifest';
import { formatFamiliarReference } from '../../../../common/oci/reference';
import { blobDigest, wrongDigest } from '../archive/blob-name';
import { type DocumentStore, parseDocument } from '../archive/documents';
import { resolveManifests } from '../archive/image-layout';
import type { LayerReaderOptions } from '../layer-reader';
import { createBlobSource } from './blob-source';
import type { LayerSource } from './layer-source';
import { RegistryClient } from './registry-client';

export interface RegistryLocation {
  readonly reference: string;
  /** `linux/arm64` */
  readonly platform?: string | undefined;
}

const anyDocument = z.looseObject({ manifests: z.unknown().optional(), mediaType: z.string().optional() });

/**
 * An image of a registry, without pulling it: manifest and configuration, and of the layers what is read.
 * @throws AppError not_found, unauthenticated, unavailable, and as `resolveManifests`
 */
export async function openRegistryImage(
  { reference, platform }: RegistryLocation,
  reader: Omit<LayerReaderOptions, 'signal'>,
  signal: AbortSignal,
): Promise<LayerSource> {
  const client = new RegistryClient(reference);
  const { tag, digest } = client.reference;
  const root = await client.manifest(digest ?? tag ?? 'latest', signal);
  const rootDigest = digestOf(root);
  if (digest?.startsWith('sha256:') && digest !== rootDigest)
    throw wrongDigest(reference, digest, rootDigest);
  const store = new RegistryDocuments(client, signal);
  store.keep(rootDigest, root);
  const resolved = await resolveManifests(store, [describe(rootDigest, root)], { platform });
  const image = { ...resolved.image, references: [formatFamiliarReference(client.reference)] };
  return createBlobSource({
    method: 'registry',
    resolved: { ...resolved, image },
    reader,
    store: {
      openBlob: (layer, start, openSignal) =>
        client.blob(blobDigest(resolved.files[layer] ?? '') ?? '', start, openSignal),
    },
  });
}

function describe(digest: string, bytes: Buffer): Descriptor {
  const document = parseDocument(bytes, 'the manifest', anyDocument);
  const isIndex = document.manifests !== undefined;
  const fallback = isIndex
    ? 'application/vnd.oci.image.index.v1+json'
    : 'application/vnd.oci.image.manifest.v1+json';
  return { mediaType: document.mediaType ?? fallback, digest, size: bytes.length, annotations: {} };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Manifests and configurations by digest; what the registry gives is held against it. */
class RegistryDocuments implements DocumentStore {
  readonly #client: RegistryClient;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, Buffer>();
  readonly #manifests = new Set<string>();

  constructor(client: RegistryClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** An index says which digests are manifests: a registry serves them at another address than blobs. */
  keep(digest: string, bytes: Buffer): void {
    this.#known.set(digest, bytes);
    const index = imageIndex.safeParse(parseDocument(bytes, 'the manifest', z.unknown()));
    if (index.success) for (const entry of index.data.manifests) this.#manifests.add(entry.digest);
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    const digest = blobDigest(name);
    if (digest === undefined || !isDigest(digest)) return undefined;
    const known = this.#known.get(digest);
    if (known) return known;
    const isManifest = this.#manifests.has(digest);
    const bytes = await (isManifest
      ? this.#client.manifest(digest, this.#signal)
      : this.#client.document(digest, this.#signal));
    const found = digestOf(bytes);
    if (digest.startsWith('sha256:') && found !== digest) throw wrongDigest('a manifest', digest, found);
    if (isManifest) this.keep(digest, bytes);
    return bytes;
  }
}
