import type { Readable } from 'node:stream';
import { AppError } from '../../../common/errors';
import { codeOfAnswer, errorOfSocket } from './engine-error';

export interface JsonLine {
  readonly value: unknown;
  /** The line as it came: numbers beyond 2^53 are right only here. */
  readonly text: string;
}

export interface JsonLinesOptions {
  /** Longest line in bytes. Default 4 MiB. */
  readonly maxLineBytes?: number;
  /** False gives lines with `error` or `errorDetail` like any other. Default true: such a line rejects. */
  readonly rejectErrors?: boolean;
}

const defaultMaxLineBytes = 4 * 1024 * 1024;

/**
 * The JSON values of an engine's stream, one by one and with back-pressure. Lines are cut in bytes, so a character on
 * the border of two chunks stays whole; values need not be separated by anything but a line's end; the last line may
 * lack its end.
 * @throws AppError for an error line (the engine's words), data_loss for a line that is no JSON or too long, and what
 *   the stream itself fails with
 */
export async function* jsonLines(stream: Readable, options: JsonLinesOptions = {}): AsyncGenerator<JsonLine> {
  const { maxLineBytes = defaultMaxLineBytes, rejectErrors = true } = options;
  try {
    for await (const line of byteLines(stream, maxLineBytes)) {
      const text = line.toString().trim();
      if (text === '') continue;
      const value = parseLine(text);
      if (rejectErrors) throwErrorLine(value);
      yield { value, text };
    }
  } catch (error) {
    throw errorOfSocket('stream', error, true);
  } finally {
    stream.destroy();
  }
}

const newline = 10;

async function* byteLines(stream: Readable, maxLineBytes: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const data of stream) {
    let chunk: Buffer = Buffer.isBuffer(data) ? data : Buffer.from(data as string);
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline)) {
      // Counted before the join, so that no long line is put together in memory.
      if (size + end > maxLineBytes) throw lineTooLong(maxLineBytes);
      yield Buffer.concat([...parts, chunk.subarray(0, end)]);
      parts = [];
      size = 0;
      chunk = chunk.subarray(end + 1);
    }
    if (chunk.length === 0) continue;
    parts.push(chunk);
    size += chunk.length;
    if (size > maxLineBytes) throw lineTooLong(maxLineBytes);
  }
  if (size > 0) yield Buffer.concat(parts);
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const excerpt = JSON.stringify(text.slice(0, 200));
    throw new AppError('data_loss', `The engine sent a line that is no JSON: ${excerpt}`, { cause: error });
  }
}

/** {"errorDetail":{"code":7,"message":"..."},"error":"..."}; engines of API 1.48 may leave `error` out. */
function throwErrorLine(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { error, errorDetail } = value as {
    error?: unknown;
    errorDetail?: { message?: unknown; code?: unknown };
  };
  const message = typeof errorDetail?.message === 'string' ? errorDetail.message : error;
  if (typeof message !== 'string' || message === '') return;
  const code = errorDetail?.code;
  throw new AppError(codeOfAnswer(undefined, message), message, {
    details: typeof code === 'number' ? { exitCode: code } : undefined,
  });
}

function lineTooLong(maxLineBytes: number): AppError {
  return new AppError('data_loss', `The engine sent a line of more than ${maxLineBytes} bytes`, {
    details: { limit: maxLineBytes },
  });
}
