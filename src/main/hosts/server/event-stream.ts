import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { WireError } from '../../../common/errors';

export interface EventStreamOptions {
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  readonly describeError: (thrown: unknown) => WireError;
  /** A comment goes out this often, so that proxies and tunnels keep a quiet stream open. Default 15 s. */
  readonly keepAliveMs?: number;
}

/**
 * Items as server-sent events: `data: <JSON>` for each, then `event: end`, or `event: error` with a WireError. The next
 * item is asked for only when the socket has taken the one before: a slow client slows its own stream down.
 */
export async function sendEventStream(
  response: ServerResponse,
  items: AsyncIterable<unknown>,
  options: EventStreamOptions,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const keepAlive = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, options.keepAliveMs ?? 15_000);
  try {
    await pump(response, items, options.signal);
    await write(response, 'event: end\ndata:\n\n', options.signal);
  } catch (thrown) {
    if (options.signal.aborted) return;
    const error = JSON.stringify(options.describeError(thrown));
    await write(response, `event: error\ndata: ${error}\n\n`, options.signal);
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
}

async function pump(response: ServerResponse, items: AsyncIterable<unknown>, signal: AbortSignal) {
  const iterator = items[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    while (!signal.aborted) {
      const step = await Promise.race([iterator.next(), gone]);
      if (step === undefined || step.done === true) return;
      await write(response, `data: ${toData(step.value)}\n\n`, signal);
    }
  } finally {
    // Not awaited: a generator that still waits for its own source answers only later.
    iterator.return?.().catch(() => undefined);
  }
}

/** JSON has no line breaks, so one `data:` line holds it. Bytes have no JSON form of their own. */
function toData(item: unknown): string {
  if (item instanceof Uint8Array) return JSON.stringify({ base64: Buffer.from(item).toString('base64') });
  return JSON.stringify(item) ?? 'null';
}

async function write(response: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  if (!response.write(text) && !signal.aborted) await once(response, 'drain', { signal });
}
