import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../../../src/common/contract/engines';
import type { Job } from '../../../../../src/common/contract/jobs';
import {
  type ActivityFilter,
  filterEntries,
  toEntries,
} from '../../../../../src/renderer/features/activity/activity-entries';

const job = (id: string, patch: Partial<Job> = {}): Job => ({
  id,
  kind: 'container.stop',
  engineId: 'default',
  subjects: [],
  subjectCount: 1,
  state: 'succeeded',
  cancelRequested: false,
  createdAt: 10,
  endedAt: 20,
  sequence: 1,
  ...patch,
});
const event = (id: string, patch: Partial<EngineEvent> = {}): EngineEvent => ({
  id,
  engineId: 'default',
  at: 15,
  type: 'container',
  action: 'start',
  actorId: 'c',
  attributes: {},
  ...patch,
});
const all: ActivityFilter = { kind: 'all', type: 'every', text: '', failedOnly: false };

const entries = toEntries(
  [
    job('j1'),
    job('other', { engineId: 'elsewhere' }),
    job('install', { kind: 'engine.install', endedAt: 40, state: 'failed' }),
    job('part', {
      kind: 'image.remove',
      endedAt: 5,
      result: {
        kind: 'items',
        succeeded: [],
        failed: [{ subject: { id: 'i', name: 'i' }, error: { code: 'conflict', message: 'x' } }],
      },
    }),
  ],
  [
    event('e1'),
    event('e2', { at: 30, action: 'die', attributes: { exitCode: '1' } }),
    event('e3', { at: 1, type: 'daemon', action: 'reload' }),
    event('e4', { at: 2, type: 'plugin', action: 'enable' }),
  ],
  'default',
);
const ids = (filter: Partial<ActivityFilter>): string[] =>
  filterEntries(entries, { ...all, ...filter }, (entry) => `${entry.id} Contenedor`).map(({ id }) => id);

describe('toEntries', () => {
  it('puts jobs and events on one line, newest first, without the jobs of other engines', () => {
    expect(entries.map(({ id }) => id)).toEqual([
      'job:install',
      'event:e2',
      'job:j1',
      'event:e1',
      'job:part',
      'event:e4',
      'event:e3',
    ]);
  });
});

describe('filterEntries', () => {
  it('filters by kind, object, failure and words', () => {
    expect(ids({ kind: 'jobs' })).toEqual(['job:install', 'job:j1', 'job:part']);
    expect(ids({ kind: 'events', type: 'container' })).toEqual(['event:e2', 'event:e1']);
    expect(ids({ type: 'engine' })).toEqual(['job:install', 'event:e3']);
    expect(ids({ type: 'other' })).toEqual(['event:e4']);
    expect(ids({ failedOnly: true })).toEqual(['job:install', 'event:e2', 'job:part']);
    expect(ids({ text: 'contenedor E1' })).toEqual(['event:e1']);
    expect(ids({ text: 'nothing' })).toEqual([]);
  });
});
