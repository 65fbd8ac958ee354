import type { ServerResponse } from 'node:http';
import type { EventHub, EventQuery } from './event-hub';
import type { LogFeed } from './log-feed';
import type { FakeState } from './types';

/** One request, its path already without the version prefix. */
export interface FakeRequest {
  readonly method: string;
  /** Decoded, e.g. `/images/registry.example.com/team/app:1/json`. */
  readonly path: string;
  /** API version of the path, or the engine's own when the path has none: '1.41'. */
  readonly version: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export type FakeReply =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'empty'; readonly status: number }
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly contentType: string;
      readonly body: Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'events'; readonly query: EventQuery }
  | { readonly kind: 'stream'; readonly open: (response: ServerResponse) => void };

/** What handlers work on. */
export interface HandlerContext {
  readonly state: FakeState;
  readonly hub: EventHub;
  /** A fresh 64-digit id. */
  readonly newId: () => string;
  readonly engine: EngineIdentity;
  /** By the id of the container whose log it is. */
  readonly logFeeds: Map<string, LogFeed>;
}

/** What the engine says about itself. */
export interface EngineIdentity {
  /** Highest API version, '1.41' to '1.51'. */
  readonly apiVersion: string;
  readonly minApiVersion: string;
  readonly version: string;
  /** `podman` adds the header and the component by which Podman is told apart. */
  readonly flavor: 'docker' | 'podman';
  readonly rootless: boolean;
}

export type Handler = (
  context: HandlerContext,
  request: FakeRequest,
  parameters: readonly string[],
) => FakeReply;

export interface Route {
  readonly method: string;
  /** Matched against the whole path; groups become the handler's parameters. */
  readonly pattern: RegExp;
  readonly handle: Handler;
}

export const json = (value: unknown, status = 200): FakeReply => ({ kind: 'json', status, value });
export const empty = (status = 204): FakeReply => ({ kind: 'empty', status });

/** The engine reads `1`, `true`, `yes` as set; `0`, `false`, `no`, `none` and nothing as not set. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = (query.get(name) ?? '').trim().toLowerCase();
  return !['', '0', 'false', 'no', 'none'].includes(value);
}
