import { PassThrough, Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobResult } from '../../../../../src/common/contract/jobs';
import { AppError } from '../../../../../src/common/errors';
import { createJobRegistry } from '../../../../../src/main/backend/jobs/create-job-registry';
import { createTransferRegistry } from '../../../../../src/main/backend/transfers/create-transfer-registry';
import { startDownloadJob, startUploadJob } from '../../../../../src/main/backend/transfers/transfer-job';
import { silentLogger } from '../engine/resource-list/scripted-connection';

const clock = { now: () => Date.now() };

function setUp() {
  const jobs = createJobRegistry({ clock, logger: silentLogger });
  const transfers = createTransferRegistry({ clock });
  const ticketOf = (path: string) => path.replace(/^files\//, '');
  return {
    jobs,
    transfers,
    ended: (jobId: string): Promise<Job> => jobs.wait(jobId, AbortSignal.timeout(5000)),
    download(open: () => Promise<Readable>, encode?: Transform) {
      const file = { fileName: 'a.tar', contentType: 'application/x-tar' };
      const ticket = startDownloadJob(
        { jobs, transfers },
        {
          kind: 'image.save',
          engineId: 'e',
          subjects: [{ id: '1', name: 'one' }],
          open: async () => ({ ...file, body: await open(), encode }),
        },
      );
      return { jobId: ticket.jobId, fetch: () => transfers.download(ticketOf(ticket.path)) };
    },
    upload(accept: (body: Readable) => Promise<JobResult>) {
      const spec = { kind: 'image.load', engineId: 'e', subjects: [], sizeBytes: 100, accept } as const;
      const ticket = startUploadJob({ jobs, transfers }, spec);
      return { jobId: ticket.jobId, send: (body: Readable) => transfers.upload(ticketOf(ticket.path), body) };
    },
  };
}

describe('a download', () => {
  it('counts what the engine gave, also when it is compressed', async () => {
    const { download, ended } = setUp();
    const { jobId, fetch } = download(
      async () => Readable.from([Buffer.alloc(70_000), Buffer.alloc(5)]),
      createGzip(),
    );
    const file = await fetch();
    expect(file).toMatchObject({ fileName: 'a.tar', contentType: 'application/x-tar' });
    expect(gunzipSync(await buffer(file.body))).toHaveLength(70_005);
    expect(await ended(jobId)).toMatchObject({
      state: 'succeeded',
      progress: { kind: 'bytes', done: 70_005 },
      result: { kind: 'bytes', bytes: 70_005 },
    });
  });

  it('fails with the engine, before and in the middle', async () => {
    const { download, ended } = setUp();
    const before = download(() => Promise.reject(new AppError('not_found', 'no such image')));
    await expect(before.fetch()).rejects.toMatchObject({ code: 'not_found' });
    expect(await ended(before.jobId)).toMatchObject({ state: 'failed', error: { message: 'no such image' } });
    const source = new PassThrough();
    const middle = download(async () => source);
    const reading = buffer((await middle.fetch()).body);
    source.write('some');
    source.destroy(new AppError('data_loss', 'the engine closed the stream'));
    await expect(reading).rejects.toThrow('the engine closed the stream');
    expect(await ended(middle.jobId)).toMatchObject({ state: 'failed', error: { code: 'data_loss' } });
  });

  it('is canceled when its reader leaves, and lets go of the engine', async () => {
    const { download, ended } = setUp();
    const source = new PassThrough();
    const { jobId, fetch } = download(async () => source);
    const { body } = await fetch();
    source.write('some');
    body.destroy();
    expect(await ended(jobId)).toMatchObject({ state: 'canceled' });
    expect(source.destroyed).toBe(true);
  });

  it('ends for its reader, too, when the job is canceled', async () => {
    const { download, ended, jobs } = setUp();
    const source = new PassThrough();
    const { jobId, fetch } = download(async () => source);
    const reading = buffer((await fetch()).body);
    source.write('some');
    jobs.cancel(jobId);
    await expect(reading).rejects.toThrow();
    expect(await ended(jobId)).toMatchObject({ state: 'canceled' });
    expect(source.destroyed).toBe(true);
  });

  it('is not begun after the job was canceled', async () => {
    const { download, ended, jobs } = setUp();
    const open = vi.fn(async () => Readable.from(['x']));
    const { jobId, fetch } = download(open);
    await Promise.resolve();
    jobs.cancel(jobId);
    await ended(jobId);
    await expect(fetch()).rejects.toMatchObject({ code: 'canceled' });
    expect(open).not.toHaveBeenCalled();
  });
});

describe('an upload', () => {
  it('gives its bytes on and its progress of the whole', async () => {
    const { upload, ended } = setUp();
    const { jobId, send } = upload(async (body) => {
      const text = (await buffer(body)).toString();
      return { kind: 'references', references: [text] };
    });
    await send(Readable.from([Buffer.from('ab'), Buffer.from('cd')]));
    expect(await ended(jobId)).toMatchObject({
      state: 'succeeded',
      progress: { kind: 'bytes', done: 4, total: 100 },
      result: { kind: 'references', references: ['abcd'] },
    });
  });

  it('drains what the engine did not need', async () => {
    const { upload, ended } = setUp();
    const { jobId, send } = upload(async () => ({ kind: 'references', references: [] }));
    const source = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(10_000)));
    await send(source);
    expect((await ended(jobId)).state).toBe('succeeded');
    await vi.waitFor(() => expect(source.readableEnded).toBe(true));
  });

  it('fails with the words of the engine that refuses', async () => {
    const { upload, ended } = setUp();
    const { jobId, send } = upload(async (body) => {
      body.destroy();
      throw new AppError('invalid_argument', 'invalid tar header');
    });
    await expect(send(new PassThrough())).rejects.toThrow('invalid tar header');
    expect(await ended(jobId)).toMatchObject({ state: 'failed', error: { message: 'invalid tar header' } });
  });

  it('is canceled when its sender leaves', async () => {
    const { upload, ended } = setUp();
    const { jobId, send } = upload(async (body) => {
      await buffer(body);
      return { kind: 'references', references: [] };
    });
    const source = new PassThrough();
    source.write('some');
    setTimeout(() => source.destroy(new Error('aborted')), 20);
    await expect(send(source)).rejects.toThrow();
    expect(await ended(jobId)).toMatchObject({ state: 'canceled' });
  });
});

describe('a transfer that nobody comes for', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fails after a minute', async () => {
    const { download, upload, jobs } = setUp();
    const ids = [
      download(async () => Readable.from([])).jobId,
      upload(async () => ({ kind: 'references', references: [] })).jobId,
    ];
    await vi.advanceTimersByTimeAsync(59_000);
    expect(ids.map((id) => jobs.get(id).state)).toEqual(['running', 'running']);
    await vi.advanceTimersByTimeAsync(2000);
    for (const id of ids) {
      expect(jobs.get(id)).toMatchObject({ state: 'failed', error: { code: 'deadline_exceeded' } });
    }
  });
});
