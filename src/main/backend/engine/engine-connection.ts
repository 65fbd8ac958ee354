import type { EngineEvent, EngineInfo, EngineState, EngineSummary } from '../../../common/contract/engines';
import type { EngineApi } from './engine-api';

/** What happens on a connection, in order. A listener must not throw and must not wait. */
export type ConnectionSignal =
  | { readonly kind: 'event'; readonly event: EngineEvent }
  /** Connected, for the first time or again: whatever was known before must be listed anew. */
  | { readonly kind: 'connected'; readonly info: EngineInfo }
  /** Not connected (any more): what is shown is stale until `connected`. */
  | { readonly kind: 'lost'; readonly state: EngineState };

/**
 * One engine that Estiba keeps in touch with: negotiates the API version, holds the one `/events` stream, notices a
 * lost or hanging engine, and comes back by itself.
 */
export interface EngineConnection {
  readonly id: string;
  readonly state: EngineState;
  /** Rejects with `unavailable` while not connected. */
  readonly api: EngineApi;
  /** Throws `unavailable`, with the reason, when not connected. */
  requireInfo(): EngineInfo;
  /** The events kept, oldest first, at most 1,000. */
  recentEvents(): readonly EngineEvent[];
  /** Gives the present state at once (`connected` or `lost`), then every signal. Returns the way to stop. */
  subscribe(listener: (signal: ConnectionSignal) => void): () => void;
}

/** All engines that Estiba knows. */
export interface EngineRegistry {
  list(): readonly EngineSummary[];
  /** Throws `not_found`. The connection may be in any state. */
  get(id: string): EngineConnection;
  /** Called with the whole list after each change, coalesced. Returns the way to stop. */
  subscribe(listener: (engines: readonly EngineSummary[]) => void): () => void;
  /** Requests made in the last 60 s and streams open now, over all engines. */
  load(): { readonly requests: number; readonly openStreams: number };
  dispose(): Promise<void>;
}
