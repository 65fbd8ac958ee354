import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobResult } from '../../../../../../src/common/contract/jobs';
import { AppError } from '../../../../../../src/common/errors';
import { createJobsFeature } from '../../../../../../src/main/backend/features/jobs/jobs-feature';
import { createJobRegistry } from '../../../../../../src/main/backend/jobs/create-job-registry';
import type { JobRegistry, NewJob } from '../../../../../../src/main/backend/jobs/job-registry';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => 'id',
  child: () => logger,
};

function connect(jobs: JobRegistry) {
  return createRouterClient(createJobsFeature({ jobs }));
}

let jobs: JobRegistry;
let client: ReturnType<typeof connect>;

beforeEach(() => {
  jobs = createJobRegistry({ clock: { now: () => Date.now() }, logger });
  client = connect(jobs);
});
afterEach(() => jobs.dispose());

function start(work: NewJob['work']) {
  return jobs.start({ kind: 'image.remove', subjects: [{ id: 'sha256:1', name: 'busybox' }], work });
}

const result: JobResult = {
  kind: 'items',
  succeeded: [],
  failed: [
    {
      subject: { id: '1', name: 'one' },
      error: { code: 'conflict', message: 'in use', details: { by: ['a'] } },
    },
  ],
  notes: ['untagged a'],
};

describe('jobs', () => {
  it('lists, gives and waits for jobs as the contract wants them', async () => {
    const { id } = start(async ({ progress, log }) => {
      progress({ kind: 'items', done: 1, failed: 1, total: 1 });
      log('in use');
      return result;
    });
    const ended = await client.wait({ jobId: id });
    expect(ended).toMatchObject({
      state: 'failed',
      result,
      error: { code: 'conflict', details: { by: ['a'] } },
    });
    expect(await client.list()).toEqual([ended]);
    expect(await client.get({ jobId: id })).toEqual(ended);
    const lines = [];
    for await (const batch of await client.log({ jobId: id })) lines.push(...batch.map(({ text }) => text));
    expect(lines).toEqual(['in use']);
  });

  it('watches from the beginning and ends with its caller', async () => {
    const abort = new AbortController();
    const stream = await client.watch({}, { signal: abort.signal });
    const { id } = start(() => Promise.reject(new AppError('conflict', 'no')));
    const states: string[] = [];
    for await (const { changed } of stream) {
      states.push(...changed.map(({ state }) => state));
      if (states.at(-1) === 'failed') abort.abort();
    }
    expect(states.at(-1)).toBe('failed');
    await client.dismiss({});
    await expect(client.get({ jobId: id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('cancels', async () => {
    const { id } = start(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    await Promise.resolve();
    expect(await client.cancel({ jobId: id })).toMatchObject({ cancelRequested: true });
    expect(await client.wait({ jobId: id })).toMatchObject({ state: 'canceled' });
    await expect(client.cancel({ jobId: id })).rejects.toMatchObject({ code: 'failed_precondition' });
  });
});
