import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../src/common/contract/jobs';
import { createFormat } from '../../../../src/renderer/lib/format';
import {
  jobOutcome,
  jobProgressText,
  jobShare,
  jobTitle,
  sortJobs,
} from '../../../../src/renderer/lib/job-text';
import { jobView } from '../../../../src/renderer/lib/job-view';
import { en } from '../../../../src/renderer/locales/en';
import { es } from '../../../../src/renderer/locales/es';

const format = createFormat('en');
const base: Job = {
  id: 'j',
  kind: 'container.stop',
  engineId: 'default',
  subjects: [{ id: 'c1', name: 'web' }],
  subjectCount: 1,
  state: 'running',
  cancelRequested: false,
  createdAt: 10,
  sequence: 1,
};
const failure = {
  subject: { id: 'c2', name: 'db' },
  error: { code: 'conflict', message: 'in use' },
} as const;

describe('jobTitle', () => {
  it('names one object and counts several', () => {
    expect(jobTitle(en, base)).toBe('Stop web');
    expect(jobTitle(en, { ...base, subjectCount: 1204 })).toBe('Stop 1,204 containers');
    expect(jobTitle(es, { ...base, kind: 'image.remove', subjectCount: 2 })).toBe('Eliminar 2 imágenes');
    expect(jobTitle(es, { ...base, kind: 'engine.install', subjects: [], subjectCount: 0 })).toBe(
      'Instalar Docker Engine',
    );
  });
});

describe('progress', () => {
  it('knows its share where the total is known', () => {
    expect(jobShare({ ...base, progress: { kind: 'items', done: 2, failed: 1, total: 4 } })).toBe(0.75);
    expect(jobShare({ ...base, progress: { kind: 'bytes', done: 5 } })).toBeUndefined();
    expect(jobShare({ ...base, progress: { kind: 'bytes', done: 12, total: 10 } })).toBe(1);
    expect(jobShare({ ...base, progress: { kind: 'items', done: 0, failed: 0, total: 0 } })).toBeUndefined();
  });
  it('is said in words', () => {
    const items = { kind: 'items', done: 2, failed: 1, total: 4 } as const;
    expect(jobProgressText(en, format, { ...base, progress: items })).toBe('3 of 4 · 1 failed');
    const bytes = { kind: 'bytes', done: 1024, total: 2048 } as const;
    expect(jobProgressText(en, format, { ...base, progress: bytes })).toBe('1 KiB of 2 KiB');
  });
});

describe('outcome', () => {
  it('sums a bulk action up in one line', () => {
    const result = {
      kind: 'items',
      succeeded: [
        { id: '1', name: 'a' },
        { id: '2', name: 'b' },
      ],
      failed: [failure],
      freedBytes: 1024 ** 2,
    } as const;
    const job: Job = {
      ...base,
      state: 'succeeded',
      result: { ...result, succeeded: [...result.succeeded], failed: [...result.failed] },
    };
    expect(jobOutcome(en, format, job)).toBe('2 succeeded · 1 failed · 1 MiB freed');
    expect(jobView(en, format, job)).toMatchObject({
      tone: 'warn',
      stateLabel: 'Partly failed',
      busy: false,
    });
  });
  it('says nothing of a single success and the class of a failure', () => {
    const done: Job = {
      ...base,
      state: 'succeeded',
      result: { kind: 'items', succeeded: [{ id: '1', name: 'a' }], failed: [] },
    };
    expect(jobOutcome(en, format, done)).toBeUndefined();
    const failed: Job = { ...base, state: 'failed', error: { code: 'permission_denied', message: 'x' } };
    expect(jobOutcome(en, format, failed)).toBe('Permission denied');
  });
});

describe('sortJobs', () => {
  it('puts what runs before what ended, each newest first', () => {
    const make = (id: string, createdAt: number, endedAt?: number): Job => ({
      ...base,
      id,
      createdAt,
      state: endedAt === undefined ? 'running' : 'succeeded',
      ...(endedAt === undefined ? {} : { endedAt }),
    });
    const sorted = sortJobs([make('old', 1, 50), make('run1', 2), make('late', 1, 90), make('run2', 5)]);
    expect(sorted.map(({ id }) => id)).toEqual(['run2', 'run1', 'late', 'old']);
  });
});
