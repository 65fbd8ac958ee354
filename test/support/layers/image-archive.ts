import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type TarSpec, tarBytes } from './tar-bytes';

/** An image to be written in one of the forms that engines and tools write. */
export interface ImageSpec {
  readonly layers: readonly (readonly TarSpec[])[];
  readonly reference?: string;
  /** Fields of the configuration's `config`. */
  readonly config?: object;
  readonly history?: readonly object[];
  readonly architecture?: string;
}

interface Blob {
  readonly name: string;
  readonly body: Buffer;
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

export function configBytes({ layers, config = {}, history, architecture = 'amd64' }: ImageSpec): Buffer {
  return Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      created: '2024-05-06T07:08:09Z',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(tarBytes(layer))}`) },
      history: history ?? layers.map((_, index) => ({ created_by: `RUN step ${index}` })),
    }),
  );
}

/**
 * As docker 20.10 saves: a folder per layer, in no order, equal layers as links, manifest.json at the end.
 */
export function dockerArchive(image: ImageSpec): Buffer {
  const config = configBytes(image);
  const first = new Map<string, string>();
  const entries: TarSpec[] = [];
  const names = image.layers.map((layer, index) => {
    const body = tarBytes(layer);
    const folder = sha256(`${index} ${sha256(body)}`);
    const name = `${folder}/layer.tar`;
    const known = first.get(sha256(body));
    if (known) entries.push({ name, type: '2', link: `../${known}` });
    else
      entries.push(
        { name: `${folder}/VERSION`, body: '1.0' },
        { name: `${folder}/json`, body: '{"id":"x"}' },
        { name, body },
      );
    first.set(sha256(body), known ?? name);
    return name;
  });
  const manifest = [
    { Config: `${sha256(config)}.json`, RepoTags: [image.reference ?? 'test:1'], Layers: names },
  ];
  entries.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
  return tarBytes([
    ...entries,
    { name: `${sha256(config)}.json`, body: config },
    { name: 'manifest.json', body: JSON.stringify(manifest) },
  ]);
}

export interface OciOptions {
  readonly compression?: 'none' | 'gzip';
  /** Also writes manifest.json, as docker 25 and newer do. */
  readonly withManifestJson?: boolean;
  /** Changes descriptors of layers, to lie. */
  readonly change?: (
    descriptor: { digest: string; size: number; mediaType: string; urls?: string[] },
    layer: number,
  ) => void;
}

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';

/** The files of an OCI layout with these images: several are put in one index, by their platforms. */
export function ociFiles(images: readonly ImageSpec[], options: OciOptions = {}): readonly Blob[] {
  const blobs = new Map<string, Buffer>();
  const put = (body: Buffer): { digest: string; size: number } => {
    blobs.set(`blobs/sha256/${sha256(body)}`, body);
    return { digest: `sha256:${sha256(body)}`, size: body.length };
  };
  const manifests = images.map((image) => ({
    mediaType: ociManifest,
    ...put(Buffer.from(JSON.stringify(manifestOf(image, options, put)))),
    platform: { os: 'linux', architecture: image.architecture ?? 'amd64' },
  }));
  const [first] = images;
  const annotations = { 'io.containerd.image.name': first?.reference ?? 'docker.io/library/test:1' };
  const entries =
    images.length === 1
      ? manifests.map((manifest) => ({ ...manifest, annotations }))
      : [{ mediaType: ociIndex, ...put(Buffer.from(JSON.stringify({ manifests }))), annotations }];
  const files = [...blobs].map(([name, body]) => ({ name, body }));
  files.push({
    name: 'index.json',
    body: Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: entries })),
  });
  if (options.withManifestJson && first)
    files.push({ name: 'manifest.json', body: archiveManifestOf(first, options) });
  files.push({ name: 'oci-layout', body: Buffer.from('{"imageLayoutVersion": "1.0.0"}') });
  return files;
}

function layerBlob(layer: readonly TarSpec[], { compression = 'none' }: OciOptions): Buffer {
  return compression === 'gzip' ? gzipSync(tarBytes(layer)) : tarBytes(layer);
}

function manifestOf(
  image: ImageSpec,
  options: OciOptions,
  put: (body: Buffer) => { digest: string; size: number },
): object {
  const suffix = options.compression === 'gzip' ? '+gzip' : '';
  return {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...put(configBytes(image)) },
    layers: image.layers.map((layer, index) => {
      const descriptor = {
        mediaType: `application/vnd.oci.image.layer.v1.tar${suffix}`,
        ...put(layerBlob(layer, options)),
      };
      options.change?.(descriptor, index);
      return descriptor;
    }),
  };
}

function archiveManifestOf(image: ImageSpec, options: OciOptions): Buffer {
  const blob = (body: Buffer) => `blobs/sha256/${sha256(body)}`;
  return Buffer.from(
    JSON.stringify([
      {
        Config: blob(configBytes(image)),
        RepoTags: [image.reference ?? 'test:1'],
        Layers: image.layers.map((layer) => blob(layerBlob(layer, options))),
      },
    ]),
  );
}

/** An OCI archive: the layout's files in a tar, metadata last. */
export function ociArchive(images: readonly ImageSpec[], options: OciOptions = {}): Buffer {
  return tarBytes([
    { name: 'blobs/' },
    { name: 'blobs/sha256/' },
    ...ociFiles(images, options).map(({ name, body }) => ({ name, body })),
  ]);
}

/** An OCI layout in a folder. */
export async function writeLayout(
  folder: string,
  images: readonly ImageSpec[],
  options: OciOptions = {},
): Promise<void> {
  for (const { name, body } of ociFiles(images, options)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), body);
  }
}
