import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../../src/common/contract/jobs';
import { followJob } from '../../../../src/renderer/lib/follow-job';
import { createListReducer, emptyList, type LiveList } from '../../../../src/renderer/lib/list-state';

const job = (state: Job['state'], sequence = 1): Job => ({
  id: 'j1',
  kind: 'container.stop',
  subjects: [],
  subjectCount: 1,
  state,
  cancelRequested: false,
  createdAt: 1,
  sequence,
});

function createStore() {
  const listeners = new Set<() => void>();
  let state: LiveList<Job> = emptyList;
  const reduce = createListReducer<Job>((one) => one.id);
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    getState: () => state,
    listeners,
    put: (items: readonly Job[], at: number) => {
      state = reduce(state, { kind: 'snapshot', items, at });
      for (const listener of [...listeners]) listener();
    },
  };
}

describe('followJob', () => {
  it('reports each state and resolves with the last one, also when the job is not known at first', async () => {
    const store = createStore();
    store.put([], 1);
    const onChange = vi.fn();
    const ended = followJob(store, 'j1', onChange);
    store.put([job('running', 1)], 2);
    store.put([job('running', 2)], 3);
    store.put([job('succeeded', 3)], 4);
    await expect(ended).resolves.toMatchObject({ state: 'succeeded' });
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(store.listeners.size).toBe(0);
  });

  it('resolves at once with a job that has ended already', async () => {
    const store = createStore();
    store.put([job('failed')], 1);
    await expect(followJob(store, 'j1', () => undefined)).resolves.toMatchObject({ state: 'failed' });
  });

  it('rejects when the job is forgotten while it is followed', async () => {
    const store = createStore();
    const ended = followJob(store, 'j1', () => undefined);
    store.put([job('running')], 2);
    store.put([], 3);
    await expect(ended).rejects.toMatchObject({ code: 'not_found' });
    expect(store.listeners.size).toBe(0);
  });
});
