import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { WebSocket } from 'ws';
import { AppError } from '../../../../../src/common/errors';
import {
  createClient,
  createLink,
  createWebSocketChannel,
  type Procedure,
} from '../../../../../src/common/rpc';
import type { Backend, Logger } from '../../../../../src/main/backend';
import {
  type ServerHost,
  type ServerHostOptions,
  startServerHost,
} from '../../../../../src/main/hosts/server/server-host';
import { StaticFiles } from '../../../../../src/main/hosts/server/static-files';

export const apiToken = 'api-token-of-the-tests';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): unknown;
}

export interface RequestOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface TestServer {
  readonly host: ServerHost;
  readonly log: readonly string[];
  /** Procedures can be added by a test. */
  readonly procedures: Map<string, Procedure>;
  readonly uploads: Map<string, (body: Readable) => Promise<void>>;
  readonly downloads: Map<string, () => ReturnType<Backend['transfers']['download']>>;
  send(options: RequestOptions): Promise<Reply>;
  call(path: string, input?: unknown): Promise<Reply>;
  openSession(): Promise<string>;
  openSocket(options: {
    readonly protocols: string[];
    readonly origin?: string;
    readonly host?: string;
  }): Promise<SocketOutcome>;
  close(): Promise<void>;
}

export type SocketOutcome =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly status: number };

/** A real server on a free port with a back end made by hand and a small interface. */
export async function startTestServer(
  overrides: Partial<ServerHostOptions> = {},
  parts: Partial<Backend> = {},
): Promise<TestServer> {
  const root = await mkdtemp(join(tmpdir(), 'estiba-server-'));
  await mkdir(join(root, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'not for the browser');
  await writeFile(join(root, 'renderer', 'index.html'), '<!doctype html><title>Estiba</title>');
  await writeFile(
    join(root, 'renderer', 'assets', 'app-1a2b.js'),
    `export const text = '${'x'.repeat(4000)}';`,
  );
  const log: string[] = [];
  const fake = createFakeBackend(log);
  const files = new StaticFiles(join(root, 'renderer'));
  const host = await startServerHost({
    backend: Promise.resolve({ ...fake.backend, ...parts }),
    logger: fake.backend.logger,
    version: '1.2.3',
    page: (request, response, path) => files.answer(request, response, path),
    apiToken,
    port: 0,
    portIsExplicit: false,
    ...overrides,
  });
  const send = (options: RequestOptions) => sendTo(host.port, options);
  const openSession = async () => {
    const token = host.createLink().split('#token=')[1] ?? '';
    const reply = await send({
      method: 'POST',
      path: '/session',
      headers: { origin: host.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return (reply.json() as { key: string }).key;
  };
  return {
    host,
    log,
    ...fake,
    send,
    call: (path, input) =>
      send({
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      }),
    openSession,
    openSocket: (options) => openSocket(host, options),
    close: async () => {
      await host.close();
      await rm(root, { recursive: true });
    },
  };
}

/** As raw as Node's client can be: Host and Origin are what the test says. */
export function sendTo(port: number, options: RequestOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        agent: false,
        method: options.method ?? 'GET',
        path: options.path ?? '/',
        headers: { ...(options.headers ?? {}) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, body, json: () => JSON.parse(body) as unknown });
        });
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

function openSocket(
  host: ServerHost,
  options: { readonly protocols: string[]; readonly origin?: string; readonly host?: string },
): Promise<SocketOutcome> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, options.protocols, {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      ...(options.host === undefined ? {} : { headers: { host: options.host } }),
    });
    socket.once('open', () => resolve({ kind: 'open', socket }));
    socket.once('unexpected-response', (_request, response) => {
      resolve({ kind: 'refused', status: response.statusCode ?? 0 });
      socket.on('error', () => undefined);
      socket.terminate();
    });
    socket.once('error', reject);
  });
}

/** A client of the contract over an open socket. */
export function clientOf(socket: WebSocket) {
  return createLink(createWebSocketChannel(socket));
}
export { createClient };

function createFakeBackend(log: string[]) {
  const procedures = new Map<string, Procedure>([
    ['app.echo', async (input) => input],
    ['app.nothing', async () => undefined],
    ['app.bytes', async () => new Uint8Array([0, 255, 10])],
    [
      'app.missing',
      async () => Promise.reject(new AppError('not_found', 'no such image', { details: { id: 'x' } })),
    ],
    ['app.crash', async () => Promise.reject(new Error('a secret path /root/.ssh'))],
  ]);
  const uploads: TestServer['uploads'] = new Map();
  const downloads: TestServer['downloads'] = new Map();
  const backend: Backend = {
    procedures,
    router: {},
    logger: createLogger(log),
    transfers: {
      offerDownload: () => 'files/unused',
      offerUpload: () => 'files/unused',
      download: async (ticket) => takeOnce(downloads, ticket)(),
      upload: async (ticket, body) => takeOnce(uploads, ticket)(body),
      dispose: () => undefined,
    },
    dispose: async () => undefined,
  };
  return { backend, procedures, uploads, downloads };
}

function takeOnce<Value>(values: Map<string, Value>, ticket: string): Value {
  const value = values.get(ticket);
  if (value === undefined) throw new AppError('not_found', 'there is no such file');
  values.delete(ticket);
  return value;
}

function createLogger(log: string[]): Logger {
  const add = (level: string) => (message: string, fields?: unknown) => {
    log.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return {
    debug: add('debug'),
    info: add('info'),
    warn: add('warn'),
    error: (message, error) => {
      log.push(`error ${message} ${String(error)}`);
      return `E${log.length}`;
    },
    child: () => createLogger(log),
  };
}
