import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../common/errors';
import { serverLimits } from '../../../common/rpc';
import { describeError } from '../../../common/rpc/wire-error';
import { sendEventStream } from './event-stream';
import { sendError, sendJson, sendNothing } from './http-reply';
import { parseJsonBody, readBody } from './request-body';
import type { Exchange, ServerContext } from './route-context';

const limits = { maxBytes: serverLimits.maxIncomingBytes, timeoutMs: 30_000 };

/**
 * `POST /rpc/<feature>/<procedure>`: the contract for scripts. The input is a JSON body (none: no input); the answer is
 * JSON, bytes, 204 for nothing, or server-sent events for a stream; an error is a WireError with a fitting status.
 */
export async function answerCall(exchange: Exchange, context: ServerContext): Promise<void> {
  const { request, response, path } = exchange;
  context.authenticator.requireBearer(request);
  const name = procedureName(path);
  const { procedures, logger } = await context.backend;
  // A map of the contract's leaves: no name can reach anything that is not one of them.
  const procedure = procedures.get(name);
  if (!procedure) throw new AppError('not_found', `there is no procedure ${name}`);
  const input = await readInput(request);
  const signal = abortedWhenGone(response);
  const describe = (thrown: unknown) =>
    describeError(thrown, name, (error, where) => logger.error(`${where} failed`, error));
  try {
    await send(response, await procedure(input, { signal }), signal, describe);
  } catch (thrown) {
    if (!signal.aborted) sendError(response, describe(thrown));
  }
}

type Describe = Parameters<typeof sendEventStream>[2]['describeError'];

async function send(response: ServerResponse, output: unknown, signal: AbortSignal, describe: Describe) {
  if (output === undefined) return sendNothing(response);
  if (isAsyncIterable(output)) {
    return await sendEventStream(response, output, { signal, describeError: describe });
  }
  if (!(output instanceof Uint8Array)) return sendJson(response, 200, output);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': output.length });
  response.end(output);
}

/** `/rpc/images/list` -> `images.list`. */
function procedureName(path: string): string {
  const parts = /^\/rpc\/([A-Za-z0-9]{1,64})\/([A-Za-z0-9]{1,64})$/.exec(path);
  if (!parts) throw new AppError('not_found', 'expected /rpc/<feature>/<procedure>');
  return `${parts[1]}.${parts[2]}`;
}

async function readInput(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, limits);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (body.length === 0) return undefined;
  if (type === 'application/octet-stream') return new Uint8Array(body);
  if (type !== 'application/json') {
    throw new AppError('invalid_argument', 'send the input as Content-Type: application/json');
  }
  return parseJsonBody(body);
}

function abortedWhenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new AppError('canceled', 'the client went away'));
  });
  if (response.destroyed) controller.abort();
  return controller.signal;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
