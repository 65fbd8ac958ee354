import { describe, expect, it } from 'vitest';
import { stateUpTo } from '../../../../../../src/main/backend/layers/stack/stack-state';
import { shownIn, stackOf, walkBytes, wasteIn } from '../../../../../support/layers/stack-of';
import type { TarSpec } from '../../../../../support/layers/tar-bytes';

const file = (name: string, bytes: number, more: Partial<TarSpec> = {}): TarSpec => ({
  name,
  body: 'x'.repeat(bytes),
  ...more,
});

/** Every case of docs/layers.md with its figures in bytes: stored, visible, wasted. */
const cases: readonly (readonly [
  name: string,
  layers: readonly (readonly TarSpec[])[],
  figures: readonly [stored: number, visible: number, wasted: number],
  final: readonly string[],
])[] = [
  ['100 bytes overwritten by 100', [[file('f', 100)], [file('f', 100)]], [200, 100, 100], ['file f 1']],
  ['100 bytes overwritten by 1', [[file('f', 100)], [file('f', 1)]], [101, 1, 100], ['file f 1']],
  [
    'three copies of 100',
    [[file('f', 100)], [file('f', 100)], [file('f', 100)]],
    [300, 100, 200],
    ['file f 2'],
  ],
  [
    'a file of 100 removed, 50 kept',
    [[file('f', 100), file('k', 50)], [file('.wh.f', 0)]],
    [150, 50, 100],
    ['file k 0'],
  ],
  [
    'a directory with 100 removed, 50 kept',
    [[file('d/f', 60), file('d/e/g', 40), file('k', 50)], [file('.wh.d', 0)]],
    [150, 50, 100],
    ['file k 0'],
  ],
  [
    'a file moved in a later layer',
    [[file('f', 100)], [file('.wh.f', 0), file('g', 100)]],
    [200, 100, 100],
    ['file g 1'],
  ],
  [
    'the same content at another path',
    [[file('f', 100)], [file('g', 100)]],
    [200, 200, 0],
    ['file f 0', 'file g 1'],
  ],
  [
    'real directories with their entries: 10,000 wasted of 17,000',
    [
      [{ name: 'etc/' }, file('etc/a', 2000), file('etc/b', 5000)],
      [{ name: 'etc/' }, file('etc/a', 3000), file('etc/.wh.b', 0)],
      [{ name: 'etc/' }, file('etc/a', 7000)],
    ],
    [17_000, 7000, 10_000],
    ['directory etc 2', 'file etc/a 2'],
  ],
  [
    'an opaque directory',
    [
      [{ name: 'd/' }, file('d/a', 10), file('d/s/b', 20)],
      [{ name: 'd/' }, file('d/.wh..wh..opq', 0), file('d/c', 5)],
    ],
    [35, 5, 30],
    ['directory d 1', 'file d/c 1'],
  ],
  [
    'an opaque mark on a directory that is new: nothing is hidden',
    [[file('a', 1)], [{ name: 'd/' }, file('d/.wh..wh..opq', 0), file('d/c', 5)]],
    [6, 6, 0],
    ['file a 0', 'directory d 1', 'file d/c 1'],
  ],
  [
    'a whiteout and its directory again in one layer',
    [[file('d/a', 10)], [file('.wh.d', 0), { name: 'd/' }, file('d/b', 5)]],
    [15, 5, 10],
    ['directory d 1', 'file d/b 1'],
  ],
  [
    'a whiteout and its file again in one layer',
    [[file('f', 10)], [file('.wh.f', 0), file('f', 4)]],
    [14, 4, 10],
    ['file f 1'],
  ],
  [
    'a file replaced by a directory and back',
    [[file('p', 10)], [{ name: 'p/' }, file('p/x', 20)], [file('p', 5)]],
    [35, 5, 30],
    ['file p 2'],
  ],
  [
    'a symbolic link replaced by the directory that something is put in',
    [[file('usr/bin/a', 3), { name: 'bin', type: '2', link: 'usr/bin' }], [file('bin/b', 4)]],
    [7, 7, 0],
    ['directory bin 1', 'file bin/b 1', 'directory usr 0', 'directory usr/bin 0', 'file usr/bin/a 0'],
  ],
  ['a whiteout of what is not there', [[file('a', 1)], [file('.wh.b', 0)]], [1, 1, 0], ['file a 0']],
  ['empty layers', [[], [file('a', 1)], []], [1, 1, 0], ['file a 1']],
  ['files without content', [[file('a', 0)], [file('a', 0)]], [0, 0, 0], ['file a 1']],
  [
    'hard links count once',
    [[file('a', 100), { name: 'b', type: '1', link: 'a' }, { name: 'c', type: '1', link: 'b' }]],
    [100, 100, 0],
    ['file a 0', 'hardlink b 0', 'hardlink c 0'],
  ],
  [
    'content stays visible while one of its links is',
    [[file('a', 100), { name: 'b', type: '1', link: 'a' }], [file('.wh.a', 0)]],
    [100, 100, 0],
    ['hardlink b 0'],
  ],
  [
    'content is wasted when the last link goes, by the layer that took it',
    [[file('a', 100), { name: 'b', type: '1', link: 'a' }], [file('.wh.a', 0)], [file('.wh.b', 0)]],
    [100, 0, 100],
    [],
  ],
  [
    'a hard link to a file of a lower layer keeps it visible',
    [[file('a', 100)], [{ name: 'b', type: '1', link: 'a' }], [file('.wh.a', 0)]],
    [100, 100, 0],
    ['hardlink b 1'],
  ],
  ['one path twice in one layer', [[file('f', 30), file('f', 20)]], [50, 20, 30], ['file f 0']],
  [
    'a link to what was at a path before it was written again',
    [[file('f', 30), { name: 'l', type: '1', link: 'f' }, file('f', 20)]],
    [50, 50, 0],
    ['file f 0', 'hardlink l 0'],
  ],
  ['refused entries: stored, never seen', [[file('../out', 7), file('in', 1)]], [8, 1, 7], ['file in 0']],
  [
    'a copy for a change of mode',
    [[file('f', 300, { mode: 0o644 })], [file('f', 300, { mode: 0o755 })]],
    [600, 300, 300],
    ['file f 1'],
  ],
  [
    'links, devices and pipes have no bytes',
    [
      [
        { name: 'l', type: '2', link: 'x' },
        { name: 'n', type: '3', device: [1, 3] },
        { name: 'p', type: '6' },
      ],
      [{ name: 'l', type: '2', link: 'y' }],
    ],
    [0, 0, 0],
    ['symlink l 1', 'character_device n 0', 'fifo p 0'],
  ],
];

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

describe('analyzeStack', () => {
  it.each(cases)('%s', async (_name, layers, [stored, visible, wasted], final) => {
    const stack = await stackOf(...layers);
    expect(stack.totals).toMatchObject({ storedBytes: stored, visibleBytes: visible, wastedBytes: wasted });
    expect(stack.totals.score).toBe(stored === 0 ? 1 : visible / stored);
    expect(shownIn(stack, stack.final)).toEqual(final);
    // The same sum from the other side: what a walk through the final tree finds.
    expect(walkBytes(stack)).toBe(visible);
    expect(stack.figures.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0)).toBe(wasted);
    expect(stack.totals.visibleFiles + stack.totals.visibleDirectories).toBe(final.length);
  });

  it('blames the layer that took the content away, and says how', async () => {
    const stack = await stackOf(
      [file('over', 50), file('one', 40), file('dir/in', 30), { name: 'o/' }, file('o/f', 20), file('t', 10)],
      [file('over', 1), file('.wh.one', 0), file('.wh.dir', 0), file('o/.wh..wh..opq', 0), { name: 't/' }],
      [file('dup', 5), file('dup', 1)],
    );
    expect(wasteIn(stack)).toEqual([
      'over@0 50 1 overwritten',
      'one@0 40 1 removed',
      'dir/in@0 30 1 removed_with_directory',
      'o/f@0 20 1 opaque_directory',
      't@0 10 1 replaced_by_other_type',
      'dup@2 5 2 duplicate_entry',
    ]);
    expect(stack.figures.map(({ wastedBytes }) => wastedBytes)).toEqual([150, 0, 5]);
    expect([...(stack.figures[1]?.hides ?? [])]).toEqual([[0, 150]]);
  });

  it('counts what each layer adds, changes and removes', async () => {
    const stack = await stackOf(
      [{ name: 'd/' }, file('d/a', 10), file('d/b', 20), file('m', 5, { mode: 0o600 })],
      [
        { name: 'd/', mtime: 9 },
        file('d/a', 11),
        file('d/.wh.b', 0),
        file('d/c', 3),
        file('m', 5, { mode: 0o644 }),
        file('.wh.none', 0),
      ],
      [file('.wh.d', 0), { name: 'd/', mode: 0o700 }, file('d/a', 1)],
    );
    const { added, changed, removed, missedWhiteouts } = stack.figures[1] ?? {};
    expect(added).toEqual({ files: 1, directories: 0, bytes: 3 });
    expect(changed).toEqual({ files: 2, directories: 0, bytes: 16 });
    expect(removed).toEqual({ files: 1, directories: 0, bytes: 20 });
    expect(missedWhiteouts).toBe(1);
    // Removed and made again is a change.
    expect(stack.figures[2]?.changed).toEqual({ files: 1, directories: 1, bytes: 1 });
    expect(stack.figures[2]?.removed).toEqual({ files: 1, directories: 0, bytes: 3 });
  });

  it('gives the state up to every layer', async () => {
    const stack = await stackOf([file('a', 1)], [file('b', 1)], [file('.wh.a', 0)]);
    const at = (upTo: number) => shownIn(stack, stateUpTo(stack.layers, stack.tree, upTo));
    expect([at(0), at(1), at(2)]).toEqual([['file a 0'], ['file a 0', 'file b 1'], ['file b 1']]);
  });

  it('agrees with a plain model on random stacks', async () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const layers = randomLayers(seed);
      const stack = await stackOf(...layers);
      const model = modelOf(layers);
      const seen = shownIn(stack, stack.final).map((line) => line.split(' ').slice(0, 2).join(' '));
      const expected = [...model].map(([path, kind]) => `${kind} ${path}`);
      expect(seen.sort(byText), `seed ${seed}`).toEqual(expected.sort(byText));
      expect(walkBytes(stack), `seed ${seed}`).toBe(stack.totals.visibleBytes);
    }
  });
});

/** Layers of a few names, so that everything meets everything. */
function randomLayers(seed: number): TarSpec[][] {
  let state = seed * 2654435761;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const path = (): string => Array.from({ length: 1 + pick(3) }, () => 'abc'[pick(3)]).join('/');
  const entry = (): TarSpec => {
    const where = path();
    const slash = where.lastIndexOf('/') + 1;
    switch (pick(6)) {
      case 0:
        return { name: `${where}/` };
      case 1:
        return { name: `${where.slice(0, slash)}.wh.${where.slice(slash)}` };
      case 2:
        return { name: `${where}/.wh..wh..opq` };
      default:
        return file(where, 1 + pick(9));
    }
  };
  return Array.from({ length: 2 + pick(4) }, () => {
    const seen = new Set<string>();
    // One entry per path and layer, and nothing through a file: those cases have tests of their own.
    return Array.from({ length: 1 + pick(8) }, entry).filter(({ name }) => {
      const plain = String(name).replace(/\/$/, '');
      const clashes = [...seen].some(
        (other) => plain === other || plain.startsWith(`${other}/`) || other.startsWith(`${plain}/`),
      );
      if (!clashes) seen.add(plain);
      return !clashes;
    });
  });
}

/** The specification read literally, on a map of paths. */
function modelOf(layers: readonly (readonly TarSpec[])[]): Map<string, string> {
  const tree = new Map<string, string>();
  const removeBelow = (path: string) => {
    for (const other of [...tree.keys()]) if (other.startsWith(`${path}/`)) tree.delete(other);
  };
  const put = (path: string, kind: string) => {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      if (tree.get(path.slice(0, at)) !== 'directory') tree.set(path.slice(0, at), 'directory');
    }
    if (kind !== 'directory') removeBelow(path);
    tree.set(path, kind);
  };
  for (const layer of layers) {
    const names = layer.map(({ name }) => String(name));
    for (const name of names) {
      const cut = name.lastIndexOf('/') + 1;
      if (name.slice(cut) === '.wh..wh..opq') removeBelow(name.slice(0, cut - 1));
      else if (name.startsWith('.wh.', cut)) {
        const hidden = name.slice(0, cut) + name.slice(cut + 4);
        removeBelow(hidden);
        tree.delete(hidden);
      }
    }
    for (const name of names) {
      const cut = name.lastIndexOf('/') + 1;
      const isOpaque = name.slice(cut) === '.wh..wh..opq';
      if (isOpaque) put(name.slice(0, cut - 1), 'directory');
      else if (!name.startsWith('.wh.', cut))
        put(name.replace(/\/$/, ''), name.endsWith('/') ? 'directory' : 'file');
      else if (cut > 0) put(name.slice(0, cut - 1), 'directory');
    }
  }
  return tree;
}
