import type { ServerCall } from './server-call';

export interface StreamSink {
  /** Settles when the transport takes more. */
  whenWritable(): Promise<void>;
  item(value: unknown): void;
  end(value: unknown): void;
  /** What the generator threw while it was being ended, when nobody is there any more to be told. */
  cleanupFailed(thrown: unknown): void;
}

/**
 * Moves a stream's items to a sink, never ahead of the credit: a slow consumer pauses the generator itself. An abort
 * calls `return()` at once, which also wakes an iterator that is waiting for its next item.
 * @throws what the iterator throws
 */
export async function pumpStream(
  source: AsyncIterable<unknown>,
  call: ServerCall,
  sink: StreamSink,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]();
  let returning: Promise<void> | undefined;
  const stop = (): void => {
    returning ??= endIterator(iterator, sink);
  };
  call.signal.addEventListener('abort', stop, { once: true });
  if (call.isAborted()) stop();
  let finished = false;
  try {
    while (!finished) finished = await pumpOne(iterator, call, sink);
  } finally {
    call.signal.removeEventListener('abort', stop);
    // Sending failed: the generator is still open.
    if (!finished) stop();
    await returning;
  }
}

/** @returns whether the stream is over */
async function pumpOne(
  iterator: AsyncIterator<unknown>,
  call: ServerCall,
  sink: StreamSink,
): Promise<boolean> {
  await call.whenCredited();
  await sink.whenWritable();
  if (call.isAborted()) return true;
  const step = await iterator.next();
  if (call.isAborted()) return true;
  if (step.done) {
    sink.end(step.value);
    return true;
  }
  call.spend();
  sink.item(step.value);
  return false;
}

async function endIterator(iterator: AsyncIterator<unknown>, sink: StreamSink): Promise<void> {
  try {
    await iterator.return?.();
  } catch (thrown) {
    sink.cleanupFailed(thrown);
  }
}
