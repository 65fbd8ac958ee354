import { existsSync, realpathSync } from 'node:fs';
import { request } from 'node:http';
import { testLabels } from './run-id';

export interface EngineCall {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a Buffer (then as a tar archive). */
  readonly body?: object | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, default 30 s. */
  readonly timeout?: number;
}

export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

/** A bare client for tests: one call, no connection kept, no interpretation. */
export interface EngineApi {
  /** What every container on this engine needs in its HostConfig; `createContainer` merges it in. */
  readonly hostConfig: object;
  /** Rejects only when there is no answer; error statuses are answers. */
  call(method: string, path: string, options?: EngineCall): Promise<EngineAnswer>;
  /** Like `call`, but rejects on an error status and parses the answer. */
  json<T>(method: string, path: string, options?: EngineCall): Promise<T>;
}

const systemSockets = ['/var/run/docker.sock', '/run/docker.sock', '/run/podman/podman.sock'];

/**
 * A client of an engine on a unix socket. Refuses the sockets of the machine's own engines unless
 * ESTIBA_TEST_SYSTEM_ENGINE=1: tests create, stop and remove things.
 */
export function engineApi(socketPath: string, hostConfig: object = {}): EngineApi {
  refuseSystemSocket(socketPath);
  const call = (method: string, path: string, options: EngineCall = {}) =>
    send(socketPath, method, path, options);
  return {
    hostConfig,
    call,
    json: async <T>(method: string, path: string, options: EngineCall = {}) => {
      const answer = await call(method, path, options);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.trim()}`);
      return (answer.text.trim() === '' ? undefined : JSON.parse(answer.text)) as T;
    },
  };
}

/** Throws for the machine's own engines. */
export function refuseSystemSocket(socketPath: string): void {
  const real = existsSync(socketPath) ? realpathSync(socketPath) : socketPath;
  const system = systemSockets.some((path) => path === socketPath || path === real);
  if (system && process.env.ESTIBA_TEST_SYSTEM_ENGINE !== '1') {
    throw new Error(`tests do not touch ${socketPath}; set ESTIBA_TEST_SYSTEM_ENGINE=1 if you mean it`);
  }
}

function send(socketPath: string, method: string, path: string, options: EngineCall): Promise<EngineAnswer> {
  const query = new URLSearchParams(options.query).toString();
  const { body } = options;
  const isTar = Buffer.isBuffer(body);
  const payload = isTar ? body : body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const type = isTar ? 'application/x-tar' : 'application/json';
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        socketPath,
        method,
        path: query === '' ? path : `${path}?${query}`,
        agent: false,
        timeout: options.timeout ?? 30_000,
        headers: {
          ...(payload === undefined ? {} : { 'Content-Type': type, 'Content-Length': payload.length }),
          ...options.headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

export interface ContainerRequest {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly hostConfig?: object;
  /** Further fields of the Engine API's body. */
  readonly more?: object;
}

/** Creates a container with the tests' label and resolves to its id. */
export async function createContainer(api: EngineApi, wanted: ContainerRequest): Promise<string> {
  const created = await api.json<{ readonly Id: string }>('POST', '/containers/create', {
    query: { name: wanted.name },
    body: {
      Image: wanted.image,
      ...(wanted.command === undefined ? {} : { Cmd: wanted.command }),
      Labels: { ...testLabels, ...wanted.labels },
      HostConfig: { ...api.hostConfig, ...wanted.hostConfig },
      ...wanted.more,
    },
  });
  return created.Id;
}

/** Creates and starts a container with the tests' label and resolves to its id. */
export async function runContainer(api: EngineApi, wanted: ContainerRequest): Promise<string> {
  const id = await createContainer(api, wanted);
  await api.json('POST', `/containers/${id}/start`);
  return id;
}
