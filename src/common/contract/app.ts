import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { byteCount, timestamp } from './shared';

export const appInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'server']),
  platform: z.string(),
  nodeVersion: z.string(),
  startedAt: timestamp,
  logFile: z.string().optional(),
  settingsFile: z.string(),
  /** Chosen by --engine; the page opens on it. */
  initialEngineId: z.string().optional(),
});
export type AppInfo = z.output<typeof appInfo>;

/** What Estiba itself costs. */
export const appMeter = z.object({
  at: timestamp,
  /** Requests made to all engines in the last 60 s. */
  engineRequests: z.number(),
  openStreams: z.number(),
  /** CPU of the back end since the last sample, in cores. */
  cpuCores: z.number(),
  rssBytes: byteCount,
});
export type AppMeter = z.output<typeof appMeter>;

export const appContract = {
  info: oc.output(appInfo),
  /** One sample every 5 s. */
  meter: oc.output(eventIterator(appMeter)),
  /** Writes an error of the interface into the log; the answer names the entry. */
  reportError: oc
    .input(
      z.object({
        message: z.string().max(2000),
        stack: z.string().max(20_000).optional(),
        where: z.string().max(200),
      }),
    )
    .output(z.object({ errorId: z.string() })),
};
