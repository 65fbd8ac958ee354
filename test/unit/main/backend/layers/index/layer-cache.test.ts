import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiffId } from '../../../../../../src/common/oci/digest';
import { decodeIndex, encodeIndex } from '../../../../../../src/main/backend/layers/index/index-codec';
import { createLayerCache } from '../../../../../../src/main/backend/layers/index/layer-cache';
import type { LayerIndex } from '../../../../../../src/main/backend/layers/index/layer-index';
import { layerOf } from '../../../../../support/layers/layer-of';
import { base256 } from '../../../../../support/layers/tar-bytes';

const idOf = (digit: string) => `sha256:${digit.repeat(64)}` as DiffId;

/** A layer that fills every column. */
function fullLayer(): Promise<LayerIndex> {
  return layerOf([
    { name: 'd/', uid: 3 },
    { name: 'd/f', body: 'old' },
    { name: 'd/hard', type: '1', link: 'd/f' },
    { name: 'd/f', body: 'newer', pax: { 'SCHILY.xattr.user.a': 'b' } },
    { name: 'd/late', type: '1', link: 'elsewhere' },
    { name: 'link', type: '2', link: 'd/f' },
    { name: 'null', type: '3', device: [1, 3] },
    { name: '.wh.gone' },
    { name: '../out' },
    {
      name: 'hole',
      type: 'S',
      body: 'x',
      patch: (header) => {
        header.write('ustar  \0', 257, 'latin1');
        base256(header, 483, 12, 2 ** 33);
      },
    },
  ]);
}

describe('index codec', () => {
  it('gives back every column', async () => {
    const layer = await fullLayer();
    for (const part of [
      layer.links.bytes,
      layer.xattrs.bytes,
      layer.superseded.paths,
      layer.sparse.nodes,
      layer.devices.nodes,
    ]) {
      expect(part.length).toBeGreaterThan(0);
    }
    expect(decodeIndex(Buffer.concat(encodeIndex(layer)))).toEqual(layer);
    // At an odd place of a larger buffer, as a pool hands it out.
    const odd = Buffer.concat([Buffer.alloc(3), ...encodeIndex(layer)]).subarray(3);
    expect(decodeIndex(odd)).toEqual(layer);
  });

  it('gives back a layer that has nothing in most columns', async () => {
    const layer = await layerOf([{ name: 'a', body: 'x' }]);
    expect(layer.xattrs.bytes).toHaveLength(0);
    expect(decodeIndex(Buffer.concat(encodeIndex(layer)))).toEqual(layer);
  });

  it('refuses whatever is not whole and unchanged', async () => {
    const bytes = Buffer.concat(encodeIndex(await fullLayer()));
    for (let at = 0; at < bytes.length; at += 97) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      // What is not used of the header may be anything.
      if (at >= 24 && at < 32) continue;
      expect(() => decodeIndex(changed), `byte ${at}`).toThrow('cannot be used');
    }
    expect(() => decodeIndex(bytes.subarray(0, bytes.length - 8))).toThrow('not complete');
    expect(() => decodeIndex(Buffer.alloc(10))).toThrow('no layer index');
  });
});

describe('layer cache', () => {
  let folder: string;
  const warnings: string[] = [];
  const logger = { warn: (message: string) => void warnings.push(message) };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'estiba-layer-cache-'));
    warnings.length = 0;
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('keeps an index by its diffID, in a folder that it makes', async () => {
    const cache = createLayerCache({ folder: join(folder, 'layers'), logger });
    expect(await cache.load(idOf('a'))).toBeUndefined();
    const layer = await fullLayer();
    await cache.save(idOf('a'), layer);
    expect(await cache.load(idOf('a'))).toEqual(layer);
    expect(await cache.load(idOf('b'))).toBeUndefined();
    expect(await readdir(join(folder, 'layers'))).toEqual([`${'a'.repeat(64)}.idx`]);
    expect(warnings).toEqual([]);
  });

  it('removes a damaged one and says so', async () => {
    const cache = createLayerCache({ folder, logger });
    await cache.save(idOf('a'), await fullLayer());
    const file = join(folder, `${'a'.repeat(64)}.idx`);
    await writeFile(file, (await readFile(file)).subarray(0, 200));
    expect(await cache.load(idOf('a'))).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it('removes the ones used least when there are too many bytes, and what a crash left', async () => {
    const layer = await fullLayer();
    const size = Buffer.concat(encodeIndex(layer)).length;
    const cache = createLayerCache({ folder, logger, maxBytes: size * 2 });
    const past = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await cache.save(idOf('a'), layer);
    await utimes(join(folder, `${'a'.repeat(64)}.idx`), past(100), past(100));
    await cache.save(idOf('b'), layer);
    await utimes(join(folder, `${'b'.repeat(64)}.idx`), past(50), past(50));
    await writeFile(join(folder, 'x.idx.1-2.tmp'), 'half');
    await utimes(join(folder, 'x.idx.1-2.tmp'), past(7200), past(7200));
    // Used again: younger than b.
    await cache.load(idOf('a'));
    await cache.save(idOf('c'), layer);
    expect((await readdir(folder)).sort()).toEqual([`${'a'.repeat(64)}.idx`, `${'c'.repeat(64)}.idx`]);
  });

  it('fails clearly and leaves nothing where it cannot write', async () => {
    await writeFile(join(folder, 'file'), '');
    const cache = createLayerCache({ folder: join(folder, 'file', 'layers'), logger });
    await expect(cache.save(idOf('a'), await fullLayer())).rejects.toThrow(
      'cannot store the index of a layer',
    );
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('never makes a file name of what is no digest', async () => {
    const cache = createLayerCache({ folder, logger });
    await expect(cache.load('../../etc/passwd' as DiffId)).rejects.toThrow('no digest');
  });
});
