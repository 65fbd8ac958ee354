import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Backend, Logger } from '../../backend';
import type { AllowedHosts } from './allowed-hosts';
import type { Authenticator } from './authenticator';
import type { SessionStore } from './session-store';

/** What the routes share. */
export interface ServerContext {
  /** Comes up beside the server; a call waits for it. */
  readonly backend: Promise<Backend>;
  readonly logger: Logger;
  readonly version: string;
  readonly scheme: 'http' | 'https';
  readonly sessions: SessionStore;
  readonly authenticator: Authenticator;
  /** Where the server is, known once it listens. */
  readonly hosts: () => AllowedHosts;
}

/** One request that has passed the Host and Origin checks. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path as it was sent: neither decoded nor normalised, without the query. */
  readonly path: string;
}
