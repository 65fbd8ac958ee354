import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { byteCount, engineId, jobId, timestamp, wireError } from './shared';

/** What a job does; the interface composes its title from this and `subjects`. */
export const jobKind = z.enum([
  'container.start',
  'container.stop',
  'container.restart',
  'container.pause',
  'container.unpause',
  'container.kill',
  'container.remove',
  'container.run',
  'container.recreate',
  'container.saveLogs',
  'container.putBack',
  'container.copyOut',
  'container.upload',
  'container.commit',
  'container.moveToVolume',
  'container.undoMove',
  'container.confirmMove',
  'image.remove',
  'image.save',
  'image.load',
  'image.import',
  'image.layers',
  'image.extract',
  'image.receive',
  'volume.remove',
  'network.remove',
  'engine.install',
  'engine.start',
  'engine.stop',
]);
export type JobKind = z.output<typeof jobKind>;

export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']);
export type JobState = z.output<typeof jobState>;

export const jobProgress = z.discriminatedUnion('kind', [
  /** `done` have ended, `failed` of them with an error. */
  z.object({ kind: z.literal('items'), done: z.number(), failed: z.number(), total: z.number() }),
  /** `total` is absent when nobody knows it beforehand. */
  z.object({ kind: z.literal('bytes'), done: byteCount, total: byteCount.optional() }),
  z.object({ kind: z.literal('step'), text: z.string() }),
  /** Layers of an image that are read; `bytes` of their archives, as far as the source counts them. */
  z.object({ kind: z.literal('layers'), done: z.number(), total: z.number(), bytes: byteCount }),
]);
export type JobProgress = z.output<typeof jobProgress>;

export const jobSubject = z.object({ id: z.string(), name: z.string() });
export type JobSubject = z.output<typeof jobSubject>;

export const jobResult = z.discriminatedUnion('kind', [
  /** One summary of a bulk action. */
  z.object({
    kind: z.literal('items'),
    succeeded: z.array(jobSubject),
    failed: z.array(z.object({ subject: jobSubject, error: wireError })),
    /** Bytes that the engine said it freed; absent where it does not say. */
    freedBytes: byteCount.optional(),
    /** What an image removal did: references untagged, image ids deleted. */
    notes: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal('bytes'), bytes: byteCount }),
  /** What a load or import brought in. */
  z.object({ kind: z.literal('references'), references: z.array(z.string()) }),
]);
export type JobResult = z.output<typeof jobResult>;

export const job = z.object({
  id: jobId,
  kind: jobKind,
  engineId: engineId.optional(),
  /** The first five objects it works on. */
  subjects: z.array(jobSubject),
  subjectCount: z.number(),
  state: jobState,
  /** Cancel was asked for; the state turns `canceled` when the work has stopped. */
  cancelRequested: z.boolean(),
  progress: jobProgress.optional(),
  result: jobResult.optional(),
  error: wireError.optional(),
  createdAt: timestamp,
  startedAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  /** Rises with every change of any job: watch from here on. */
  sequence: z.number(),
});
export type Job = z.output<typeof job>;

export const jobLogLine = z.object({ sequence: z.number(), at: timestamp, text: z.string() });
export type JobLogLine = z.output<typeof jobLogLine>;

export const jobsContract = {
  /** Newest first: those at work and the last 200 that ended. */
  list: oc.output(z.array(job)),
  /**
   * Jobs as they change, each whole. Begins with all jobs whose sequence is above `since` (default 0: all),
   * so a reloaded page or a second tab catches up. Progress is coalesced to 10 messages/s; states are never lost.
   */
  watch: oc
    .input(z.object({ since: z.number().default(0) }))
    .output(eventIterator(z.object({ changed: z.array(job), removed: z.array(jobId) }))),
  get: oc.input(z.object({ jobId })).output(job),
  /** Resolves with the job when it has ended. For scripts. */
  wait: oc.input(z.object({ jobId })).output(job),
  /** The job's log from a line on; the last 2,000 lines (1 Mi characters) are kept. Stays open until the job ends. */
  log: oc.input(z.object({ jobId, after: z.number().default(0) })).output(eventIterator(z.array(jobLogLine))),
  cancel: oc.input(z.object({ jobId })).output(job),
  /** Removes an ended job from the list; without an id, all ended ones. */
  dismiss: oc.input(z.object({ jobId: jobId.optional() })).output(z.void()),
};
