import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Backend, Logger } from '../../backend';
import { AllowedHosts, isWildcard, toUrlHost } from './allowed-hosts';
import { Authenticator } from './authenticator';
import { FailureLimiter } from './failure-limiter';
import { listen } from './listen';
import { createRequestHandler, type PageHandler } from './request-handler';
import type { ServerContext } from './route-context';
import { SessionStore } from './session-store';
import { SocketUpgrade } from './socket-upgrade';

export interface ServerHostOptions {
  /** May still be starting: the page is served meanwhile. */
  readonly backend: Promise<Backend>;
  readonly logger: Logger;
  readonly version: string;
  readonly page: PageHandler;
  /** For scripts; lives as long as the server. */
  readonly apiToken: string;
  readonly port: number;
  readonly portIsExplicit: boolean;
  /** Anything but loopback, which then needs TLS. */
  readonly listen?: string | undefined;
  /** PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Upgrades that are not ours (a development server's hot reload). */
  readonly ignoresUpgrade?: (protocol: string | undefined) => boolean;
}

export interface ServerHost {
  readonly port: number;
  readonly origin: string;
  /** The Node server itself, for a development server that shares it. */
  readonly server: Server;
  /** Another one-time link. Default lifetime: until it is used. */
  createLink(options?: { readonly page?: string | undefined; readonly lifetimeMs?: number }): string;
  /** Closes every connection; resolves when none is left. Safe to call twice. */
  close(): Promise<void>;
}

/** Different wrong credentials of one address before it is told to wait. */
const failureLimit = { limit: 10, windowMs: 60_000 };

/** How long pages may take to say goodbye. */
const goodbyeMs = 250;

const serverLimits: ServerOptions = {
  // A client that dribbles its head is cut off. Bodies have limits of their own, by route: an image can take hours.
  headersTimeout: 10_000,
  requestTimeout: 0,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 5000,
  maxHeaderSize: 16 * 1024,
};
const maxConnections = 1024;

/** Serves the interface and the contract. Resolves when it listens. */
export async function startServerHost(options: ServerHostOptions): Promise<ServerHost> {
  const sessions = new SessionStore({ apiToken: options.apiToken });
  const scheme = options.tls ? 'https' : 'http';
  let hosts = new AllowedHosts({ scheme, port: 0 });
  const context: ServerContext = {
    backend: options.backend,
    logger: options.logger,
    version: options.version,
    scheme,
    sessions,
    authenticator: new Authenticator(sessions, new FailureLimiter(failureLimit)),
    hosts: () => hosts,
  };
  const sockets = new SocketUpgrade(context);
  const server = createHttpServer(options, createRequestHandler(context, options.page));
  server.on('upgrade', (request, socket, head) => {
    if (!options.ignoresUpgrade?.(request.headers['sec-websocket-protocol'])) {
      sockets.handle(request, socket, head);
    }
  });
  const address = options.listen ?? '127.0.0.1';
  const port = await listen(server, { address, port: options.port, portIsExplicit: options.portIsExplicit });
  hosts = new AllowedHosts({ scheme, port, listen: options.listen });
  const origin = `${scheme}://${urlHost(options.listen)}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    port,
    origin,
    server,
    createLink: ({ page = '/', lifetimeMs } = {}) =>
      `${origin}${page}#token=${sessions.createLink(lifetimeMs)}`,
    close: () => {
      closed ??= close(server, sockets);
      return closed;
    },
  };
}

function createHttpServer(options: ServerHostOptions, handler: RequestListener): Server {
  const server: Server = options.tls
    ? createTlsServer({ ...serverLimits, ...options.tls }, handler)
    : createServer(serverLimits, handler);
  server.maxConnections = maxConnections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = clientErrors[error.code ?? ''] ?? '400 Bad Request';
    if (socket.writable)
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
    else socket.destroy();
  });
  return server;
}

const clientErrors: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

function urlHost(address: string | undefined): string {
  return address === undefined || isWildcard(address) ? '127.0.0.1' : toUrlHost(address);
}

async function close(server: Server, sockets: SocketUpgrade): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  sockets.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    sockets.terminate();
    server.closeAllConnections();
  }, goodbyeMs);
  await ended;
  clearTimeout(timer);
}
