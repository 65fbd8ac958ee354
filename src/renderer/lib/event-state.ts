import type { EngineEvent } from '../../common/contract/engines';

/** What an engine said lately. */
export interface LiveEvents {
  readonly status: 'loading' | 'fresh' | 'stale';
  /** Newest first. */
  readonly events: readonly EngineEvent[];
  readonly staleSince?: number;
}

export const maxEvents = 1000;
export const emptyEvents: LiveEvents = { status: 'loading', events: [] };

/** Adds a batch, oldest first. What was delivered before (after a reconnect) is not added again. */
export function mergeEvents(state: LiveEvents, batch: readonly EngineEvent[]): LiveEvents {
  const known = new Set(state.events.map((event) => event.id));
  const fresh = batch.filter((event) => !known.has(event.id));
  if (fresh.length === 0 && state.status === 'fresh') return state;
  const events = [...fresh.toReversed(), ...state.events];
  // Batches of a reconnect may overlap in time with what is known.
  if (!isNewestFirst(events)) events.sort((left, right) => right.at - left.at);
  return { status: 'fresh', events: events.slice(0, maxEvents) };
}

function isNewestFirst(events: readonly EngineEvent[]): boolean {
  return events.every((event, index) => index === 0 || event.at <= (events[index - 1]?.at ?? event.at));
}

export function toStaleEvents(state: LiveEvents, since: number): LiveEvents {
  return {
    status: state.status === 'loading' ? 'loading' : 'stale',
    events: state.events,
    staleSince: state.staleSince ?? since,
  };
}
