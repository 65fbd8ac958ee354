import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageSelection } from '../../../../../../src/main/backend/layers/archive/image-layout';
import { type ImageReadResult, readImage } from '../../../../../../src/main/backend/layers/read-image';
import { openArchive } from '../../../../../../src/main/backend/layers/source/archive-source';
import type { LayerSource } from '../../../../../../src/main/backend/layers/source/layer-source';
import { openLayout } from '../../../../../../src/main/backend/layers/source/layout-source';
import { createPlatform } from '../../../../../../src/main/backend/platform/create-platform';
import {
  dockerArchive,
  type ImageSpec,
  ociArchive,
  sha256,
  writeLayout,
} from '../../../../../support/layers/image-archive';
import { nodeAt } from '../../../../../support/layers/layer-of';
import { oddImage } from '../../../../../support/layers/odd-image';
import { tarBytes } from '../../../../../support/layers/tar-bytes';

const { commands } = createPlatform({ env: { PATH: process.env.PATH } });
const signal = AbortSignal.timeout(20_000);
const listener = { progress: () => undefined, layer: () => undefined };
const readAll = (source: LayerSource): Promise<ImageReadResult> =>
  readImage(source, undefined, listener, signal);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'estiba-archives-'));
});
afterEach(async () => {
  for (const source of opened.splice(0)) await source.dispose();
  await rm(folder, { recursive: true, force: true });
});

const opened: LayerSource[] = [];

async function openBytes(bytes: Buffer, selection: ImageSelection = {}): Promise<LayerSource> {
  const file = join(folder, 'image.tar');
  await writeFile(file, bytes);
  const source = await openArchive(file, selection, { commands }, signal);
  opened.push(source);
  return source;
}

/** Every form in which the odd image can come as a file or folder. */
const forms: Readonly<Record<string, () => Promise<LayerSource>>> = {
  'docker-archive': () => openBytes(dockerArchive(oddImage)),
  'docker-archive, gzip': () => openBytes(gzipSync(dockerArchive(oddImage))),
  'docker 25 archive': () => openBytes(ociArchive([oddImage], { withManifestJson: true })),
  'oci-archive': () => openBytes(ociArchive([oddImage])),
  'oci-archive with gzip layers': () => openBytes(ociArchive([oddImage], { compression: 'gzip' })),
  'oci-archive with gzip layers, gzip': () =>
    openBytes(gzipSync(ociArchive([oddImage], { compression: 'gzip' }))),
  'OCI layout': async () => {
    await writeLayout(folder, [oddImage], { compression: 'gzip' });
    return openLayout(folder, {}, { commands });
  },
};

describe('image files', () => {
  it.each(Object.keys(forms))('%s: the same layers, history and contents', async (form) => {
    const expected = await readAll(await openBytes(dockerArchive(oddImage)));
    const source = await (forms[form] ?? Promise.reject)();
    const { layers } = await readAll(source);
    expect(layers).toEqual(expected.layers);
    expect(source.image.config.history.map(({ createdBy }) => createdBy)).toEqual([
      'RUN step 0',
      'RUN step 1',
      'RUN step 2',
      'RUN step 3',
    ]);
    expect(source.image.config.runtime.env).toEqual(['A=1']);
    const [base] = layers;
    if (!base) throw new Error('no layer');
    for (const [path, content] of [
      ['etc/shadow', 'secret'],
      ['big', 'x'.repeat(20_000)],
      [`${'long-'.repeat(20)}/${'name-'.repeat(40)}`, 'long'],
      ['ping', 'binary'],
    ] as const) {
      const node = nodeAt(base, path);
      const place = {
        layer: 0,
        path: Buffer.from(path),
        block: base.block[node] ?? 0,
        size: base.size[node] ?? 0,
      };
      expect(await text(await source.open(place, signal)), path).toBe(content);
    }
  });

  it('reads a layer that an image has twice once', async () => {
    const layer = [{ name: 'f', body: 'same' }];
    const image: ImageSpec = { layers: [layer, [{ name: 'g' }], layer] };
    const read: number[] = [];
    for (const bytes of [dockerArchive(image), gzipSync(dockerArchive(image)), ociArchive([image])]) {
      const source = await openBytes(bytes);
      const result = await readImage(
        source,
        undefined,
        { ...listener, layer: (number) => void read.push(number) },
        signal,
      );
      expect(result.layers[2]).toBe(result.layers[0]);
      expect(read.splice(0).sort()).toEqual([0, 1, 2]);
    }
  });

  it('finds one of several images, by reference and by platform', async () => {
    const arm: ImageSpec = { layers: [[{ name: 'arm' }]], architecture: 'arm64' };
    const amd: ImageSpec = { layers: [[{ name: 'amd' }]], architecture: 'amd64' };
    const both = ociArchive([arm, amd]);
    const source = await openBytes(both, { platform: 'linux/arm64' });
    expect(source.image.config.architecture).toBe('arm64');
    expect(source.choices.map(({ platform }) => platform)).toEqual(['linux/arm64', 'linux/amd64']);
    await expect(openBytes(both, { platform: 'linux/s390x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(openBytes(dockerArchive(arm), { reference: 'other:1' })).rejects.toThrow('there is test:1');
  });
});

describe('bad image files', () => {
  const image: ImageSpec = { layers: [[{ name: 'f', body: 'x'.repeat(3000) }]] };
  const failureOf = async (bytes: Buffer): Promise<unknown> => {
    try {
      await readAll(await openBytes(bytes));
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ])('says that an archive is truncated (%s)', async (_name, pack) => {
    const whole = dockerArchive(image);
    for (const length of [300, 1500, 3000, whole.length - 1800]) {
      expect(await failureOf(pack(whole.subarray(0, length))), `${length}`).toMatchObject({
        code: 'data_loss',
      });
    }
    const packed = pack(whole);
    expect(await failureOf(packed.subarray(0, Math.floor(packed.length / 2)))).toMatchObject({
      code: 'data_loss',
    });
  });

  it('says which digest it expected and which it found', async () => {
    const wrong = Buffer.from(ociArchive([image]));
    wrong.fill('y', wrong.indexOf('xxxx'), wrong.indexOf('xxxx') + 4);
    const expected = `sha256:${sha256(tarBytes(image.layers[0] ?? []))}`;
    expect(await failureOf(wrong)).toMatchObject({
      code: 'data_loss',
      details: { expected, found: expect.stringMatching(/^sha256:/) },
    });
    const archive = Buffer.from(dockerArchive(image));
    archive.fill('y', archive.indexOf('xxxx'), archive.indexOf('xxxx') + 4);
    expect(await failureOf(archive)).toMatchObject({ details: { expected } });
    expect(await failureOf(gzipSync(archive))).toMatchObject({ details: { expected } });
  });

  it('says that the configuration is missing, wrong or does not fit', async () => {
    const manifest = (layers: readonly string[]) =>
      JSON.stringify([{ Config: 'c.json', RepoTags: [], Layers: layers }]);
    expect(await failureOf(tarBytes([{ name: 'manifest.json', body: manifest([]) }]))).toMatchObject({
      code: 'data_loss',
      message: 'the image configuration c.json is missing',
    });
    const config = (body: string, layers: readonly string[] = []) =>
      tarBytes([
        { name: 'c.json', body },
        { name: 'manifest.json', body: manifest(layers) },
      ]);
    expect(await failureOf(config('{"rootfs":'))).toMatchObject({ message: 'c.json is no JSON' });
    expect(await failureOf(config('{"rootfs":{"diff_ids":["nonsense"]}}', ['l.tar']))).toMatchObject({
      message: '"nonsense" is no diffID',
    });
    expect(await failureOf(config('{}', ['a', 'b']))).toMatchObject({
      message: 'the image configuration names 0 layers, the manifest 2',
    });
    expect(await failureOf(tarBytes([{ name: 'f' }]))).toMatchObject({
      message: 'there is neither manifest.json nor index.json: this is no image',
    });
  });

  it('says that a layer is a foreign one, no file system, or missing', async () => {
    const foreign = ociArchive([image], {
      change: (layer) => {
        layer.mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
        layer.urls = ['https://example.invalid/layer'];
      },
    });
    expect(await failureOf(foreign)).toMatchObject({ code: 'failed_precondition' });
    const chart = ociArchive([image], {
      change: (layer) => {
        layer.mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
      },
    });
    expect(await failureOf(chart)).toMatchObject({
      code: 'not_implemented',
      details: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' },
    });
    const lost = ociArchive([image], {
      change: (layer) => {
        layer.digest = `sha256:${'0'.repeat(64)}`;
      },
    });
    expect(await failureOf(lost)).toMatchObject({
      code: 'data_loss',
      message: expect.stringContaining('is missing'),
    });
  });

  it('does not gather megabytes of metadata, nor files without number', async () => {
    const huge = tarBytes([{ name: 'manifest.json', body: `[${' '.repeat(9 * 1024 * 1024)}]` }]);
    expect(await failureOf(huge)).toMatchObject({ code: 'resource_exhausted' });
    const many = tarBytes(Array.from({ length: 20_100 }, (_, index) => ({ name: `f${index}` })));
    expect(await failureOf(many)).toMatchObject({ code: 'resource_exhausted' });
    expect(await failureOf(gzipSync(many))).toMatchObject({ code: 'resource_exhausted' });
  });

  it('says what is wrong with the file itself', async () => {
    await expect(openArchive(join(folder, 'none.tar'), {}, { commands }, signal)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(openArchive(folder, {}, { commands }, signal)).rejects.toThrow();
    expect(await failureOf(Buffer.alloc(0))).toMatchObject({ code: 'data_loss' });
    expect(await failureOf(Buffer.from('some text, no archive at all'))).toMatchObject({ code: 'data_loss' });
  });

  it('reads nothing outside of a layout', async () => {
    await writeLayout(folder, [image]);
    await symlink('/etc/passwd', join(folder, 'blobs/sha256', 'f'.repeat(64)));
    const index = {
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest: `sha256:${'f'.repeat(64)}`,
          size: 1,
        },
      ],
    };
    await writeFile(join(folder, 'index.json'), JSON.stringify(index));
    await expect(openLayout(folder, {}, { commands })).rejects.toThrow('is missing');
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify([{ Config: '../../../../etc/passwd', Layers: [] }]),
    );
    await expect(openLayout(folder, {}, { commands })).rejects.toThrow('is not in the layout');
  });

  it('stops soon after a cancel and leaves no file behind', async () => {
    const layer = Array.from({ length: 20_000 }, (_, index) => ({
      name: `d${index % 100}/f${index}`,
      body: 'x',
    }));
    await writeFile(join(folder, 'image.tar'), dockerArchive({ layers: [layer] }));
    const canceling = new AbortController();
    const source = await openArchive(join(folder, 'image.tar'), {}, { commands }, signal);
    let canceledAt = 0;
    const reading = readImage(
      source,
      undefined,
      {
        layer: () => undefined,
        progress: () => {
          canceledAt ||= performance.now();
          canceling.abort();
        },
      },
      canceling.signal,
    );
    await expect(reading).rejects.toMatchObject({ code: 'canceled' });
    expect(performance.now() - canceledAt).toBeLessThan(200);
    await source.dispose();
    expect(await readdir(folder)).toEqual(['image.tar']);
  });
});
