import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { z } from 'zod';

/** A query value; `undefined` is left out, an object (filters) is sent as JSON. */
export type QueryValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, readonly string[]>>;

export interface EngineRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Below the version prefix, with encoded segments: `/containers/json`. Build it with `enginePath`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** For the answer to begin, and between its chunks for `json` and `send`. Default 30,000; 0 waits for ever. */
  readonly timeoutMs?: number;
  /** Waits for no connection of the pool, however many slow requests there are. For `json` and `send`. */
  readonly ownConnection?: boolean;
}

/**
 * One engine's HTTP API. Every failure is an AppError: engine statuses and socket errors through the one table in
 * `engine-error.ts`, with the engine's own words kept in the message.
 */
export interface EngineApi {
  /** The parsed and validated answer. `data_loss` for an answer that is no JSON or ends too soon. */
  json<Schema extends z.ZodType>(request: EngineRequest, schema: Schema): Promise<z.output<Schema>>;
  /** A request whose answer does not matter beyond its success; 304 (already so) counts as success. */
  send(request: EngineRequest): Promise<void>;
  /** The headers and the first bytes of a short answer. */
  head(request: EngineRequest): Promise<{ readonly headers: IncomingHttpHeaders; readonly text: string }>;
  /** The answer's body as it comes; the caller drains or destroys it. */
  read(request: EngineRequest): Promise<Readable>;
  /** Sends `body` as the request's body with back-pressure and gives the answer's body. */
  write(request: EngineRequest, body: Readable): Promise<Readable>;
  /** The answer's headers, for what an engine says in them (HEAD). */
  headers(request: EngineRequest): Promise<IncomingHttpHeaders>;
  /**
   * A request after which the connection is a raw pipe in both directions (exec, attach). `end()` ends the input and
   * leaves the output open, `destroy()` closes it; it is destroyed with an AppError when the signal is aborted or the
   * engine is lost. `not_implemented` when something on the way lets no connection be upgraded.
   */
  upgrade(request: EngineRequest): Promise<Duplex>;
}
