import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../common/errors';

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * The whole body.
 * @throws AppError resource_exhausted when it is too large, deadline_exceeded when it comes too slowly, canceled when
 * the client goes away
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits.maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => settle(() => reject(new AppError('deadline_exceeded', 'the body came too slowly'))),
      limits.timeoutMs,
    );
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      request.off('data', take);
      request.pause();
      outcome();
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.maxBytes) settle(() => reject(tooLarge(limits.maxBytes)));
      else chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => settle(() => resolve(Buffer.concat(chunks))));
    request.once('error', (cause) => settle(() => reject(clientGone(cause))));
    request.once('close', () => settle(() => reject(clientGone(undefined))));
  });
}

/**
 * @throws AppError invalid_argument
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new AppError('invalid_argument', 'the body is not JSON', { cause });
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('resource_exhausted', `the body is larger than ${limit} bytes`, { details: { limit } });
}

function clientGone(cause: unknown): AppError {
  return new AppError('canceled', 'the client went away', { cause });
}
