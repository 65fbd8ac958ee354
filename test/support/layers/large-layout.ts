import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { configBytes, sha256 } from './image-archive';
import { tarBytes } from './tar-bytes';

export interface LargeLayout {
  readonly files: number;
  readonly folders: number;
}

/** An OCI layout with one layer of very many small files, written as it is made: it never is in memory as a whole. */
export async function writeLargeLayout(folder: string, size: LargeLayout): Promise<void> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (body: Buffer): Promise<{ digest: string; size: number }> => {
    await writeFile(join(blobs, sha256(body)), body);
    return { digest: `sha256:${sha256(body)}`, size: body.length };
  };
  const layer = await writeLayer(blobs, size);
  const config = JSON.parse(configBytes({ layers: [[]] }).toString());
  const own = { ...config, rootfs: { type: 'layers', diff_ids: [layer.digest] } };
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await put(toJson(own))) },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
  };
  const entry = { mediaType: manifest.mediaType, ...(await put(toJson(manifest))) };
  await writeFile(join(folder, 'index.json'), toJson({ schemaVersion: 2, manifests: [entry] }));
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion": "1.0.0"}');
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

async function writeLayer(blobs: string, size: LargeLayout): Promise<{ digest: string; size: number }> {
  const temporary = join(blobs, 'layer');
  const hash = createHash('sha256');
  let bytes = 0;
  const count = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Readable.from(layerChunks(size)), count, createWriteStream(temporary));
  const hex = hash.digest('hex');
  await rename(temporary, join(blobs, hex));
  return { digest: `sha256:${hex}`, size: bytes };
}

/** One piece for each folder. */
function* layerChunks({ files, folders }: LargeLayout): Generator<Buffer> {
  const each = Math.ceil(files / folders);
  for (let folder = 0; folder < folders; folder += 1) {
    const count = Math.min(each, files - folder * each);
    const specs = Array.from({ length: Math.max(0, count) }, (_, at) => ({
      name: `app/folder-${folder}/file-${at}.txt`,
      body: 'content',
    }));
    yield tarBytes(specs, { end: false });
  }
  yield tarBytes([]);
}
