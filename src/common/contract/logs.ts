import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { maxEarlierLines } from '../log-limits';
import { byteCount, engineId, objectName, timestamp, transferTicket, wireError } from './shared';

/**
 * The moment of a line as the engine wrote it: whole milliseconds since the Unix epoch, and the nanoseconds (0 to
 * 999,999) beyond them. Podman's compatible API only has whole seconds.
 */
export const logTime = z.object({
  ms: z.number().int().nonnegative(),
  nanos: z.number().int().min(0).max(999_999),
});
export type LogTime = z.output<typeof logTime>;

/**
 * Lines in the engine's order, as columns of one length: at 50,000 lines a second an object for each would cost more
 * than the lines.
 */
export const logLines = z.object({
  /** Without their line ends. What is no UTF-8 is U+FFFD. */
  texts: z.array(z.string()),
  ms: z.array(z.number()),
  nanos: z.array(z.number()),
  flags: z.array(z.number()),
  /** Full lengths, in bytes, of the lines that were cut. */
  cut: z.array(z.object({ index: z.number(), bytes: byteCount })),
});
export type LogLines = z.output<typeof logLines>;

/** Why no more comes for now. `unavailable`: the engine went away; the stream goes on when it is back. */
export const logPause = z.enum(['exited', 'removed', 'not_started', 'unavailable']);
export type LogPause = z.output<typeof logPause>;

export const logEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lines'),
    lines: logLines,
    /** Lines that the engine gave on this stream so far, these included. Nothing is ever left out. */
    totalLines: z.number(),
  }),
  /** It runs (again) and is followed. */
  z.object({ kind: z.literal('following'), at: timestamp }),
  z.object({
    kind: z.literal('paused'),
    reason: logPause,
    at: timestamp,
    exitCode: z.number().optional(),
    error: wireError.optional(),
  }),
]);
export type LogEvent = z.output<typeof logEvent>;

export const earlierLogs = z.object({
  lines: logLines,
  /** False: the log begins here. */
  hasMore: z.boolean(),
});
export type EarlierLogs = z.output<typeof earlierLogs>;

const scope = z.object({ engineId, id: objectName });
const knownCount = z.number().int().nonnegative();

export const logsContract = {
  /**
   * The last `tail` lines and then what is written, over restarts of the container and of the engine, until it is
   * removed (the stream ends after `paused` with `removed`). A slow reader slows the engine's stream down; nothing is
   * dropped. `after`: what is newer or has this very time, for a reader that comes back.
   * Errors: `not_found`, and the engine's own for a log driver that cannot be read.
   */
  watch: oc
    .input(
      scope.extend({ tail: z.number().int().min(0).max(100_000).default(5000), after: logTime.optional() }),
    )
    .output(eventIterator(logEvent)),
  /**
   * Lines before the oldest known one, oldest first; fewer than `limit` when they are long. `known` lines of this container are newer or the same, `atTime` of
   * them have the time `before`.
   */
  earlier: oc
    .input(
      scope.extend({
        before: logTime,
        atTime: knownCount,
        known: knownCount,
        limit: z.number().int().min(1).max(maxEarlierLines).default(5000),
      }),
    )
    .output(earlierLogs),
  /**
   * The whole log as a file, as the engine keeps it: nothing is cut. Several containers are merged by time and each line
   * begins with its container's name. `only` gives one line: for those that were cut.
   */
  save: oc
    .input(
      z.object({
        engineId,
        containers: z
          .array(z.object({ id: objectName, name: z.string().max(512) }))
          .min(1)
          .max(50),
        streams: z.enum(['both', 'stdout', 'stderr']).default('both'),
        timestamps: z.boolean().default(false),
        only: logTime.optional(),
      }),
    )
    .output(transferTicket),
};
