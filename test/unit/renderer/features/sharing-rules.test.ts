import { describe, expect, it } from 'vitest';
import type { Sharing } from '../../../../src/common/contract/layer-findings';
import {
  groupName,
  layerSum,
  toGroups,
  toRows,
} from '../../../../src/renderer/features/layers/sharing/sharing-rules';

const layer = (bytes: number | undefined) => ({ chainId: 'c', diffId: 'd', bytes, images: 1 });
const image = (id: string, layers: number[], sizeBytes = 10) => ({
  ...{ id, tags: [`${id}:1`], sizeBytes, sharedBytes: 0, uniqueBytes: sizeBytes, layers },
});
const sharing: Sharing = {
  layers: [layer(100), layer(50), layer(7), layer(undefined), layer(3)],
  images: [image('b', [0, 1, 2], 20), image('a', [0, 1, 3], 30), image('c', [0, 4]), image('z', [])],
  totalBytes: 160,
};

describe('sharing rules', () => {
  it('puts layers of the same images into one group, most saved bytes first', () => {
    const groups = toGroups(sharing);
    expect(groups).toEqual([
      { name: 'A', layers: [0], bytes: 100, images: ['b', 'a', 'c'], savedBytes: 200 },
      { name: 'B', layers: [1], bytes: 50, images: ['b', 'a'], savedBytes: 50 },
    ]);
    expect(
      toRows(sharing, groups, 'groups', '').map(({ image: { id }, groups: own }) => [id, [...own]]),
    ).toEqual([
      ['c', [0]],
      ['a', [0, 1]],
      ['b', [0, 1]],
      ['z', []],
    ]);
  });

  it('sorts and filters', () => {
    const groups = toGroups(sharing);
    expect(toRows(sharing, groups, 'size', '').map(({ image: { id } }) => id)).toEqual(['a', 'b', 'c', 'z']);
    expect(toRows(sharing, groups, 'name', 'C:').map(({ image: { id } }) => id)).toEqual(['c']);
  });

  it('counts each layer once, and what nobody knows', () => {
    expect(layerSum(sharing)).toEqual({ bytes: 160, unknown: 1 });
  });

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('names group %i %s', (position, name) => expect(groupName(position)).toBe(name));

  it('is quick with 500 images of 5,000 layers', () => {
    const layers = Array.from({ length: 5000 }, () => layer(1));
    const images = Array.from({ length: 500 }, (_, at) =>
      image(
        `i${at}`,
        Array.from({ length: 30 }, (__, step) =>
          step < 20 ? (at % 10) * 20 + step : 200 + at * 9 + step - 20,
        ),
      ),
    );
    const many = { layers, images, totalBytes: 0 };
    const started = performance.now();
    expect(toRows(many, toGroups(many), 'groups', '')).toHaveLength(500);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
