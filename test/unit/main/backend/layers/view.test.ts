import { describe, expect, it } from 'vitest';
import { mergedPath } from '../../../../../src/main/backend/layers/stack/find-merged-path';
import { orderBySize } from '../../../../../src/main/backend/layers/stack/order-by-size';
import type { StackAnalysis } from '../../../../../src/main/backend/layers/stack/stack-analysis';
import { globToRegExp } from '../../../../../src/main/backend/layers/view/glob';
import { type FilterSyntax, matchNames } from '../../../../../src/main/backend/layers/view/name-filter';
import { TreeView, type TreeViewOptions } from '../../../../../src/main/backend/layers/view/tree-view';
import { createViewModel, type ViewModel } from '../../../../../src/main/backend/layers/view/view-model';
import { ordersOf } from '../../../../../src/main/backend/layers/view/view-orders';
import { stackOf } from '../../../../support/layers/stack-of';
import type { TarSpec } from '../../../../support/layers/tar-bytes';

const file = (name: string, bytes: number): TarSpec => ({ name, body: 'x'.repeat(bytes) });

function viewOf(stack: StackAnalysis, model: ViewModel, more: Partial<TreeViewOptions> = {}): TreeView {
  const { folders, bySize: sizeOrder } = ordersOf(stack, model);
  const { included } = model;
  const options = { tree: stack.tree, included, sizeOrder, sort: 'name', flat: false, folders } as const;
  return new TreeView({ ...options, ...more });
}

const pathsIn = (stack: StackAnalysis, view: TreeView): readonly string[] =>
  [...view.rows(0, 1000)].map((node) => mergedPath(stack.tree, node));

const found = (stack: StackAnalysis, text: string, syntax: FilterSyntax): readonly string[] =>
  [...matchNames(stack.tree, { text, syntax })].flatMap((hit, node) =>
    hit ? [mergedPath(stack.tree, node)] : [],
  );

describe('view model', () => {
  it('sums what is in a folder, each content once', async () => {
    const stack = await stackOf([
      file('a/x', 10),
      { name: 'a/link', type: '1', link: 'a/x' },
      file('b/y', 5),
      { name: 'b/z', type: '2', link: 'y' },
    ]);
    const { bytes, files } = createViewModel(stack, 'final', 0);
    const at = (path: string) =>
      [...bytes.keys()].find((node) => mergedPath(stack.tree, node) === path) ?? -1;
    expect([bytes[0], bytes[at('a')], bytes[at('b')]]).toEqual([15, 10, 5]);
    expect([files[0], files[at('a')], files[at('b')]]).toEqual([4, 2, 2]);
  });

  it('counts a content at the link that still shows it', async () => {
    const stack = await stackOf(
      [file('a/x', 10), { name: 'b/l', type: '1', link: 'a/x' }],
      [file('a/.wh.x', 0)],
    );
    const { bytes } = createViewModel(stack, 'final', 1);
    expect(bytes[0]).toBe(stack.totals.visibleBytes);
    expect(bytes[0]).toBe(10);
  });

  it('shows of a layer what it has, what it took away, and what is lost of it', async () => {
    const stack = await stackOf(
      [file('d/gone', 7), file('d/s/deep', 3), file('kept', 1)],
      [file('.wh.d', 0), file('new/a', 20), file('new/b', 30)],
      [file('new/.wh.a', 0)],
    );
    const model = createViewModel(stack, 'layer', 1);
    const view = viewOf(stack, model);
    for (const node of [...model.included.keys()]) view.setOpen(node, true);
    expect(pathsIn(stack, view)).toEqual(['d', 'd/gone', 'd/s', 'd/s/deep', 'new', 'new/a', 'new/b']);
    expect([model.bytes[0], model.removed?.[0], model.wasted?.[0]]).toEqual([50, 10, 20]);
  });
});

describe('TreeView', () => {
  it('shows open folders, in the order of names or sizes', async () => {
    const stack = await stackOf([
      file('b/big', 50),
      file('b/small', 1),
      file('a', 9),
      file('c/x', 20),
      file('c/y', 25),
    ]);
    const model = createViewModel(stack, 'final', 0);
    const byName = viewOf(stack, model);
    expect(pathsIn(stack, byName)).toEqual(['a', 'b', 'c']);
    byName.setOpen(byName.rows(1, 1)[0] ?? 0, true);
    expect(pathsIn(stack, byName)).toEqual(['a', 'b', 'b/big', 'b/small', 'c']);
    expect(byName.rows(2, 1)).toHaveLength(1);
    byName.setOpen(byName.rows(1, 1)[0] ?? 0, false);
    expect(byName.rowCount).toBe(3);
    const bySize = viewOf(stack, model, { sort: 'size' });
    expect(pathsIn(stack, bySize)).toEqual(['b', 'c', 'a']);
    for (const node of [...bySize.rows(0, 3)]) bySize.setOpen(node, true);
    expect(pathsIn(stack, bySize)).toEqual(['b', 'b/big', 'b/small', 'c', 'c/y', 'c/x', 'a']);
    expect(pathsIn(stack, viewOf(stack, model, { sort: 'size', flat: true }))).toEqual([
      'b/big',
      'c/y',
      'c/x',
      'a',
      'b/small',
    ]);
  });

  it('opens what a filter finds, and can close it again', async () => {
    const stack = await stackOf([
      file('a/one.js', 1),
      file('a/two.css', 1),
      file('b/c/three.js', 1),
      file('d', 1),
    ]);
    const matched = matchNames(stack.tree, { text: '*.js', syntax: 'glob' });
    const view = viewOf(stack, createViewModel(stack, 'final', 0), { matched });
    expect(pathsIn(stack, view)).toEqual(['a', 'a/one.js', 'b', 'b/c', 'b/c/three.js']);
    expect(view.matchCount).toBe(2);
    view.setOpen(view.rows(2, 1)[0] ?? 0, false);
    expect(pathsIn(stack, view)).toEqual(['a', 'a/one.js', 'b']);
    expect(view.hasRows(view.rows(2, 1)[0] ?? 0)).toBe(true);
  });

  it('has open again, when the filter goes, what was open before it came', async () => {
    const stack = await stackOf([file('a/x', 1), file('b/x', 1), file('b/y', 1)]);
    const model = createViewModel(stack, 'final', 0);
    const before = viewOf(stack, model);
    before.setOpen(before.rows(1, 1)[0] ?? 0, true);
    expect(pathsIn(stack, before)).toEqual(['a', 'b', 'b/x', 'b/y']);
    const filtered = (text: string) =>
      viewOf(stack, model, { matched: matchNames(stack.tree, { text, syntax: 'text' }) });
    const first = filtered('x');
    first.copyOpen(before);
    expect(pathsIn(stack, first)).toEqual(['a', 'a/x', 'b', 'b/x']);
    first.setOpen(first.rows(0, 1)[0] ?? 0, false);
    const second = filtered('y');
    second.copyOpen(first);
    expect(pathsIn(stack, second)).toEqual(['b', 'b/y']);
    const after = viewOf(stack, model);
    after.copyOpen(second);
    expect(pathsIn(stack, after)).toEqual(['a', 'b', 'b/x', 'b/y']);
  });

  it('reveals a path', async () => {
    const stack = await stackOf([file('a/b/c', 1), file('z', 1)]);
    const view = viewOf(stack, createViewModel(stack, 'final', 0));
    expect(view.reveal(3)).toBe(2);
    expect(pathsIn(stack, view)).toEqual(['a', 'a/b', 'a/b/c', 'z']);
    const matched = matchNames(stack.tree, { text: 'z', syntax: 'text' });
    expect(viewOf(stack, createViewModel(stack, 'final', 0), { matched }).reveal(3)).toBe(-1);
  });
});

describe('matchNames', () => {
  it('finds the same where hits are dense as where they are rare', async () => {
    const names = Array.from({ length: 30_000 }, (_, at) => `d/${at % 3 === 0 ? 'A' : 'b'}${at}`);
    const stack = await stackOf(names.map((name) => file(name, 0)));
    const byRule = names.filter((name) => name.includes('1'));
    expect(new Set(found(stack, '1', 'text'))).toEqual(new Set(byRule));
    expect(found(stack, 'a', 'text')).toHaveLength(10_000);
    expect(found(stack, 'a29997', 'text')).toEqual(['d/A29997']);
  });
});

describe('orderBySize', () => {
  it.each([10, 4095, 4096, 50_000])('sorts %i sizes like a comparison does', (count) => {
    let seed = count;
    const sizes = Float64Array.from({ length: count }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return [seed % 7, seed, seed * 2 ** 20][seed % 3] ?? 0;
    });
    const expected = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
    expect([...orderBySize(sizes)]).toEqual(expected);
  });
});

describe('matchNames', () => {
  const stack = stackOf([
    file('usr/lib/libA.so.1', 1),
    file('usr/lib/x/deep/libB.so', 1),
    file('usr/Share/ÄRGER.txt', 1),
    file('etc/app.conf', 1),
    file('li', 1),
    file('b', 1),
  ]);

  it.each([
    ['LIBa', 'text', ['usr/lib/libA.so.1']],
    // Not across two names that stand beside one another.
    ['lib', 'text', ['usr/lib', 'usr/lib/libA.so.1', 'usr/lib/x/deep/libB.so']],
    ['ärger', 'text', ['usr/Share/ÄRGER.txt']],
    ['/usr/lib/L', 'text', ['usr/lib/libA.so.1']],
    ['lib/x', 'text', ['usr/lib/x']],
    ['.so', 'text', ['usr/lib/libA.so.1', 'usr/lib/x/deep/libB.so']],
    ['*.so', 'glob', ['usr/lib/x/deep/libB.so']],
    ['usr/lib/*', 'glob', ['usr/lib/libA.so.1', 'usr/lib/x']],
    ['usr/**/lib?.so*', 'glob', ['usr/lib/libA.so.1', 'usr/lib/x/deep/libB.so']],
    ['^lib[AB]', 'regex', ['usr/lib/libA.so.1', 'usr/lib/x/deep/libB.so']],
    ['^usr/.*\\.txt$', 'regex', ['usr/Share/ÄRGER.txt']],
    ['nothing', 'text', []],
  ] as const)('%s as %s', async (text, syntax, expected) => {
    const known = await stack;
    expect(found(known, text, syntax)).toEqual(expected);
  });

  it('refuses an expression that is none, and ends one that would not end', async () => {
    const known = await stack;
    expect(() => found(known, '[', 'regex')).toThrow('Invalid regular expression');
    const endless = await stackOf([file('a'.repeat(60), 1)]);
    const start = performance.now();
    expect(() => found(endless, '(a+)+b', 'regex')).toThrow('the filter took longer than');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('globToRegExp', () => {
  it.each([
    ['*.js', 'a.js', 'a/b.js'],
    ['**/a', 'a', 'ba'],
    ['**/a', 'x/y/a', 'x/a/y'],
    ['a?c', 'abc', 'a/c'],
    ['[a-c]x', 'bx', 'dx'],
    ['[!a]x', 'bx', 'ax'],
    ['{a,b}.txt', 'b.txt', 'c.txt'],
    ['a\\*', 'a*', 'ab'],
    ['a.b', 'a.b', 'axb'],
    ['x-y_(z)+', 'x-y_(z)+', 'x-y_zz'],
  ])('%s takes %s and not %s', (glob, yes, no) => {
    expect(globToRegExp(glob).test(yes)).toBe(true);
    expect(globToRegExp(glob).test(no)).toBe(false);
  });
});
