import { beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../../../../../src/common/contract/jobs';
import { AppError, toWireError } from '../../../../../src/common/errors';
import { runBulk } from '../../../../../src/main/backend/jobs/bulk-job';
import type { JobContext } from '../../../../../src/main/backend/jobs/job-registry';

const progress: JobProgress[] = [];
const lines: string[] = [];
let abort: AbortController;
let context: JobContext;

beforeEach(() => {
  progress.length = 0;
  lines.length = 0;
  abort = new AbortController();
  context = {
    jobId: 'job',
    signal: abort.signal,
    progress: (value) => void progress.push(value),
    log: (text) => void lines.push(text),
    describeError: (thrown) => toWireError(thrown),
  };
});

const subjects = Array.from({ length: 20 }, (_, index) => ({ id: `id-${index}`, name: `name-${index}` }));
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('runBulk', () => {
  it('does all, a few at a time, and tells each step', async () => {
    let running = 0;
    let most = 0;
    const result = await runBulk(context, subjects, async () => {
      running += 1;
      most = Math.max(most, running);
      await tick();
      running -= 1;
    });
    expect(most).toBe(6);
    expect(result).toEqual({ kind: 'items', succeeded: subjects, failed: [] });
    expect(progress).toHaveLength(21);
    expect(progress[0]).toEqual({ kind: 'items', done: 0, failed: 0, total: 20 });
    expect(progress.at(-1)).toEqual({ kind: 'items', done: 20, failed: 0, total: 20 });
  });

  it('goes on after failures and keeps the order', async () => {
    const result = await runBulk(context, subjects, async ({ id }) => {
      await tick();
      if (Number(id.slice(3)) % 2) throw new AppError('conflict', `${id} is in use`);
    });
    expect(result.succeeded.map(({ id }) => id)).toEqual(
      subjects.filter((_, index) => index % 2 === 0).map(({ id }) => id),
    );
    expect(result.failed).toHaveLength(10);
    expect(result.failed[0]).toEqual({
      subject: subjects[1],
      error: { code: 'conflict', message: 'id-1 is in use' },
    });
    expect(progress.at(-1)).toEqual({ kind: 'items', done: 20, failed: 10, total: 20 });
    expect(lines).toContain('name-1: id-1 is in use');
  });

  it('begins nothing more after a cancel and says which were not done', async () => {
    const begun: string[] = [];
    const result = await runBulk(
      context,
      subjects,
      async ({ id }, signal) => {
        begun.push(id);
        if (begun.length === 3) abort.abort();
        await tick();
        if (id === 'id-2') signal.throwIfAborted();
      },
      { concurrency: 1 },
    );
    expect(begun).toEqual(['id-0', 'id-1', 'id-2']);
    expect(result.succeeded).toHaveLength(2);
    expect(result.failed.map(({ subject }) => subject.id)).toEqual(subjects.slice(2).map(({ id }) => id));
    expect(new Set(result.failed.map(({ error }) => error.code))).toEqual(new Set(['canceled']));
  });

  it('adds up what the items freed and noted, and says nothing that nobody said', async () => {
    const some = await runBulk(context, subjects.slice(0, 3), async ({ id }) => {
      return id === 'id-1' ? undefined : { freedBytes: 10, notes: [`deleted ${id}`] };
    });
    expect(some).toMatchObject({ freedBytes: 20, notes: ['deleted id-0', 'deleted id-2'] });
    const none = await runBulk(context, subjects.slice(0, 1), async () => ({}));
    expect(none).toStrictEqual({ kind: 'items', succeeded: subjects.slice(0, 1), failed: [] });
  });

  it('has nothing to do with no subjects', async () => {
    const result = await runBulk(context, [], async () => {
      throw new Error('never called');
    });
    expect(result).toEqual({ kind: 'items', succeeded: [], failed: [] });
  });
});
