import { setMaxListeners } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Duplex, PassThrough, type Readable } from 'node:stream';
import type { z } from 'zod';
import { AppError } from '../../../common/errors';
import type { EngineApi, EngineRequest } from './engine-api';
import { errorOfSocket } from './engine-error';
import type { EngineLoad } from './engine-load';
import { formatQuery } from './engine-path';
import { type Answer, type Exchange, exchange, watchBody } from './http-exchange';
import { upgrade } from './http-upgrade';
import type { Transport } from './transport/transport';

export interface HttpEngineApiOptions {
  readonly transport: Transport;
  /** `/v1.41`, or nothing before the version is known. */
  readonly prefix: string;
  readonly load: EngineLoad;
  /** Aborted when the connection is given up; its reason is what all running requests reject with. */
  readonly signal?: AbortSignal;
  /** Largest JSON answer in bytes. Default 64 MiB. */
  readonly maxJsonBytes?: number;
}

export const defaultTimeoutMs = 30_000;

const defaultMaxJsonBytes = 64 * 1024 * 1024;

/** The Engine API over one transport. See `EngineApi`; also gives an answer's headers, for the first look at an engine. */
export class HttpEngineApi implements EngineApi {
  readonly #options: HttpEngineApiOptions;

  constructor(options: HttpEngineApiOptions) {
    this.#options = options;
  }

  async json<Schema extends z.ZodType>(request: EngineRequest, schema: Schema): Promise<z.output<Schema>> {
    const { value, name } = await this.#short(request, (answer) => this.#parse(answer));
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new AppError('data_loss', `${name} was answered with something else than expected`, {
      details: { request: name, reason: 'not_an_engine', issues: describeIssues(parsed.error) },
      cause: parsed.error,
    });
  }

  async send(request: EngineRequest): Promise<void> {
    await this.#short(request, async () => undefined);
  }

  /** The headers and the first bytes of a short text answer. */
  async head(
    request: EngineRequest,
  ): Promise<{ readonly headers: IncomingMessage['headers']; readonly text: string }> {
    const { value } = await this.#short(request, async ({ body, headers }) => ({
      headers,
      text: body.subarray(0, 1024).toString(),
    }));
    return value;
  }

  async read(request: EngineRequest): Promise<Readable> {
    return await this.#stream(request, encodeBody(request));
  }

  async write(request: EngineRequest, body: Readable): Promise<Readable> {
    try {
      return await this.#stream(request, body);
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  async headers(request: EngineRequest): Promise<IncomingHttpHeaders> {
    return (await this.#short(request, async ({ headers }) => headers)).value;
  }

  upgrade(request: EngineRequest): Promise<Duplex> {
    return this.#open(request, encodeBody(request), async (options, end) => {
      const { stream } = await upgrade(this.#options.transport, options);
      return stream.once('close', end);
    });
  }

  async #short<Value>(
    request: EngineRequest,
    use: (answer: WholeAnswer) => Promise<Value>,
  ): Promise<{ readonly value: Value; readonly name: string }> {
    const options = this.#exchange(request, encodeBody(request), request.ownConnection === true);
    this.#options.load.countRequest();
    const { signal, release } = mergeSignals(this.#options.signal, request.signal);
    try {
      const answer = await exchange(this.#options.transport, { ...options, signal });
      const body = await this.#collect(answer, { ...options, signal });
      const whole = { body, headers: answer.response.headers, name: answer.name };
      return { value: await use(whole), name: answer.name };
    } finally {
      release();
    }
  }

  #stream(request: EngineRequest, body: Exchange['body']): Promise<Readable> {
    return this.#open(request, body, async (options, end) => {
      const { response, name } = await exchange(this.#options.transport, options);
      watchBody(response, { ...options, timeoutMs: 0 }, name);
      return toReadable(response, name, end);
    });
  }

  /** Counts a stream as open until `begin` fails or its end is told. */
  async #open<Stream>(
    request: EngineRequest,
    body: Exchange['body'],
    begin: (options: Exchange, end: () => void) => Promise<Stream>,
  ): Promise<Stream> {
    const options = this.#exchange(request, body, true);
    const { signal, release } = mergeSignals(this.#options.signal, request.signal);
    const closeStream = this.#options.load.openStream();
    const end = (): void => {
      closeStream();
      release();
    };
    this.#options.load.countRequest();
    try {
      return await begin({ ...options, signal }, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  #exchange(request: EngineRequest, body: Exchange['body'], isStream: boolean): Exchange {
    const headers: Record<string, string> = {};
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    // A POST without a body must say so, or it would be sent in chunks.
    if (Buffer.isBuffer(body)) headers['content-length'] = String(body.length);
    return {
      method: request.method ?? 'GET',
      path: `${this.#options.prefix}${request.path}${formatQuery(request.query)}`,
      headers: { ...headers, ...request.headers },
      body,
      isStream,
      timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
    };
  }

  async #collect({ response, name }: Answer, options: Exchange): Promise<Buffer> {
    const limit = this.#options.maxJsonBytes ?? defaultMaxJsonBytes;
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of watchBody(response, options, name)) {
        size += (chunk as Buffer).length;
        if (size > limit) throw tooLarge(name, limit);
        chunks.push(chunk as Buffer);
      }
    } catch (error) {
      throw errorOfSocket(name, error, true);
    }
    return Buffer.concat(chunks, size);
  }

  async #parse({ body, name }: WholeAnswer): Promise<unknown> {
    try {
      return JSON.parse(body.toString());
    } catch (error) {
      throw new AppError(
        'data_loss',
        `${name} was answered with something that is no JSON: ${excerpt(body)}`,
        {
          details: { request: name, reason: 'not_an_engine' },
          cause: error,
        },
      );
    }
  }
}

interface WholeAnswer {
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
  readonly name: string;
}

function encodeBody(request: EngineRequest): Buffer | undefined {
  if (request.body !== undefined) return Buffer.from(JSON.stringify(request.body));
  return request.method === undefined || request.method === 'GET' || request.method === 'HEAD'
    ? undefined
    : Buffer.alloc(0);
}

/** The body with AppErrors instead of socket errors, and without the crash that an unheard error would be. */
function toReadable(response: IncomingMessage, name: string, onClose: () => void): Readable {
  const output = new PassThrough();
  output.on('error', () => {});
  output.once('close', () => {
    response.destroy();
    onClose();
  });
  response.on('error', (error) => output.destroy(errorOfSocket(name, error, true)));
  response.once('close', () => {
    if (!response.complete)
      output.destroy(errorOfSocket(name, new Error('the engine closed the stream'), true));
  });
  return response.pipe(output);
}

/** Like AbortSignal.any, which keeps every signal it ever gave alive as long as its sources (Node 20). */
function mergeSignals(
  first: AbortSignal | undefined,
  second: AbortSignal | undefined,
): { readonly signal: AbortSignal | undefined; readonly release: () => void } {
  // One connection's signal, or one bulk action's, is listened to by all of its requests.
  for (const source of [first, second]) if (source) setMaxListeners(0, source);
  if (!first || !second) return { signal: first ?? second, release: () => {} };
  const controller = new AbortController();
  const abortFirst = (): void => controller.abort(first.reason);
  const abortSecond = (): void => controller.abort(second.reason);
  first.addEventListener('abort', abortFirst, { once: true });
  second.addEventListener('abort', abortSecond, { once: true });
  if (first.aborted) abortFirst();
  if (second.aborted) abortSecond();
  return {
    signal: controller.signal,
    release: () => {
      first.removeEventListener('abort', abortFirst);
      second.removeEventListener('abort', abortSecond);
    },
  };
}

function tooLarge(name: string, limit: number): AppError {
  return new AppError('data_loss', `${name} was answered with more than ${limit} bytes`, {
    details: { request: name, limit },
  });
}

function excerpt(body: Buffer): string {
  const text = body
    .subarray(0, 200)
    .toString()
    .replace(/\p{Cc}/gu, ' ');
  return text.trim() === '' ? 'nothing' : JSON.stringify(text.trim());
}

function describeIssues(error: z.ZodError): readonly string[] {
  return error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
