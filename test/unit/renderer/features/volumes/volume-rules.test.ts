import { describe, expect, it } from 'vitest';
import type { VolumeRemovalPreview } from '../../../../../src/common/contract/volumes';
import {
  isInView,
  isVolumeName,
  planRemoval,
} from '../../../../../src/renderer/features/volumes/volume-rules';

const preview = (name: string, sizeBytes?: number, ...users: string[]): VolumeRemovalPreview => ({
  name,
  ...(sizeBytes === undefined ? {} : { sizeBytes }),
  usedBy: users.map((user) => ({ id: user, name: user, running: false })),
});

describe('planRemoval', () => {
  it('loses what is not in use; a stopped container is use enough', () => {
    const plan = planRemoval([preview('a', 10), preview('b', 1000, 'old'), preview('c'), preview('d', 0)]);
    expect(plan.possible.map(({ name }) => name)).toEqual(['a', 'c', 'd']);
    expect(plan.blocked.map(({ name }) => name)).toEqual(['b']);
    expect(plan.lostBytes).toBe(10);
    expect(plan.unmeasured).toBe(1);
  });
});

describe('isVolumeName', () => {
  it.each(['db', 'a.b-c_d', '0'.repeat(64)])('takes %s', (name) => expect(isVolumeName(name)).toBe(true));
  it.each(['', 'a', '.ab', '/tmp', 'a b', 'x'.repeat(256)])('refuses %j', (name) =>
    expect(isVolumeName(name)).toBe(false),
  );
});

describe('isInView', () => {
  const volume = {
    name: 'v',
    driver: 'local',
    scope: 'local',
    mountpoint: '/v',
    labels: {},
    options: {},
    anonymous: true,
  };
  it.each([
    ['all', 0, true],
    ['used', 0, false],
    ['used', 2, true],
    ['unused', 0, true],
    ['unused', 1, false],
    ['anonymous', 1, true],
  ] as const)('view %s with %i containers: %s', (view, users, expected) => {
    expect(isInView(view, { volume, users, sizeBytes: undefined })).toBe(expected);
  });
});
