import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ImageSpec, type OciOptions, ociFiles } from './image-archive';

export interface StubRegistryOptions extends OciOptions {
  /** Who may read: everybody, whoever fetched a token, or nobody without a name. Default: everybody. */
  readonly access?: 'open' | 'token' | 'password';
  /** Takes the place of what would be answered at a path. */
  readonly instead?: (path: string, body: Buffer | undefined) => Buffer | number | undefined;
}

export interface StubRegistry {
  /** `127.0.0.1:<port>/team/app` */
  readonly repository: string;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/** A registry with one repository, whose tag `1` are these images: an index when there are several. */
export async function startStubRegistry(
  images: readonly ImageSpec[],
  options: StubRegistryOptions = {},
): Promise<StubRegistry> {
  const blobs = new Map(ociFiles(images, options).map(({ name, body }) => [name, body]));
  const index: { manifests: { digest: string }[] } = JSON.parse(String(blobs.get('index.json')));
  const requests: string[] = [];
  const find = (path: string): Buffer | undefined => {
    const name = /\/(?:manifests|blobs)\/(.+)$/.exec(path)?.[1] ?? '';
    const digest = name === '1' ? index.manifests[0]?.digest : name;
    return blobs.get(`blobs/${digest?.replace(':', '/')}`);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    if (pathname === '/token') return answer(response, Buffer.from('{"token":"let-me-in"}'));
    requests.push(pathname);
    if (!isAllowed(options, request.headers.authorization))
      return refuse(response, options, server.address());
    const body = find(pathname);
    const given = options.instead?.(pathname, body) ?? body ?? 404;
    if (typeof given === 'number') response.writeHead(given).end('{"errors":[]}');
    else answer(response, given);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    repository: `127.0.0.1:${portOf(server.address())}/team/app`,
    requests,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Address = AddressInfo | string | null;

function portOf(address: Address): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function answer(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-length': body.length }).end(body);
}

function isAllowed({ access = 'open' }: StubRegistryOptions, authorization: string | undefined): boolean {
  return access === 'open' || (access === 'token' && authorization === 'Bearer let-me-in');
}

function refuse(response: ServerResponse, { access }: StubRegistryOptions, address: Address): void {
  const realm = `http://127.0.0.1:${portOf(address)}/token`;
  const challenge = access === 'token' ? `Bearer realm="${realm}",service="stub"` : 'Basic realm="stub"';
  response.writeHead(401, { 'www-authenticate': challenge }).end();
}
