import type { EngineEvent } from '../../../common/contract/engines';
import type { Job } from '../../../common/contract/jobs';
import { isAlarming } from '../../lib/event-view';

/** A line of the time line. */
export type ActivityEntry =
  | { readonly kind: 'job'; readonly id: string; readonly at: number; readonly job: Job }
  | { readonly kind: 'event'; readonly id: string; readonly at: number; readonly event: EngineEvent };

export const activityKinds = ['all', 'jobs', 'events'] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const objectTypes = ['container', 'image', 'volume', 'network', 'engine', 'other'] as const;
export type ObjectType = (typeof objectTypes)[number];

export interface ActivityFilter {
  readonly kind: ActivityKind;
  readonly type: ObjectType | 'every';
  readonly text: string;
  readonly failedOnly: boolean;
}

/** Jobs of this engine (and of none) and its events, newest first. A running job stands at its start. */
export function toEntries(
  jobs: readonly Job[],
  events: readonly EngineEvent[],
  engineId: string,
): readonly ActivityEntry[] {
  const own = jobs.filter((job) => job.engineId === undefined || job.engineId === engineId);
  const entries: readonly ActivityEntry[] = [
    ...own.map(
      (job): ActivityEntry => ({ kind: 'job', id: `job:${job.id}`, at: job.endedAt ?? job.createdAt, job }),
    ),
    ...events.map(
      (event): ActivityEntry => ({ kind: 'event', id: `event:${event.id}`, at: event.at, event }),
    ),
  ];
  return entries.toSorted((left, right) => right.at - left.at);
}

function typeOf(entry: ActivityEntry): ObjectType {
  const word = entry.kind === 'job' ? entry.job.kind.split('.')[0] : entry.event.type;
  if (word === 'daemon') return 'engine';
  return objectTypes.find((type) => type === word) ?? 'other';
}

export function isFailure(entry: ActivityEntry): boolean {
  if (entry.kind === 'event') return isAlarming(entry.event);
  const { state, result } = entry.job;
  return state === 'failed' || (result?.kind === 'items' && result.failed.length > 0);
}

/** @param textOf what a reader sees of the entry; the filter finds what is seen, and ids */
export function filterEntries(
  entries: readonly ActivityEntry[],
  filter: ActivityFilter,
  textOf: (entry: ActivityEntry) => string,
): readonly ActivityEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (filter.kind === 'jobs' && entry.kind !== 'job') return false;
    if (filter.kind === 'events' && entry.kind !== 'event') return false;
    if (filter.type !== 'every' && typeOf(entry) !== filter.type) return false;
    if (filter.failedOnly && !isFailure(entry)) return false;
    if (words.length === 0) return true;
    const text = textOf(entry).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
