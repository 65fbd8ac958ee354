import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataset } from './dataset';
import { FakeEngineServer, type LoggedRequest } from './engine-server';
import { EventHub } from './event-hub';
import type { Fault, FaultMatcher } from './faults';
import type { EngineIdentity } from './handler';
import { LogFeed } from './log-feed';
import { createRandom } from './random';
import type { FakeEvent, FakeState } from './types';

export interface FakeEngineOptions {
  /** Default: an engine with the three predefined networks and nothing else. See createDataset. */
  readonly state?: FakeState;
  /** Highest API version, default '1.41'. */
  readonly apiVersion?: string;
  /** Default '1.12'. */
  readonly minApiVersion?: string;
  /** Engine version, default '20.10.24+fake'. */
  readonly version?: string;
  readonly flavor?: 'docker' | 'podman';
  readonly rootless?: boolean;
  /** Path of the unix socket; default: in a new temporary folder. */
  readonly socketPath?: string;
  /** Listen on 127.0.0.1 at this port (0: a free one) instead of a unix socket. */
  readonly tcpPort?: number;
}

/** A fake of the Docker Engine API whose state the tests see and change. */
export interface FakeEngine {
  /** For DOCKER_HOST: `unix:///...` or `tcp://127.0.0.1:port`. */
  readonly host: string;
  /** Empty when it listens on TCP. */
  readonly socketPath: string;
  /** Live: what the engine answers from now on. Changes made here emit no event; use `emit` for that. */
  readonly state: FakeState;
  /** Every request since the start (or the last `clearRequests`), in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** Number of requests since a time in milliseconds, or of all. */
  requestCount(since?: number): number;
  clearRequests(): void;
  /** Sends an event to the open streams and remembers it in the ring. */
  emit(event: FakeEvent): void;
  /**
   * Does what the request would do, state and events, at once and without HTTP, faults and log: somebody else at work
   * on the engine. Returns the status, e.g. 204; `path` may carry a query.
   */
  perform(method: string, path: string, body?: object): number;
  /** Spoils matching requests until the returned function is called. Later rules win over earlier ones. */
  setFault(matcher: FaultMatcher, fault: Fault): () => void;
  clearFaults(): void;
  /** Events since the start, whether anybody listened or not. */
  eventCount(): number;
  /** Number of open /events streams. */
  eventStreams(): number;
  /** From now on the log of this container is what the feed writes. */
  feedLog(containerId: string): LogFeed;
  /** Cuts the open /events streams without an end, as a dying engine does. */
  dropEventStreams(): void;
  /** Ends all connections, stops listening and removes the socket (clients see ENOENT). */
  stop(): Promise<void>;
  /** Like a killed engine: ends all connections and leaves a dead socket (clients see ECONNREFUSED). */
  kill(): Promise<void>;
  /** Stops if needed and listens again at the same address, with the same state and an empty event ring. */
  restart(): Promise<void>;
}

/** Starts a fake engine and resolves when it listens. Every test that starts one must stop it. */
export async function startFakeEngine(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const folder =
    options.socketPath === undefined && options.tcpPort === undefined
      ? await mkdtemp(join(tmpdir(), 'estiba-fake-'))
      : undefined;
  const hub = new EventHub();
  const state = options.state ?? createDataset();
  const logFeeds = new Map<string, LogFeed>();
  const random = createRandom(0xe57b + state.containers.size);
  const server = new FakeEngineServer({
    context: { state, hub, newId: () => random.hex(64), engine: identityOf(options), logFeeds },
    address: options.tcpPort ?? options.socketPath ?? join(folder ?? '', 'engine.sock'),
  });
  await server.listen();
  return {
    host: server.host,
    socketPath: server.socketPath,
    state,
    requests: server.requests,
    requestCount: (since = 0) => server.requests.filter((request) => request.at >= since).length,
    clearRequests: () => {
      server.requests.length = 0;
    },
    emit: (event) => hub.emit(event),
    perform: (method, path, body) => {
      const url = new URL(path, 'http://engine');
      const reply = server.handle({
        method,
        path: decodeURIComponent(url.pathname),
        version: options.apiVersion ?? '1.41',
        query: url.searchParams,
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      });
      return reply.kind === 'events' || reply.kind === 'stream' ? 200 : reply.status;
    },
    setFault: (matcher, fault) => server.addFault({ matcher, fault }),
    clearFaults: () => server.clearFaults(),
    feedLog: (containerId) => {
      const feed = new LogFeed();
      logFeeds.set(containerId, feed);
      return feed;
    },
    eventCount: () => hub.count,
    eventStreams: () => server.eventStreams.size,
    dropEventStreams: () => server.dropEventStreams(),
    stop: async () => {
      await server.close('remove-socket');
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
    kill: () => server.close('keep-socket'),
    restart: async () => {
      await server.close('remove-socket');
      hub.clear();
      await server.listen();
    },
  };
}

function identityOf(options: FakeEngineOptions): EngineIdentity {
  return {
    apiVersion: options.apiVersion ?? '1.41',
    minApiVersion: options.minApiVersion ?? '1.12',
    version: options.version ?? '20.10.24+fake',
    flavor: options.flavor ?? 'docker',
    rootless: options.rootless ?? false,
  };
}
