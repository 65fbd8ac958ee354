import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../../common/errors';
import { type DiffId, type Digest, parseDiffId, parseDigest } from '../../../../common/oci/digest';
import { type ImageConfig, normalizeImageConfig } from '../../../../common/oci/image-config';
import {
  archiveManifest,
  type Descriptor,
  formatPlatform,
  imageIndex,
  imageManifest,
} from '../../../../common/oci/image-manifest';
import { isIndexType, isManifestType, parseLayerMediaType } from '../../../../common/oci/media-type';
import { blobDigest, blobName, wrongDigest } from './blob-name';
import { type DocumentStore, parseDocument, readDocument } from './documents';

/** A layer as the image's metadata name it. */
export interface LayerDescription {
  readonly diffId: DiffId;
  /** Of the bytes as they are stored or sent, where that is known. */
  readonly digest: Digest | undefined;
  readonly compressedBytes: number | undefined;
  readonly mediaType: string | undefined;
}

export interface ImageDescription {
  /** Digest of the configuration. */
  readonly id: string;
  readonly references: readonly string[];
  readonly config: ImageConfig;
  /** Base first. */
  readonly layers: readonly LayerDescription[];
}

/** An image of an archive or layout that could be opened instead. */
export interface ImageChoice {
  readonly reference: string | undefined;
  readonly platform: string | undefined;
}

/** Which of several images is meant. */
export interface ImageSelection {
  readonly reference?: string | undefined;
  /** `linux/arm64`. Default: the architecture of this machine, else the first. */
  readonly platform?: string | undefined;
}

export interface ResolvedImage {
  readonly image: ImageDescription;
  /** Names of the layers' files in the store, base first. */
  readonly files: readonly string[];
  readonly choices: readonly ImageChoice[];
}

/**
 * Finds the image of a `docker save` archive (manifest.json) or an OCI layout (index.json).
 * @throws AppError not_found without such an image, data_loss for metadata that do not hold together, not_implemented
 * for layers that are no file systems, failed_precondition for layers whose bytes are elsewhere
 */
export async function resolveImage(
  store: DocumentStore,
  selection: ImageSelection = {},
): Promise<ResolvedImage> {
  const manifest = await store.get('manifest.json');
  if (manifest) return resolveArchive(store, manifest, selection);
  const index = await store.get('index.json');
  if (index) return resolveLayout(store, index, selection);
  throw new AppError('data_loss', 'there is neither manifest.json nor index.json: this is no image');
}

async function resolveArchive(
  store: DocumentStore,
  bytes: Uint8Array,
  { reference }: ImageSelection,
): Promise<ResolvedImage> {
  const images = parseDocument(bytes, 'manifest.json', archiveManifest);
  const chosen = reference ? images.find(({ RepoTags }) => RepoTags.includes(reference)) : images[0];
  if (!chosen)
    throw noSuchImage(
      reference,
      images.flatMap(({ RepoTags }) => RepoTags),
    );
  const { config, id } = await readConfig(store, chosen.Config);
  checkCount(config, chosen.Layers.length);
  const layers = config.diffIds.map((diffId, layer) => ({
    diffId: parseDiffId(diffId),
    digest: blobDigest(chosen.Layers[layer] ?? ''),
    compressedBytes: undefined,
    mediaType: undefined,
  }));
  return {
    image: { id, references: chosen.RepoTags, config, layers },
    files: chosen.Layers,
    choices: images.map(({ RepoTags }) => ({ reference: RepoTags[0], platform: undefined })),
  };
}

async function resolveLayout(
  store: DocumentStore,
  bytes: Uint8Array,
  selection: ImageSelection,
): Promise<ResolvedImage> {
  const index = parseDocument(bytes, 'index.json', imageIndex);
  return resolveManifests(store, index.manifests, selection);
}

/** Also for what begins with a manifest or an index that is named by its digest: a content store, a registry. */
export async function resolveManifests(
  store: DocumentStore,
  descriptors: readonly Descriptor[],
  selection: ImageSelection,
): Promise<ResolvedImage> {
  const found = await listManifests(store, descriptors, 0);
  const chosen = choose(found, selection);
  if (!chosen) throw noSuchImage(selection.reference ?? selection.platform, found.map(labelOf));
  const manifest = await readDocument(store, blobName(chosen.digest), imageManifest);
  const { config, id } = await readConfig(store, blobName(manifest.config.digest));
  for (const layer of manifest.layers) checkLayer(layer);
  checkCount(config, manifest.layers.length);
  const reference = referenceOf(chosen);
  return {
    image: {
      id,
      references: reference ? [reference] : [],
      config,
      layers: manifest.layers.map((layer, number) => toLayer(layer, config.diffIds[number] ?? '')),
    },
    files: manifest.layers.map(({ digest }) => blobName(digest)),
    choices: found.map((entry) => ({
      reference: referenceOf(entry),
      platform: entry.platform ? formatPlatform(entry.platform) : undefined,
    })),
  };
}

/** An index may hold indexes: one per tag, and in it one manifest per platform. Attestations are left out. */
async function listManifests(
  store: DocumentStore,
  descriptors: readonly Descriptor[],
  depth: number,
): Promise<readonly Descriptor[]> {
  if (depth > 4) throw new AppError('data_loss', 'indexes of images are nested too deeply');
  const found: Descriptor[] = [];
  for (const entry of descriptors) {
    if (isAttestation(entry)) continue;
    if (isIndexType(entry.mediaType)) {
      const index = await readDocument(store, blobName(entry.digest), imageIndex);
      const inherited = index.manifests.map((inner) => ({
        ...inner,
        annotations: { ...entry.annotations, ...inner.annotations },
      }));
      found.push(...(await listManifests(store, inherited, depth + 1)));
    } else if (isManifestType(entry.mediaType) || entry.mediaType === '') found.push(entry);
  }
  return found;
}

function isAttestation(entry: Descriptor): boolean {
  return entry.platform?.os === 'unknown' || 'vnd.docker.reference.type' in entry.annotations;
}

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

function choose(
  found: readonly Descriptor[],
  { reference, platform }: ImageSelection,
): Descriptor | undefined {
  const named = reference ? found.filter((entry) => referenceOf(entry) === reference) : found;
  if (platform) {
    return named.find((entry) => entry.platform && formatPlatform(entry.platform).startsWith(platform));
  }
  const own = architectures[process.arch] ?? process.arch;
  return (
    named.find((entry) => entry.platform?.architecture === own && entry.platform.os === 'linux') ?? named[0]
  );
}

function referenceOf({ annotations }: Descriptor): string | undefined {
  return annotations['io.containerd.image.name'] ?? annotations['org.opencontainers.image.ref.name'];
}

function labelOf(entry: Descriptor): string {
  return referenceOf(entry) ?? (entry.platform ? formatPlatform(entry.platform) : entry.digest);
}

async function readConfig(store: DocumentStore, name: string): Promise<{ config: ImageConfig; id: string }> {
  const bytes = await store.get(name);
  if (!bytes) {
    throw new AppError('data_loss', `the image configuration ${name} is missing`, {
      details: { file: name },
    });
  }
  const id = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const expected = blobDigest(name);
  if (expected?.startsWith('sha256:') && expected !== id) throw wrongDigest(name, expected, id);
  return { config: normalizeImageConfig(parseDocument(bytes, name, z.unknown())), id };
}

function checkLayer({ mediaType, digest, urls }: Descriptor): void {
  const type = parseLayerMediaType(mediaType);
  if (!type) {
    throw new AppError('not_implemented', `a layer has the media type ${mediaType || '(none)'}`, {
      details: { mediaType, digest },
    });
  }
  if (type.isForeign && urls?.length) {
    throw new AppError(
      'failed_precondition',
      `the layer ${digest} is a foreign one: its bytes are at ${urls[0]}`,
      {
        details: { digest, urls },
      },
    );
  }
}

function checkCount(config: ImageConfig, layers: number): void {
  if (config.diffIds.length === layers) return;
  const message = `the image configuration names ${config.diffIds.length} layers, the manifest ${layers}`;
  throw new AppError('data_loss', message);
}

function toLayer({ digest, size, mediaType }: Descriptor, diffId: string): LayerDescription {
  const isCompressed = parseLayerMediaType(mediaType)?.compression !== 'none';
  return {
    diffId: parseDiffId(diffId),
    digest: parseDigest(digest),
    compressedBytes: isCompressed ? size : undefined,
    mediaType,
  };
}

function noSuchImage(wanted: string | undefined, present: readonly string[]): AppError {
  const list = present.length > 0 ? `; there is ${present.slice(0, 10).join(', ')}` : '';
  return new AppError('not_found', `no image ${wanted ?? ''}${list}`, {
    details: { choices: present.slice(0, 50) },
  });
}
