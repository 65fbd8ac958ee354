import { describe, expect, it } from 'vitest';
import type { ContainerState, ContainerSummary } from '../../../../../src/common/contract/containers';
import {
  eligible,
  isContainerName,
  isInView,
  refusalOf,
} from '../../../../../src/renderer/features/containers/container-rules';
import { summarizeRemoval } from '../../../../../src/renderer/features/containers/removal-summary';

function container(state: ContainerState, more: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    id: `${state}-id`,
    name: state,
    image: 'alpine',
    imageId: 'sha256:1',
    command: 'sh',
    createdAt: 0,
    state,
    status: '',
    ports: [],
    mounts: [],
    networks: [],
    labels: {},
    ...more,
  };
}

const capable = { pause: true };

describe('refusalOf', () => {
  it('says that nothing is selected before anything else', () => {
    expect(refusalOf('start', [], capable)).toEqual({ kind: 'nothing' });
    expect(refusalOf('pause', [], { pause: false })).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['start', 'running'],
    ['stop', 'exited'],
    ['pause', 'paused'],
    ['unpause', 'running'],
    ['kill', 'created'],
    ['restart', 'dead'],
    ['remove', 'removing'],
    ['rename', 'removing'],
  ] as const)('does not %s what is %s, and names the state', (action, state) => {
    expect(refusalOf(action, [container(state)], capable)).toEqual({ kind: 'state', state });
  });

  it.each([
    ['start', 'exited'],
    ['start', 'created'],
    ['stop', 'paused'],
    ['stop', 'restarting'],
    ['restart', 'exited'],
    ['pause', 'running'],
    ['unpause', 'paused'],
    ['kill', 'paused'],
    ['remove', 'running'],
    ['remove', 'dead'],
  ] as const)('lets %s what is %s', (action, state) => {
    expect(refusalOf(action, [container(state)], capable)).toBeUndefined();
  });

  it('takes a mixed selection and acts on those it can', () => {
    const mixed = [container('running'), container('exited'), container('paused')];
    expect(refusalOf('start', mixed, capable)).toBeUndefined();
    expect(eligible('start', mixed).map(({ state }) => state)).toEqual(['exited']);
    expect(eligible('stop', mixed).map(({ state }) => state)).toEqual(['running', 'paused']);
    expect(refusalOf('start', [container('running'), container('paused')], capable)).toEqual({
      kind: 'none_of',
    });
  });

  it('does not pause on an engine that cannot, and tries while the engine is not known', () => {
    expect(refusalOf('pause', [container('running')], { pause: false })).toEqual({ kind: 'no_pause' });
    expect(refusalOf('pause', [container('running')], undefined)).toBeUndefined();
  });

  it('renames one at a time', () => {
    expect(refusalOf('rename', [container('running'), container('exited')], capable)).toEqual({
      kind: 'one_only',
    });
  });
});

describe('isInView', () => {
  it.each([
    ['running', 'paused', {}, true],
    ['running', 'exited', {}, false],
    ['stopped', 'created', {}, true],
    ['stopped', 'restarting', {}, false],
    ['unhealthy', 'running', { health: 'unhealthy' }, true],
    ['unhealthy', 'running', { health: 'starting' }, false],
    ['unhealthy', 'exited', { exitCode: 1 }, true],
    ['unhealthy', 'exited', { exitCode: 0 }, false],
    // Told to end by SIGTERM and SIGKILL.
    ['unhealthy', 'exited', { exitCode: 143 }, false],
    ['unhealthy', 'exited', { exitCode: 137 }, false],
    ['unhealthy', 'dead', {}, true],
    ['all', 'removing', {}, true],
  ] as const)('view %s, state %s %j: %s', (view, state, more, expected) => {
    expect(isInView(view, container(state, more))).toBe(expected);
  });
});

describe('isContainerName', () => {
  it.each(['ab', 'a.b_c-d', '0x'])('takes %s', (name) => expect(isContainerName(name)).toBe(true));
  it.each(['', 'a', '-ab', 'a b', 'a/b', 'ä-b', 'a\n'])('refuses %j', (name) =>
    expect(isContainerName(name)).toBe(false),
  );
});

describe('summarizeRemoval', () => {
  it('adds up what is known and counts what is not; a shared volume counts once', () => {
    const preview = (
      id: string,
      state: ContainerState,
      writableBytes?: number,
      anonymousVolumes: string[] = [],
    ) => ({
      id,
      name: id,
      state,
      anonymousVolumes,
      ...(writableBytes === undefined ? {} : { writableBytes }),
    });
    const summary = summarizeRemoval([
      preview('a', 'running', 100, ['v1']),
      preview('b', 'exited', undefined, ['v1', 'v2']),
      preview('c', 'paused', 0),
    ]);
    expect(summary.writableBytes).toBe(100);
    expect(summary.unmeasured).toBe(1);
    expect(summary.running.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(summary.anonymousVolumes).toBe(2);
  });
});
