import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  findPath,
  type LayerIndex,
  noNode,
  xattrBytesOf,
} from '../../../../../../src/main/backend/layers/index/layer-index';
import {
  explicitFlag,
  kindName,
  opaqueFlag,
  whiteoutFlag,
} from '../../../../../../src/main/backend/layers/index/node-kind';
import { componentsOf } from '../../../../../../src/main/backend/layers/index/tar-path';
import { decodeXattrs } from '../../../../../../src/main/backend/layers/index/xattr-bytes';
import { layerOf, nodeAt, pathsOf } from '../../../../../support/layers/layer-of';

function flagsAt(layer: LayerIndex, path: string): number {
  return layer.flags[nodeAt(layer, path)] ?? 0;
}

function kindAt(layer: LayerIndex, path: string): string {
  return kindName(flagsAt(layer, path));
}

describe('LayerBuilder: the tree', () => {
  it('is in preorder with the names of a directory sorted by bytes', async () => {
    const layer = await layerOf([
      { name: 'b/z' },
      { name: 'b/a/x' },
      { name: 'a' },
      { name: 'b-' },
      { name: 'é' },
      { name: 'b/' },
    ]);
    expect(pathsOf(layer)).toEqual(['a', 'b', 'b/a', 'b/a/x', 'b/z', 'b-', 'é']);
    expect([...layer.end]).toEqual([8, 2, 6, 5, 5, 6, 7, 8]);
    expect(findPath(layer, componentsOf(Buffer.from('b/a/x')) ?? [])).toBe(4);
    expect(findPath(layer, componentsOf(Buffer.from('b/q')) ?? [])).toBe(noNode);
    expect(flagsAt(layer, 'b') & explicitFlag).not.toBe(0);
    expect(flagsAt(layer, 'b/a') & explicitFlag).toBe(0);
  });

  it('keeps mode, owner, time, size, link target, device and position', async () => {
    const layer = await layerOf([
      { name: 'f', body: 'abc', mode: 0o4755, uid: 70_000, gid: 2, mtime: 77 },
      { name: 'l', type: '2', link: '../x' },
      { name: 'd', type: '3', device: [10, 200] },
      { name: 'x', pax: { 'SCHILY.xattr.user.a': 'b' } },
    ]);
    const file = nodeAt(layer, 'f');
    expect([
      layer.mode[file],
      layer.uid[file],
      layer.gid[file],
      layer.mtime[file],
      layer.size[file],
      layer.block[file],
    ]).toEqual([0o4755, 70_000, 2, 77, 3, 0]);
    expect(Buffer.from(bytesOf(layer.links, nodeAt(layer, 'l')) ?? []).toString()).toBe('../x');
    expect(bytesOf(layer.links, file)).toBeUndefined();
    expect([layer.devices.nodes[0], layer.devices.majors[0], layer.devices.minors[0]]).toEqual([
      nodeAt(layer, 'd'),
      10,
      200,
    ]);
    expect(decodeXattrs(xattrBytesOf(layer, nodeAt(layer, 'x')) ?? new Uint8Array())).toEqual([
      ['user.a', Buffer.from('b')],
    ]);
    // Its pax header and that header's body come before it.
    expect(layer.block[nodeAt(layer, 'x')]).toBe(4);
    expect(layer.totals).toMatchObject({ files: 2, bytes: 3, entries: 4, refusedBytes: 0 });
  });

  it('has many thousands of entries in one directory and across the growth of its tables', async () => {
    const names = Array.from({ length: 30_000 }, (_, index) => `d${index % 7}/file-${index * 7919}`);
    const layer = await layerOf(names.map((name) => ({ name })));
    const wanted = new Set([...names, ...Array.from({ length: 7 }, (_, index) => `d${index}`)]);
    const paths = pathsOf(layer);
    expect(paths).toHaveLength(wanted.size);
    expect(paths.every((path) => wanted.has(path))).toBe(true);
    expect(
      [...paths].sort((a, b) =>
        Buffer.compare(Buffer.from(a.replace('/', '\0')), Buffer.from(b.replace('/', '\0'))),
      ),
    ).toEqual(paths);
  });
});

describe('LayerBuilder: names', () => {
  it('takes ./, //, a leading and a trailing slash for nothing', async () => {
    const layer = await layerOf([
      { name: './', mode: 0o700 },
      { name: './a//b/./c' },
      { name: '/abs/file' },
      { name: './abs/' },
    ]);
    expect(pathsOf(layer)).toEqual(['a', 'a/b', 'a/b/c', 'abs', 'abs/file']);
    expect(layer.mode[0]).toBe(0o700);
  });

  it('resolves .. inside and refuses it where it leaves the root', async () => {
    const layer = await layerOf([
      { name: 'a/../b' },
      { name: '../../etc/passwd', body: 'evil' },
      { name: 'a/../../c' },
      { name: '/..' },
    ]);
    expect(pathsOf(layer)).toEqual(['b']);
    expect(layer.problems).toEqual([
      { kind: 'path_refused', count: 3, paths: ['../../etc/passwd', 'a/../../c', '/..'] },
    ]);
    expect(layer.totals).toMatchObject({ bytes: 4, refusedBytes: 4 });
  });

  it('keeps names that are no UTF-8 apart', async () => {
    const layer = await layerOf([{ name: Buffer.from([0xff, 0x61]) }, { name: Buffer.from([0xfe, 0x61]) }]);
    expect(pathsOf(layer)).toEqual(['\\xfea', '\\xffa']);
  });

  it('takes pax and GNU long names', async () => {
    const long = `${'d'.repeat(200)}/${'f'.repeat(240)}`;
    const layer = await layerOf([
      { name: long, gnuLong: true },
      { name: 'x', pax: { path: `${long}2` } },
    ]);
    expect(pathsOf(layer)).toEqual(['d'.repeat(200), long, `${long}2`]);
  });

  it('refuses types that no engine unpacks, and counts what it refused', async () => {
    const layer = await layerOf([
      { name: 'v', type: 'V', body: 'label' },
      { name: 'f', body: '1' },
    ]);
    expect(pathsOf(layer)).toEqual(['f']);
    expect(layer.problems.map(({ kind }) => kind)).toEqual(['type_unknown']);
  });
});

describe('LayerBuilder: whiteouts', () => {
  it('marks what is hidden below', async () => {
    const layer = await layerOf([{ name: 'a/.wh.gone' }, { name: 'b/.wh..wh..opq' }, { name: '.wh.top' }]);
    expect(pathsOf(layer)).toEqual(['a', 'a/gone', 'b', 'top']);
    expect([kindAt(layer, 'a/gone'), flagsAt(layer, 'a/gone') & whiteoutFlag]).toEqual([
      'none',
      whiteoutFlag,
    ]);
    expect(flagsAt(layer, 'b') & opaqueFlag).toBe(opaqueFlag);
    expect(kindAt(layer, 'top')).toBe('none');
  });

  it.each([[['.wh.f', 'f']], [['f', '.wh.f']]])(
    'keeps what the same layer has, in either order: %s',
    async (names) => {
      const layer = await layerOf(names.map((name) => ({ name, body: name === 'f' ? 'new' : '' })));
      expect(pathsOf(layer)).toEqual(['f']);
      expect([kindAt(layer, 'f'), flagsAt(layer, 'f') & whiteoutFlag]).toEqual(['file', whiteoutFlag]);
    },
  );

  it('refuses names that would remove the directory itself', async () => {
    const layer = await layerOf([
      { name: 'd/.wh.' },
      { name: 'd/.wh..' },
      { name: 'd/.wh...' },
      { name: 'd/keep' },
    ]);
    expect(pathsOf(layer)).toEqual(['d', 'd/keep']);
    expect(layer.problems).toMatchObject([{ kind: 'whiteout_refused', count: 3 }]);
  });

  it('takes .whatever for a name like any other, and skips the bookkeeping of AUFS', async () => {
    const layer = await layerOf([
      { name: '.whatever', body: 'x' },
      { name: '.wh' },
      { name: '.wh..wh.plnk/1.2', body: 'aufs' },
      { name: '.wh..wh.aufs' },
    ]);
    expect(pathsOf(layer)).toEqual(['.wh', '.whatever']);
    expect(layer.problems).toMatchObject([{ kind: 'aufs_metadata', count: 2 }]);
    expect(layer.totals).toMatchObject({ bytes: 5, refusedBytes: 4 });
  });

  it('counts the body of a whiteout, which nobody can ever see', async () => {
    const layer = await layerOf([{ name: '.wh.f', body: 'abc' }]);
    expect(layer.totals).toMatchObject({ bytes: 3, refusedBytes: 3 });
  });
});
