import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  type LayerIndex,
  noNode,
  storedBytes,
  supersededBit,
} from '../../../../../../src/main/backend/layers/index/layer-index';
import { kindName } from '../../../../../../src/main/backend/layers/index/node-kind';
import { layerOf, nodeAt, pathOf, pathsOf, readLayer } from '../../../../../support/layers/layer-of';
import { base256, octal, tarBytes } from '../../../../../support/layers/tar-bytes';

function flagsAt(layer: LayerIndex, path: string): number {
  return layer.flags[nodeAt(layer, path)] ?? 0;
}

function kindAt(layer: LayerIndex, path: string): string {
  return kindName(flagsAt(layer, path));
}

/** The path of the file that a hard link stands for. */
function targetOf(layer: LayerIndex, path: string): string | undefined {
  const target = layer.hardlinks.targets[layer.hardlinks.nodes.indexOf(nodeAt(layer, path))] ?? noNode;
  if (target === noNode) return undefined;
  return target >= supersededBit ? `superseded ${target - supersededBit}` : pathOf(layer, target);
}

describe('LayerBuilder: one path twice', () => {
  it('keeps the last entry and remembers the bytes of the first', async () => {
    const layer = await layerOf([
      { name: 'f', body: 'first' },
      { name: 'f', body: '2', mode: 0o600 },
    ]);
    expect(pathsOf(layer)).toEqual(['f']);
    expect(layer.size[1]).toBe(1);
    expect(layer.mode[1]).toBe(0o600);
    expect([...layer.superseded.stored]).toEqual([5]);
    expect(Buffer.from(layer.superseded.paths).toString()).toBe('f');
    expect(layer.totals).toMatchObject({ files: 2, bytes: 6 });
  });

  it('replaces a directory and all that was in it by a file, and back', async () => {
    const layer = await layerOf([
      { name: 'd/' },
      { name: 'd/sub/deep', body: '12345' },
      { name: 'd/link', type: '2', link: 'x' },
      { name: 'd', body: 'file' },
      { name: 'd/' },
      { name: 'd/sub/new', body: '1' },
    ]);
    expect(pathsOf(layer)).toEqual(['d', 'd/sub', 'd/sub/new']);
    expect([...layer.superseded.stored]).toEqual([5, 4]);
    expect(layer.totals.bytes).toBe(10);
  });

  it('makes a directory of what has something below it', async () => {
    const layer = await layerOf([
      { name: 'd', type: '2', link: '/etc' },
      { name: 'd/passwd', body: 'x' },
    ]);
    expect(pathsOf(layer)).toEqual(['d', 'd/passwd']);
    expect(kindAt(layer, 'd')).toBe('directory');
    expect(layer.links.nodes).toHaveLength(0);
  });

  it('takes a directory twice with the attributes of the last', async () => {
    const layer = await layerOf([{ name: 'd/', mode: 0o700 }, { name: 'd/f' }, { name: 'd/', mode: 0o711 }]);
    expect(pathsOf(layer)).toEqual(['d', 'd/f']);
    expect(layer.mode[1]).toBe(0o711);
  });
});

describe('LayerBuilder: hard links', () => {
  it('stand for the file, before and after it, and through one another', async () => {
    const layer = await layerOf([
      { name: 'early', type: '1', link: 'z' },
      { name: 'z', body: 'content' },
      { name: 'a', type: '1', link: './z' },
      { name: 'b', type: '1', link: '/a' },
    ]);
    expect(['early', 'a', 'b'].map((path) => targetOf(layer, path))).toEqual(['z', 'z', 'z']);
    expect(layer.totals.bytes).toBe(7);
    expect(layer.size[nodeAt(layer, 'a')]).toBe(0);
  });

  it('stand for what the file was when it is replaced later', async () => {
    const layer = await layerOf([
      { name: 'f', body: 'old' },
      { name: 'l', type: '1', link: 'f' },
      { name: 'f', body: 'newer' },
      { name: 'm', type: '1', link: 'f' },
    ]);
    expect(targetOf(layer, 'l')).toBe('superseded 0');
    expect(targetOf(layer, 'm')).toBe('f');
  });

  it('keep their text when this layer has no such file', async () => {
    const layer = await layerOf([
      { name: 'l', type: '1', link: 'lower/file' },
      { name: 'self', type: '1', link: 'self' },
    ]);
    expect(targetOf(layer, 'l')).toBeUndefined();
    expect(Buffer.from(bytesOf(layer.links, nodeAt(layer, 'l')) ?? []).toString()).toBe('lower/file');
    expect(layer.problems).toMatchObject([{ kind: 'link_unresolved', count: 2 }]);
  });
});

describe('LayerBuilder: sparse files and limits', () => {
  it('counts what is stored, not the holes', async () => {
    const layer = await layerOf([
      {
        name: 'disk',
        type: 'S',
        body: 'abcd',
        patch: (header) => {
          header.write('ustar  \0', 257, 'latin1');
          octal(header, 386, 12, 0);
          octal(header, 398, 12, 4);
          base256(header, 483, 12, 2 ** 40);
        },
      },
    ]);
    expect(layer.size[1]).toBe(2 ** 40);
    expect(storedBytes(layer, 1)).toBe(4);
    expect(layer.totals.bytes).toBe(4);
  });

  it('stops at too many paths and at too many entries', async () => {
    const many = tarBytes(Array.from({ length: 50 }, (_, index) => ({ name: `f${index}` })));
    await expect(readLayer(many, { limits: { maxNodes: 20 } })).rejects.toMatchObject({
      code: 'resource_exhausted',
      details: { limit: 20 },
    });
    const same = tarBytes(Array.from({ length: 50 }, () => ({ name: 'f' })));
    await expect(readLayer(same, { limits: { maxEntries: 30 } })).rejects.toMatchObject({
      details: { limit: 30 },
    });
  });
});
