import { afterEach, describe, expect, it } from 'vitest';
import { readImage } from '../../../../../src/main/backend/layers/read-image';
import { openRegistryImage } from '../../../../../src/main/backend/layers/source/registry-source';
import { createPlatform } from '../../../../../src/main/backend/platform/create-platform';
import type { ImageSpec } from '../../../../support/layers/image-archive';
import {
  type StubRegistry,
  type StubRegistryOptions,
  startStubRegistry,
} from '../../../../support/layers/stub-registry';

const reader = { commands: createPlatform({ env: { PATH: process.env.PATH } }).commands };
const { signal } = new AbortController();
const listener = { progress: () => undefined, layer: () => undefined };
const image = (architecture: string): ImageSpec => ({
  architecture,
  layers: [[{ name: 'a', body: architecture }], [{ name: 'b', body: 'second' }]],
});

let registry: StubRegistry | undefined;
afterEach(async () => {
  await registry?.stop();
  registry = undefined;
});

async function open(
  options: StubRegistryOptions & { platform?: string; images?: readonly ImageSpec[] } = {},
) {
  const { platform, images = [image('amd64')], ...rest } = options;
  registry = await startStubRegistry(images, rest);
  return openRegistryImage({ reference: `${registry.repository}:1`, platform }, reader, signal);
}

async function read(options: Parameters<typeof open>[0] = {}) {
  const source = await open(options);
  const { layers } = await readImage(source, undefined, listener, signal);
  return layers.map(({ totals }) => totals.bytes);
}

describe('registry source', () => {
  it.each(['none', 'gzip'] as const)('reads layers with compression %s', async (compression) => {
    expect(await read({ compression })).toEqual([5, 6]);
  });

  it('takes the platform that is asked for, and says which there are', async () => {
    const images = [image('amd64'), image('arm64')];
    const source = await open({ images, platform: 'linux/arm64' });
    expect(source.image.config.architecture).toBe('arm64');
    expect(source.choices.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    await registry?.stop();
    await expect(open({ images, platform: 'linux/riscv64' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('fetches no layer to say what the image is', async () => {
    await open();
    expect(registry?.requests.filter((path) => path.includes('/blobs/'))).toHaveLength(1);
  });

  it('takes an anonymous token, and asks for no password', async () => {
    expect(await read({ access: 'token' })).toEqual([5, 6]);
    await registry?.stop();
    await expect(open({ access: 'password' })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it.each([
    [404, 'not_found'],
    [403, 'permission_denied'],
    [429, 'resource_exhausted'],
    [503, 'unavailable'],
  ] as const)('says %i as %s', async (status, code) => {
    await expect(open({ instead: () => status })).rejects.toMatchObject({ code });
  });

  it('says which digest was expected and which one came', async () => {
    const instead = (path: string, body: Buffer | undefined) =>
      path.includes('/blobs/') && body && !body.includes('rootfs')
        ? Buffer.from(body).fill(1, 600, 601)
        : undefined;
    const failure = await read({ compression: 'none', instead }).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'data_loss' });
    expect(String(failure)).toMatch(/sha256:[0-9a-f]{64}.*sha256:[0-9a-f]{64}/);
  });

  it('refuses a layer that is cut off', async () => {
    const instead = (path: string, body: Buffer | undefined) =>
      path.includes('/blobs/') && body && !body.includes('rootfs') ? body.subarray(0, 700) : undefined;
    await expect(read({ compression: 'none', instead })).rejects.toMatchObject({ code: 'data_loss' });
  });

  it('says that a registry cannot be reached', async () => {
    const opening = openRegistryImage({ reference: '127.0.0.1:9/a/b:1' }, reader, signal);
    await expect(opening).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('refuses what is no reference', async () => {
    const opening = openRegistryImage({ reference: 'Not A Reference' }, reader, signal);
    await expect(opening).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
