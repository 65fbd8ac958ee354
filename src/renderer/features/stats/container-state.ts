import type {
  ContainerProfile,
  ContainerSample,
  HostSample,
  StatsBatch,
  StatsHistory,
} from '../../../common/contract/stats';
import { toWireError, type WireError } from '../../../common/errors';
import { appendPoint, mergeHistory, type StatsPoint, toPoint, toPoints } from './points';

/** What is known about one container that is watched. */
export interface ContainerStats {
  /** `lost`: the stream broke and is opened again by itself. */
  readonly status: 'loading' | 'live' | 'lost';
  readonly points: readonly StatsPoint[];
  /** The newest sample of the container as it runs now; undefined after it has ended. */
  readonly newest: ContainerSample | undefined;
  readonly profile: ContainerProfile | undefined;
  readonly host: HostSample | undefined;
  /** When the last batch came. */
  readonly at: number | undefined;
  /** When it ended while it was being watched. */
  readonly endedAt: number | undefined;
  readonly error: WireError | undefined;
}

export const emptyContainerStats: ContainerStats = {
  status: 'loading',
  points: [],
  newest: undefined,
  profile: undefined,
  host: undefined,
  at: undefined,
  endedAt: undefined,
  error: undefined,
};

export type ContainerStatsEvent =
  | { readonly kind: 'history'; readonly history: StatsHistory | undefined }
  | { readonly kind: 'batch'; readonly batch: StatsBatch };

/** The state after an event; `id` is the container that is watched. */
export function reduceContainerStats(
  id: string,
  state: ContainerStats,
  event: ContainerStatsEvent,
): ContainerStats {
  if (event.kind === 'history') {
    if (!event.history) return state;
    return { ...state, points: mergeHistory(state.points, toPoints(event.history)) };
  }
  const { batch } = event;
  const sample = batch.samples.find((candidate) => candidate.id === id);
  const profile = batch.profiles.find((candidate) => candidate.id === id) ?? state.profile;
  const base = {
    ...state,
    status: 'live',
    at: batch.at,
    host: batch.host,
    profile,
    error: undefined,
  } as const;
  // An end and a new beginning may come in one batch: the sample is of the new one.
  if (!sample) {
    return batch.ended.includes(id) ? { ...base, newest: undefined, endedAt: batch.at } : base;
  }
  const isGap = batch.resumed || sample.gap !== undefined;
  return {
    ...base,
    newest: sample,
    endedAt: undefined,
    points: appendPoint(state.points, toPoint(sample, isGap)),
  };
}

/** The stream broke: what was measured stays, what is current is not known. */
export function loseContainerStats(state: ContainerStats, error: WireError | undefined): ContainerStats {
  return {
    ...state,
    status: state.status === 'loading' ? 'loading' : 'lost',
    error: error && toWireError(error),
  };
}
