import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobResult } from '../../../../../src/common/contract/jobs';
import { AppError } from '../../../../../src/common/errors';
import { createJobRegistry } from '../../../../../src/main/backend/jobs/create-job-registry';
import type {
  JobChanges,
  JobContext,
  JobRegistry,
  NewJob,
} from '../../../../../src/main/backend/jobs/job-registry';

const errors: unknown[] = [];
const warnings: unknown[] = [];
const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_message: string, fields?: unknown) => void warnings.push(fields),
  error: (_message: string, error?: unknown) => `error-${errors.push(error)}`,
  child: () => logger,
};
let registry: JobRegistry;
let open: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  errors.length = 0;
  warnings.length = 0;
  open = new AbortController();
  registry = createJobRegistry({ clock: { now: () => Date.now() }, logger });
});
afterEach(async () => {
  open.abort();
  vi.useRealTimers();
});

type Work = NewJob['work'];

function start(work: Work, subjects = [{ id: '1', name: 'one' }]): Job {
  return registry.start({ kind: 'container.stop', engineId: 'default', subjects, work });
}

/** Work that ends when the test says so. */
function controlled(): {
  work: Work;
  context: () => JobContext;
  finish(result?: JobResult): void;
  fail(error: unknown): void;
} {
  let running: JobContext | undefined;
  let resolve: (result?: JobResult) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<JobResult | undefined>((...settlers) => {
    [resolve, reject] = settlers;
  });
  return {
    work: (context) => {
      running = context;
      return promise;
    },
    context: () => {
      if (!running) throw new Error('the work has not begun');
      return running;
    },
    finish: (result) => resolve(result),
    fail: (error) => reject(error),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

/** Collects everything that a watcher is sent. */
function watch(since = 0): JobChanges[] {
  const seen: JobChanges[] = [];
  void (async () => {
    for await (const changes of registry.watch(since, open.signal)) seen.push(changes);
  })();
  return seen;
}

const jobsIn = (messages: readonly JobChanges[]) => messages.flatMap(({ changed }) => changed);
const items = (succeeded: number, failed: readonly string[]): JobResult => ({
  kind: 'items',
  succeeded: Array.from({ length: succeeded }, (_, index) => ({ id: `${index}`, name: `${index}` })),
  failed: failed.map((code) => ({
    subject: { id: code, name: code },
    error: { code: code as 'not_found', message: code },
  })),
});

describe('a job', () => {
  it('goes from queued over running to succeeded, with its times and its result', async () => {
    const work = controlled();
    const job = start(
      work.work,
      Array.from({ length: 7 }, (_, index) => ({ id: `${index}`, name: `n${index}` })),
    );
    expect(job).toMatchObject({
      state: 'queued',
      subjectCount: 7,
      createdAt: 1_000_000,
      cancelRequested: false,
    });
    expect(job.subjects.map(({ name }) => name)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    await settle();
    expect(registry.get(job.id)).toMatchObject({ state: 'running', startedAt: 1_000_000 });
    vi.setSystemTime(1_002_000);
    work.finish({ kind: 'bytes', bytes: 7 });
    await settle();
    expect(registry.get(job.id)).toMatchObject({
      state: 'succeeded',
      endedAt: 1_002_000,
      result: { kind: 'bytes', bytes: 7 },
    });
  });

  it.each([
    [items(2, []), 'succeeded'],
    [items(1, ['not_found']), 'succeeded'],
    [items(0, ['not_found', 'conflict']), 'failed'],
    [items(0, []), 'succeeded'],
    [undefined, 'succeeded'],
  ] as const)('with the result %j is %s', async (result, state) => {
    const job = start(async () => result);
    await settle();
    expect(registry.get(job.id).state).toBe(state);
    expect(registry.get(job.id).result).toEqual(result);
  });

  it('tells why it failed; only what nobody expected is logged', async () => {
    const expected = start(() =>
      Promise.reject(new AppError('conflict', 'in use', { details: { by: 'x' } })),
    );
    const bug = new TypeError('x is undefined');
    const unexpected = start(() => Promise.reject(bug));
    await settle();
    expect(registry.get(expected.id)).toMatchObject({
      state: 'failed',
      error: { code: 'conflict', message: 'in use', details: { by: 'x' } },
    });
    expect(registry.get(unexpected.id).error).toMatchObject({ code: 'internal', errorId: 'error-1' });
    expect(errors).toEqual([bug]);
  });

  it('fails when its work throws at once', async () => {
    const job = start(() => {
      throw new AppError('invalid_argument', 'at once');
    });
    await settle();
    expect(registry.get(job.id)).toMatchObject({ state: 'failed', error: { code: 'invalid_argument' } });
  });

  it('does not change after its end', async () => {
    const work = controlled();
    const job = start(work.work);
    await settle();
    work.finish();
    await settle();
    const ended = registry.get(job.id);
    work.context().progress({ kind: 'step', text: 'late' });
    work.context().log('late');
    await vi.advanceTimersByTimeAsync(1000);
    expect(registry.get(job.id)).toBe(ended);
  });

  it('is found by its id only', () => {
    expect(() => registry.get('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(() => registry.cancel('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(() => registry.dismiss('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('cancel', () => {
  it('of a queued job ends it before its work begins', async () => {
    const work = vi.fn(async () => undefined);
    const job = start(work);
    expect(registry.cancel(job.id)).toMatchObject({ state: 'canceled', cancelRequested: true });
    await settle();
    expect(work).not.toHaveBeenCalled();
    expect(registry.get(job.id).state).toBe('canceled');
  });

  it('is a request: the state turns when the work has stopped', async () => {
    const work = controlled();
    const job = start(work.work);
    await settle();
    expect(registry.cancel(job.id)).toMatchObject({ state: 'running', cancelRequested: true });
    expect(work.context().signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registry.get(job.id).state).toBe('running');
    expect(registry.cancel(job.id).state).toBe('running');
    work.fail(new Error('socket hang up'));
    await settle();
    expect(registry.get(job.id)).toMatchObject({ state: 'canceled' });
    expect(registry.get(job.id).error).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it.each([
    ['stops without a result', undefined, 'canceled'],
    ['leaves items undone', items(1, ['canceled']), 'canceled'],
    ['had everything done', items(2, []), 'succeeded'],
    ['ignored it and has failures of its own', items(0, ['conflict']), 'failed'],
  ] as const)('of work that %s', async (_what, result, state) => {
    const work = controlled();
    const job = start(work.work);
    await settle();
    registry.cancel(job.id);
    work.finish(result);
    await settle();
    expect(registry.get(job.id)).toMatchObject({ state, cancelRequested: true });
    expect(registry.get(job.id).result).toEqual(result);
  });

  it('is refused when the job has ended', async () => {
    const job = start(async () => undefined);
    await settle();
    expect(() => registry.cancel(job.id)).toThrow(expect.objectContaining({ code: 'failed_precondition' }));
  });
});

describe('watch', () => {
  it('answers at once, also when there is nothing', async () => {
    const seen = watch();
    await settle();
    expect(seen).toEqual([{ changed: [], removed: [] }]);
  });

  it('begins with what a late watcher has missed, oldest change first', async () => {
    const [first, second] = [start(async () => undefined), start(controlled().work)];
    await settle();
    const [seen] = [watch()];
    await settle();
    expect(seen).toHaveLength(1);
    expect(jobsIn(seen).map(({ id, state }) => [id, state])).toEqual([
      [second.id, 'running'],
      [first.id, 'succeeded'],
    ]);
    const sequences = jobsIn(seen).map(({ sequence }) => sequence);
    const resumed = watch(sequences[0]);
    await settle();
    expect(jobsIn(resumed).map(({ id }) => id)).toEqual([first.id]);
  });

  it('serves two watchers alike', async () => {
    const [one, two] = [watch(), watch()];
    const job = start(async () => undefined);
    await settle();
    expect(jobsIn(one).at(-1)).toBe(registry.get(job.id));
    expect(two).toEqual(one);
  });

  it('sends all to a watcher that has seen an earlier process, whichever way its number lies', async () => {
    start(async () => undefined);
    await settle();
    const [old, future] = [watch(500_000), watch(9_000_000)];
    await settle();
    expect([jobsIn(old).length, jobsIn(future).length]).toEqual([1, 1]);
  });

  it('shows progress at most ten times a second and always the latest', async () => {
    const work = controlled();
    const job = start(work.work);
    const seen = watch();
    await settle();
    const before = seen.length;
    for (let done = 1; done <= 1000; done += 1) {
      work.context().progress({ kind: 'bytes', done });
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(seen.length - before).toBeGreaterThanOrEqual(9);
    expect(seen.length - before).toBeLessThanOrEqual(10);
    work.context().progress({ kind: 'bytes', done: 1001 });
    work.finish();
    await settle();
    expect(seen.at(-1)?.changed).toMatchObject([
      { id: job.id, state: 'succeeded', progress: { done: 1001 } },
    ]);
    const ended = seen.length;
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen).toHaveLength(ended);
  });

  it('shares the ten messages between jobs', async () => {
    const works = Array.from({ length: 20 }, controlled);
    for (const { work } of works) start(work);
    const seen = watch();
    await settle();
    const before = seen.length;
    for (let step = 0; step < 100; step += 1) {
      for (const { context } of works) context().progress({ kind: 'step', text: `${step}` });
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(seen.length - before).toBeLessThanOrEqual(10);
  });

  it('never loses an end to a slow watcher, and holds nothing for it', async () => {
    const slow = registry.watch(0, open.signal);
    await slow.next();
    const work = controlled();
    const jobs = [start(work.work), ...Array.from({ length: 50 }, () => start(async () => undefined))];
    await settle();
    for (let done = 0; done < 100; done += 1) {
      work.context().progress({ kind: 'bytes', done });
      await vi.advanceTimersByTimeAsync(100);
    }
    work.fail(new AppError('conflict', 'no'));
    await settle();
    const next = await slow.next();
    const changed: readonly Job[] = next.value.changed;
    expect(changed).toHaveLength(jobs.length);
    expect(new Set(changed.map(({ state }) => state))).toEqual(new Set(['succeeded', 'failed']));
  });

  it('ends when its signal aborts, also while it sleeps', async () => {
    const abort = new AbortController();
    const watcher = registry.watch(0, abort.signal);
    await watcher.next();
    const next = watcher.next();
    abort.abort();
    expect(await next).toEqual({ value: undefined, done: true });
  });
});

describe('what is kept', () => {
  it('lists the newest first', async () => {
    const jobs = [start(async () => undefined), start(controlled().work), start(async () => undefined)];
    await settle();
    expect(registry.list().map(({ id }) => id)).toEqual(jobs.map(({ id }) => id).reverse());
  });

  it('is everything at work and the last 200 that ended; watchers hear what goes', async () => {
    const seen = watch();
    const working = start(controlled().work);
    await settle();
    const ended: string[] = [];
    for (let index = 0; index < 205; index += 1) {
      ended.push(start(async () => undefined).id);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(registry.list()).toHaveLength(201);
    expect(registry.get(working.id).state).toBe('running');
    expect(seen.flatMap(({ removed }) => removed)).toEqual(ended.slice(0, 5));
  });

  it('can be dismissed when it has ended', async () => {
    const [done, other] = [start(async () => undefined), start(async () => undefined)];
    const working = start(controlled().work);
    await settle();
    const seen = watch();
    await settle();
    registry.dismiss(done.id);
    await settle();
    expect(seen.at(-1)).toEqual({ changed: [], removed: [done.id] });
    expect(() => registry.dismiss(working.id)).toThrow(
      expect.objectContaining({ code: 'failed_precondition' }),
    );
    registry.dismiss(undefined);
    await settle();
    expect(seen.at(-1)?.removed).toEqual([other.id]);
    expect(registry.list().map(({ id }) => id)).toEqual([working.id]);
  });

  it('tells a watcher that comes back what was dismissed in between', async () => {
    const job = start(async () => undefined);
    await settle();
    const { sequence } = registry.get(job.id);
    registry.dismiss(job.id);
    const seen = watch(sequence);
    await settle();
    expect(seen).toEqual([{ changed: [], removed: [job.id] }]);
  });
});

describe('wait', () => {
  it('gives the ended job', async () => {
    const work = controlled();
    const job = start(work.work);
    const waiting = registry.wait(job.id, open.signal);
    await settle();
    work.fail(new AppError('conflict', 'no'));
    expect(await waiting).toMatchObject({ id: job.id, state: 'failed' });
    expect(await registry.wait(job.id, open.signal)).toBe(registry.get(job.id));
  });

  it('stops waiting when nobody listens', async () => {
    const job = start(controlled().work);
    const waiting = registry.wait(job.id, open.signal);
    open.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
    await expect(registry.wait('nobody', open.signal)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('log', () => {
  async function readAll(jobId: string, after = 0) {
    const batches = [];
    for await (const batch of registry.log(jobId, after, open.signal)) batches.push(batch);
    return batches;
  }

  it('gives the lines so far, then those to come, and ends with the job', async () => {
    const work = controlled();
    const job = start(work.work);
    await settle();
    work.context().log('one\ntwo\n');
    const reading = readAll(job.id);
    await settle();
    work.context().log('three');
    work.context().log('');
    await vi.advanceTimersByTimeAsync(100);
    work.context().log('last words');
    work.finish();
    await settle();
    expect((await reading).map((batch) => batch.map(({ text }) => text))).toEqual([
      ['one', 'two'],
      ['three', ''],
      ['last words'],
    ]);
    expect((await readAll(job.id, 3)).flat().map(({ sequence, text }) => [sequence, text])).toEqual([
      [4, ''],
      [5, 'last words'],
    ]);
  });

  it('keeps the last 2,000 lines, cut to a length, in batches', async () => {
    const job = start(async ({ log }) => {
      for (let index = 1; index <= 5003; index += 1) log(`line ${index}`);
      log('x'.repeat(10_000));
      return undefined;
    });
    await settle();
    const batches = await readAll(job.id);
    const lines = batches.flat();
    expect(lines).toHaveLength(2000);
    expect(lines[0]).toMatchObject({ sequence: 3005, text: 'line 3005' });
    expect(lines.at(-1)?.text).toHaveLength(4096);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(500);
    expect((await readAll(job.id, 4000)).flat()[0]?.sequence).toBe(4001);
  });

  it('keeps at most 1 Mi characters', async () => {
    const job = start(async ({ log }) => {
      for (let index = 0; index < 2000; index += 1) log('x'.repeat(4096));
      return undefined;
    });
    await settle();
    expect((await readAll(job.id)).flat()).toHaveLength(256);
  });
});

describe('dispose', () => {
  it('cancels what runs, waits for it, ends the watchers and takes no more', async () => {
    const work = controlled();
    const job = start(work.work);
    await settle();
    const watcher = registry.watch(0, open.signal);
    await watcher.next();
    work.context().signal.addEventListener('abort', () => work.fail(new Error('aborted')));
    await registry.dispose();
    expect(registry.get(job.id).state).toBe('canceled');
    expect((await watcher.next()).value.changed).toMatchObject([{ state: 'canceled' }]);
    expect((await watcher.next()).done).toBe(true);
    expect(() => start(async () => undefined)).toThrow(expect.objectContaining({ code: 'unavailable' }));
    await registry.dispose();
  });

  it('waits five seconds at most and names what did not stop', async () => {
    const job = start(controlled().work);
    await settle();
    const disposing = registry.dispose();
    let isDone = false;
    void disposing.then(() => {
      isDone = true;
    });
    await vi.advanceTimersByTimeAsync(4999);
    expect(isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(2);
    expect(isDone).toBe(true);
    expect(warnings).toEqual([{ jobs: [`container.stop ${job.id}`] }]);
  });
});
