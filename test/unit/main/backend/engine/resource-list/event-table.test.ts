import { describe, expect, it } from 'vitest';
import { dirtyMarks } from '../../../../../../src/main/backend/engine/resource-list/event-table';

function marks(
  type: string,
  action: string,
  actorId: string,
  attributes: Record<string, string> = {},
): string[] {
  const event = { id: '1', engineId: 'e', at: 0, type, action, actorId, attributes };
  return dirtyMarks(event).map(({ resource, id }) => `${resource}:${id ?? '*'}`);
}

describe('what an event makes dirty', () => {
  it.each([
    ['container', 'create', ['containers:x']],
    ['container', 'die', ['containers:x']],
    ['container', 'health_status: unhealthy', ['containers:x']],
    ['container', 'rename', ['containers:x']],
    ['container', 'destroy', ['containers:x']],
    ['container', 'remove', ['containers:x']],
    ['container', 'an action of tomorrow', ['containers:x']],
    ['container', 'exec_start: sh -c "a: b"', []],
    ['container', 'exec_died', []],
    ['container', 'top', []],
    ['container', 'archive-path', []],
    ['container', 'commit', ['images:*']],
    ['container', 'prune', ['containers:*']],
    ['image', 'tag', ['images:*', 'containers:*']],
    ['image', 'delete', ['images:*', 'containers:*']],
    ['image', 'pull', ['images:*', 'containers:*']],
    ['image', 'push', []],
    ['image', 'save', []],
    ['volume', 'create', ['volumes:x']],
    ['volume', 'prune', ['volumes:*']],
    ['network', 'create', ['networks:x']],
    ['daemon', 'reload', []],
    ['plugin', 'enable', []],
    ['__proto__', 'create', []],
    ['toString', 'create', []],
  ])('%s %s', (type, action, expected) => {
    expect(marks(type, action, 'x')).toEqual(expected);
  });

  it('a container that joins or leaves a network, and the network', () => {
    for (const action of ['connect', 'disconnect']) {
      expect(marks('network', action, 'n', { container: 'c', name: 'front' })).toEqual([
        'networks:n',
        'containers:c',
      ]);
    }
  });

  it('anything, when the event names nothing', () => {
    expect(marks('container', 'die', '')).toEqual(['containers:*']);
    expect(marks('network', 'connect', 'n')).toEqual(['networks:n', 'containers:*']);
  });

  it("podman's volumes by their name", () => {
    expect(marks('volume', 'remove', '', { name: 'data' })).toEqual(['volumes:data']);
  });

  it('nothing by a property of every object', () => {
    expect(marks('container', 'constructor', 'x')).toEqual(['containers:x']);
  });
});
