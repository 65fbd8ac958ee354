import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AppError, type ErrorCode } from '../../../../common/errors';
import { manifestMediaTypes } from '../../../../common/oci/media-type';
import { type ImageReference, parseReference, withDefaultTag } from '../../../../common/oci/reference';
import { maxDocumentBytes } from '../archive/documents';

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  429: 'resource_exhausted',
};

/** A repository of an OCI registry, read without credentials. Source: OCI distribution specification, "Pull". */
export class RegistryClient {
  readonly reference: ImageReference;
  readonly #base: string;
  #token: string | undefined;

  /** @throws AppError invalid_argument for a reference that is none */
  constructor(reference: string) {
    this.reference = withDefaultTag(parseReference(reference));
    const host = this.reference.domain === 'docker.io' ? 'registry-1.docker.io' : this.reference.domain;
    this.#base = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${this.reference.path}`;
  }

  /** A manifest or index by tag or digest. */
  manifest(name: string, signal: AbortSignal): Promise<Buffer> {
    return this.#document(`/manifests/${name}`, { accept: manifestMediaTypes.join(', ') }, signal);
  }

  /** A small blob. */
  document(digest: string, signal: AbortSignal): Promise<Buffer> {
    return this.#document(`/blobs/${digest}`, {}, signal);
  }

  /** The bytes of a blob from `start` on. */
  async blob(digest: string, start: number, signal: AbortSignal): Promise<Readable> {
    const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
    const response = await this.#request(`/blobs/${digest}`, headers, signal);
    if (!response.body) throw new AppError('data_loss', `the registry gave no content for ${digest}`);
    const stream = Readable.fromWeb(response.body as ReadableStream, { signal });
    // A registry need not know ranges.
    return start > 0 && response.status !== 206 ? Readable.from(withoutStart(stream, start)) : stream;
  }

  async #document(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Buffer> {
    const response = await this.#request(path, headers, signal);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxDocumentBytes)
        throw new AppError('resource_exhausted', `${path} is larger than any metadata`);
    }
    return Buffer.concat(chunks);
  }

  async #request(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    const first = await this.#send(path, headers, signal);
    if (first.status !== 401 || this.#token !== undefined) return this.#expectSuccess(first, path);
    await first.body?.cancel();
    this.#token = await this.#fetchToken(first.headers.get('www-authenticate') ?? '', signal);
    return this.#expectSuccess(await this.#send(path, headers, signal), path);
  }

  async #send(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    const authorization: Record<string, string> = this.#token
      ? { authorization: `Bearer ${this.#token}` }
      : {};
    return send(`${this.#base}${path}`, { ...headers, ...authorization }, signal);
  }

  async #expectSuccess(response: Response, path: string): Promise<Response> {
    if (response.ok) return response;
    await response.body?.cancel();
    const code = codes[response.status] ?? (response.status >= 500 ? 'unavailable' : 'unknown');
    const message = `${this.reference.domain} answered ${response.status} for ${this.reference.path}${path}`;
    throw new AppError(code, message, { details: { status: response.status } });
  }

  /** An anonymous token. @throws AppError unauthenticated when the registry wants a name and password */
  async #fetchToken(challenge: string, signal: AbortSignal): Promise<string> {
    const fields = new Map(
      [...challenge.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, value ?? '']),
    );
    const realm = fields.get('realm');
    if (!/^Bearer /i.test(challenge) || !realm || !isTrusted(realm, this.#base)) {
      throw new AppError('unauthenticated', `${this.reference.domain} wants credentials`);
    }
    const url = new URL(realm);
    const service = fields.get('service');
    if (service) url.searchParams.set('service', service);
    url.searchParams.set('scope', fields.get('scope') ?? `repository:${this.reference.path}:pull`);
    const response = await send(url.href, {}, signal);
    if (!response.ok) throw new AppError('unauthenticated', `${url.host} gives no anonymous token`);
    const body = (await response.json()) as { readonly token?: unknown; readonly access_token?: unknown };
    const token = body.token ?? body.access_token;
    if (typeof token !== 'string') throw new AppError('data_loss', `${url.host} answered without a token`);
    return token;
  }
}

async function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, { headers, signal });
  } catch (thrown) {
    if (signal.aborted) throw new AppError('canceled', 'the request to the registry was canceled');
    const cause =
      thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : String(thrown);
    throw new AppError('unavailable', `${new URL(url).host} cannot be reached: ${cause}`, { cause: thrown });
  }
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}

/** A token server is asked over TLS, or where the registry itself is. */
function isTrusted(realm: string, base: string): boolean {
  if (!URL.canParse(realm)) return false;
  const url = new URL(realm);
  return url.protocol === 'https:' || url.host === new URL(base).host;
}

async function* withoutStart(stream: Readable, bytes: number): AsyncGenerator<Buffer> {
  let skip = bytes;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (chunk.length > skip) yield skip > 0 ? chunk.subarray(skip) : chunk;
    skip = Math.max(0, skip - chunk.length);
  }
}
