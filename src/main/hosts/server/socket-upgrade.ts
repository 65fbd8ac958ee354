import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isAppError } from '../../../common/errors';
import { createWebSocketChannel, serveChannel, serverLimits } from '../../../common/rpc';
import { hostOf } from './allowed-hosts';
import { statusOfCode } from './http-reply';
import type { ServerContext } from './route-context';

/** What the page asks for beside `auth.<session key>`; only this one is ever answered. */
export const socketProtocol = 'estiba.v1';

/** Tabs and scripts at the same time. */
const maxSockets = 128;

/** A peer that answers no ping for this long is gone: a tunnel that died says nothing. */
const pingEveryMs = 30_000;

const statusTexts: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/**
 * Rpc over WebSockets at `/rpc`. A page cannot read why a handshake was refused: it asks `GET /session` whether its key
 * is still good.
 */
export class SocketUpgrade {
  readonly #context: ServerContext;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: serverLimits.maxIncomingBytes,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocol,
  });
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pinging: NodeJS.Timeout;

  constructor(context: ServerContext) {
    this.#context = context;
    this.#pinging = setInterval(() => this.#ping(), pingEveryMs);
    this.#pinging.unref();
  }

  /** Answers one upgrade request; never throws. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const status = this.#refusal(request);
    if (status !== undefined) {
      deny(socket, status);
      return;
    }
    this.#accept(request, socket, head).catch((thrown: unknown) => {
      this.#context.logger.error('an upgrade failed', thrown);
      deny(socket, 503);
    });
  }

  /** Tells every page that the server ends. */
  close(): void {
    clearInterval(this.#pinging);
    for (const socket of this.#server.clients) socket.close(1001, 'the server is shutting down');
  }

  /** Whoever has not taken the hint. */
  terminate(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** The status that refuses it, or undefined. Unlike other requests an upgrade must say its Origin. */
  #refusal(request: IncomingMessage): number | undefined {
    const { origin } = request.headers;
    const host = hostOf(request);
    const hosts = this.#context.hosts();
    if (!hosts.isHost(host)) return 421;
    if (origin === undefined || !hosts.isOwnOrigin(origin, host)) return 403;
    if (request.url !== '/rpc') return 404;
    if (this.#server.clients.size >= maxSockets) return 503;
    return this.#checkSession(request);
  }

  async #accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Frames can follow the handshake at once: the back end has to be there before it.
    const backend = await this.#context.backend;
    const { logger } = this.#context;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#alive.add(webSocket);
      webSocket.on('pong', () => this.#alive.add(webSocket));
      serveChannel(createWebSocketChannel(webSocket, serverLimits), backend.procedures, {
        onError: (thrown, path) => logger.error(`${path} failed`, thrown),
      });
    });
  }

  #checkSession(request: IncomingMessage): number | undefined {
    const key = sessionKeyOf(request);
    if (key === undefined) return 401;
    try {
      this.#context.authenticator.requireSessionKey(request, key);
      return undefined;
    } catch (thrown) {
      return isAppError(thrown) ? statusOfCode[thrown.code] : 503;
    }
  }

  #ping(): void {
    for (const socket of this.#server.clients) {
      if (!this.#alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}

/** The session key of `Sec-WebSocket-Protocol: estiba.v1, auth.<key>`; undefined for any other form. */
function sessionKeyOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const keys = offered.filter((name) => name.startsWith('auth.'));
  const key = keys.length === 1 ? keys[0]?.slice('auth.'.length) : undefined;
  if (!offered.includes(socketProtocol) || key === undefined) return undefined;
  return /^[A-Za-z0-9_-]{1,128}$/.test(key) ? key : undefined;
}

function deny(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${statusTexts[status] ?? 'Error'}`;
  socket.end(`${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
