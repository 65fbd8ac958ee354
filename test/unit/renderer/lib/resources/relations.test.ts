import { describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../../../../src/common/contract/containers';
import type { NetworkSummary } from '../../../../../src/common/contract/networks';
import { createProjectGroups } from '../../../../../src/renderer/lib/resources/compose-groups';
import { containerLook, isFailure } from '../../../../../src/renderer/lib/resources/container-look';
import {
  containersByImage,
  containersByNetwork,
  containersByVolume,
  containersOf,
} from '../../../../../src/renderer/lib/resources/relations';
import { isSameRow } from '../../../../../src/renderer/lib/resources/use-joined-rows';
import { findByIdOrName, rememberPresence } from '../../../../../src/renderer/lib/resources/use-presence';
import { en } from '../../../../../src/renderer/locales/en';

const container = (id: string, more: Partial<ContainerSummary> = {}): ContainerSummary => ({
  id,
  name: `name-${id}`,
  image: 'alpine',
  imageId: 'sha256:1',
  command: 'sh',
  createdAt: 0,
  state: 'running',
  status: '',
  ports: [],
  mounts: [],
  networks: [],
  labels: {},
  ...more,
});

const network = (id: string, name: string): NetworkSummary => ({
  id,
  name,
  driver: 'bridge',
  scope: 'local',
  internal: false,
  attachable: false,
  ingress: false,
  ipv6: false,
  subnets: [],
  labels: {},
  options: {},
  predefined: false,
});

describe('relations', () => {
  it('finds the containers of an image, and the same empty list for all others', () => {
    const index = containersByImage([container('a'), container('b', { imageId: 'sha256:2' })]);
    expect(containersOf(index, 'sha256:1').map(({ id }) => id)).toEqual(['a']);
    expect(containersOf(index, 'x')).toBe(containersOf(index, 'y'));
  });

  it('counts a container once that mounts a volume twice, and no bind mount of the same name', () => {
    const mount = (type: string, destination: string) => ({
      type,
      name: 'data',
      destination,
      readOnly: false,
    });
    const index = containersByVolume([
      container('a', { mounts: [mount('volume', '/x'), mount('volume', '/y')] }),
      container('b', { mounts: [mount('bind', '/x')] }),
    ]);
    expect(containersOf(index, 'data').map(({ id }) => id)).toEqual(['a']);
  });

  it('knows networks by id, and by name for a container that never ran', () => {
    const index = containersByNetwork(
      [
        container('a', { networks: [{ name: 'shop', networkId: 'n1' }] }),
        container('b', { networks: [{ name: 'shop' }] }),
        container('c', { networks: [{ name: 'gone' }] }),
      ],
      [network('n1', 'shop')],
    );
    expect(containersOf(index, 'n1').map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('gives the same group for the same project, also for hostile names', () => {
    const groupOf = createProjectGroups<{ readonly project: string }>(({ project }) => ({ project }));
    expect(groupOf({ project: '__proto__' })).toBe(groupOf({ project: '__proto__' }));
    expect(groupOf({ project: 'a\u0007' })).toEqual({ id: 'a\u0007', label: 'a⟨BEL⟩' });
  });
});

describe('presence', () => {
  const fresh = { status: 'fresh' as const, at: 5000 };
  const start = { key: 'a', item: undefined, removedAt: undefined };
  const item = container('a');

  it('remembers what has gone while the page was open, with the time', () => {
    const seen = rememberPresence(start, 'a', item, fresh);
    expect(seen.item).toBe(item);
    expect(rememberPresence(seen, 'a', item, fresh)).toBe(seen);
    const gone = rememberPresence(seen, 'a', undefined, fresh);
    expect(gone).toEqual({ key: 'a', item, removedAt: 5000 });
    expect(rememberPresence(gone, 'a', undefined, { ...fresh, at: 9000 })).toBe(gone);
    expect(rememberPresence(gone, 'a', item, fresh).removedAt).toBeUndefined();
  });

  it('does not take a list that is not live for a removal', () => {
    const seen = rememberPresence(start, 'a', item, fresh);
    expect(rememberPresence(seen, 'a', undefined, { status: 'stale' })).toBe(seen);
    expect(rememberPresence(seen, 'a', undefined, { status: 'loading' })).toBe(seen);
  });

  it('forgets when the page is about something else, and never removes what was never there', () => {
    const seen = rememberPresence(start, 'a', item, fresh);
    expect(rememberPresence(seen, 'b', undefined, fresh)).toEqual({ ...start, key: 'b' });
    expect(rememberPresence(start, 'a', undefined, fresh)).toBe(start);
  });

  it('finds by id, by the beginning of an id, and by name', () => {
    const long = container('0123456789abcdef');
    const list = { status: 'fresh' as const, items: [long], byId: new Map([[long.id, long]]) };
    for (const key of [long.id, '0123456789ab', long.name]) expect(findByIdOrName(list, key)).toBe(long);
    for (const key of ['', '0123', 'name', '__proto__']) expect(findByIdOrName(list, key)).toBeUndefined();
  });
});

describe('containerLook', () => {
  it('sees health before running, and failure only where nobody asked for the end', () => {
    expect(containerLook(en, container('a', { health: 'unhealthy' })).tone).toBe('bad');
    expect(containerLook(en, container('a', { state: 'exited', exitCode: 0 })).tone).toBe('neutral');
    expect(containerLook(en, container('a', { state: 'exited', exitCode: 137 }))).toMatchObject({
      tone: 'warn',
      label: 'Exited (137)',
    });
    expect([0, 1, 130, 137, 143, undefined].map(isFailure)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('isSameRow', () => {
  it('compares by identity, and notices added and missing values', () => {
    expect(isSameRow({ a: 1, b: undefined }, { a: 1, b: undefined })).toBe(true);
    expect(isSameRow({ a: [] }, { a: [] })).toBe(false);
    expect(isSameRow({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(isSameRow({ a: 1, b: 2 }, { a: 1 })).toBe(false);
  });
});
