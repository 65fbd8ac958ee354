import type { ClientRequest, RequestOptions } from 'node:http';

export interface TransportRequest {
  readonly method: string;
  /** With version prefix and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream, or what must not wait, has a connection of its own; the rest shares a bounded, kept-alive pool. */
  readonly isStream: boolean;
}

/** The way to one engine. It makes HTTP requests and knows nothing of what is asked. */
export interface Transport {
  /** Not yet ended. Throws an AppError when it cannot even be tried (unreadable TLS files, no ssh program). */
  open(request: TransportRequest): ClientRequest;
  /** What a helper program said last (ssh), to be told with a failure. */
  lastWords(): string | undefined;
  /** Closes idle connections and ends helper programs. Running requests fail. */
  close(): void;
}

/** Short requests at the same time per engine; what is more waits for a free connection. */
export const maxPooledSockets = 24;

/** Large enough for any engine, small enough for a hostile one. */
export const maxHeaderBytes = 64 * 1024;

/** What every request has in common. */
export function requestOptions(request: TransportRequest): RequestOptions {
  return {
    method: request.method,
    path: request.path,
    headers: request.headers,
    maxHeaderSize: maxHeaderBytes,
    // Bodies that the engine ends by closing are told from broken ones by their content.
    insecureHTTPParser: false,
  };
}
