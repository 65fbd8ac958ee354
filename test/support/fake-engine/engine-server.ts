import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { containerRoutes } from './container-handlers';
import { type FaultRule, matchesFault } from './faults';
import { type FakeReply, type FakeRequest, type HandlerContext, json, type Route } from './handler';
import { imageRoutes } from './image-handlers';
import { networkRoutes } from './network-handlers';
import { minorOf } from './object-views';
import { writeReply } from './reply-writer';
import { identityHeaders, systemRoutes } from './system-handlers';
import { EngineError } from './types';
import { volumeRoutes } from './volume-handlers';

const routes: readonly Route[] = [
  ...systemRoutes,
  ...containerRoutes,
  ...imageRoutes,
  ...volumeRoutes,
  ...networkRoutes,
];

/** One request as it arrived. */
export interface LoggedRequest {
  readonly method: string;
  /** Without version and query. */
  readonly path: string;
  /** With both, as sent. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface EngineServerOptions {
  readonly context: HandlerContext;
  /** Path of a unix socket, or a TCP port on 127.0.0.1 (0: a free one). */
  readonly address: string | number;
}

/** The HTTP side of the fake engine: listening, routing, faults, the request log. */
export class FakeEngineServer {
  readonly requests: LoggedRequest[] = [];
  readonly eventStreams = new Set<ServerResponse>();
  readonly #context: HandlerContext;
  readonly #sockets = new Set<Socket>();
  #faults: readonly FaultRule[] = [];
  #address: string | number;
  #server: Server | undefined;

  constructor(options: EngineServerOptions) {
    this.#context = options.context;
    this.#address = options.address;
  }

  get host(): string {
    return typeof this.#address === 'string' ? `unix://${this.#address}` : `tcp://127.0.0.1:${this.#address}`;
  }

  get socketPath(): string {
    return typeof this.#address === 'string' ? this.#address : '';
  }

  async listen(): Promise<void> {
    const address = this.#address;
    if (typeof address === 'string') {
      await mkdir(dirname(address), { recursive: true });
      await rm(address, { force: true });
    }
    const server = createServer((request, response) => {
      // A client may leave at any time; what is left to write then goes nowhere.
      this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    const listening = typeof address === 'string' ? { path: address } : { port: address, host: '127.0.0.1' };
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(listening, resolve);
    });
    if (typeof address === 'number') this.#address = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** `keep-socket` leaves the file of a unix socket behind, as a killed engine does. */
  async close(mode: 'remove-socket' | 'keep-socket'): Promise<void> {
    const server = this.#server;
    if (server === undefined) {
      if (mode === 'remove-socket' && this.socketPath !== '') await rm(this.socketPath, { force: true });
      return;
    }
    this.#server = undefined;
    // Node removes the socket's file when it closes; moved aside, it stays.
    const aside = `${this.socketPath}.aside`;
    const keep = mode === 'keep-socket' && this.socketPath !== '';
    if (keep) await rename(this.socketPath, aside);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    if (keep) await rename(aside, this.socketPath);
  }

  addFault(rule: FaultRule): () => void {
    this.#faults = [rule, ...this.#faults];
    return () => {
      this.#faults = this.#faults.filter((existing) => existing !== rule);
    };
  }

  clearFaults(): void {
    this.#faults = [];
  }

  dropEventStreams(): void {
    for (const response of this.eventStreams) response.destroy();
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = message.url ?? '/';
    const parsed = new URL(url, 'http://engine');
    const versioned = /^\/v(\d+\.\d+)(\/.*)$/.exec(parsed.pathname);
    const path = decodeURIComponent(versioned?.[2] ?? parsed.pathname);
    const method = message.method ?? 'GET';
    this.requests.push({ method, path, url, at: Date.now() });
    const fault = this.#faults.find((rule) => matchesFault(rule, method, path))?.fault;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'refuse') {
      message.socket.destroy();
      return;
    }
    const body = await readBody(message);
    if (fault?.kind === 'delay') await sleep(fault.milliseconds);
    for (const [name, value] of Object.entries(identityHeaders(this.#context.engine))) {
      response.setHeader(name, value);
    }
    const version = versioned?.[1] ?? this.#context.engine.apiVersion;
    const request: FakeRequest = { method, path, version, query: parsed.searchParams, body };
    const reply =
      fault?.kind === 'status'
        ? json(parseOr(fault.body, { message: fault.body ?? `fault ${fault.code}` }), fault.code)
        : this.handle(request);
    if (reply.kind === 'events') this.#track(response);
    writeReply(response, this.#context.hub, reply, fault);
  }

  /** Answers without faults and without a trace in the log. */
  handle(request: FakeRequest): FakeReply {
    try {
      checkVersion(request.version, this.#context);
      for (const route of routes) {
        const match = route.method === request.method ? route.pattern.exec(request.path) : null;
        if (match !== null) return route.handle(this.#context, request, match.slice(1));
      }
      return json({ message: 'page not found' }, 404);
    } catch (error) {
      if (error instanceof EngineError) return json({ message: error.message }, error.status);
      return json({ message: error instanceof Error ? error.message : String(error) }, 500);
    }
  }

  #track(response: ServerResponse): void {
    this.eventStreams.add(response);
    response.on('close', () => this.eventStreams.delete(response));
  }
}

function checkVersion(version: string, { engine }: HandlerContext): void {
  if (minorOf(version) > minorOf(engine.apiVersion)) {
    const limit = `Maximum supported API version is ${engine.apiVersion}`;
    throw new EngineError(400, `client version ${version} is too new. ${limit}`);
  }
  if (minorOf(version) < minorOf(engine.minApiVersion)) {
    const limit = `Minimum supported API version is ${engine.minApiVersion}`;
    const advice = 'please upgrade your client to a newer version';
    throw new EngineError(400, `client version ${version} is too old. ${limit}, ${advice}`);
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parseOr(text: string | undefined, fallback: unknown): unknown {
  try {
    return text === undefined ? fallback : (JSON.parse(text) as unknown);
  } catch {
    return fallback;
  }
}
