import { AppError, assertNever, type WireError } from '../errors';
import { parseWireError } from './wire-error';

/**
 * What crosses a channel: `[kind, id, ...]`. Client to server: call, abort, credit, ping. Server to client: result,
 * error, stream, item, end, pong. `id` is chosen by the client and names one call until it has settled.
 *
 * A value (input, output, item) is JSON-safe or a whole Uint8Array; it is always the last element, and absent when it
 * is undefined. There is no Date, Map or Blob: they would survive a port and not a socket.
 */
export type Frame = ClientFrame | ServerFrame;

export type ClientFrame =
  | readonly ['call', id: number, path: string, input?: unknown]
  | readonly ['abort', id: number]
  | readonly ['credit', id: number, count: number]
  | readonly ['ping', id: number];

export type ServerFrame =
  | readonly ['result', id: number, output?: unknown]
  | readonly ['error', id: number, error: WireError]
  | readonly ['stream', id: number]
  | readonly ['item', id: number, item?: unknown]
  | readonly ['end', id: number, value?: unknown]
  | readonly ['pong', id: number];

export type FrameKind = Frame[0];

/** Items that a server may send before the client grants more: the whole memory that a slow consumer costs. */
export const creditWindow = 64;

/** The most credit that one frame may grant and that a stream may collect. */
export const maxCredit = 1024;

/** Calls of one channel that may run at the same time. */
export const defaultMaxLiveCalls = 1024;

/** UTF-16 units of a procedure path such as `images.list`. */
export const maxPathLength = 128;

/** Sizes in bytes; for text its UTF-16 units, which are never more than its bytes. */
export interface FrameLimits {
  /** A larger frame of the peer closes the channel with `resource_exhausted`. */
  readonly maxIncomingBytes: number;
  /** `send` refuses a larger frame with `resource_exhausted`, which fails that one call. */
  readonly maxOutgoingBytes: number;
}

const mebibyte = 1024 * 1024;

/** Inputs are small (files travel over HTTP); answers may be a tree of every file of an image. */
export const serverLimits: FrameLimits = { maxIncomingBytes: 16 * mebibyte, maxOutgoingBytes: 64 * mebibyte };

export const clientLimits: FrameLimits = {
  maxIncomingBytes: serverLimits.maxOutgoingBytes,
  maxOutgoingBytes: serverLimits.maxIncomingBytes,
};

/**
 * Checks the shape of what a peer sent. It does not look into values: inputs are validated by the contract.
 * @throws AppError invalid_argument
 */
export function parseFrame(value: unknown): Frame {
  if (!Array.isArray(value)) throw malformed('not a list');
  const parts: readonly unknown[] = value;
  const kind = parseKind(parts[0]);
  const id = parseId(parts[1]);
  switch (kind) {
    case 'call':
      expectLength(parts, 3, 4);
      return ['call', id, parsePath(parts[2]), parts[3]];
    case 'credit':
      expectLength(parts, 3, 3);
      return ['credit', id, parseCredit(parts[2])];
    case 'error':
      expectLength(parts, 3, 3);
      return ['error', id, parseWireError(parts[2])];
    case 'result':
    case 'item':
    case 'end':
      expectLength(parts, 2, 3);
      return [kind, id, parts[2]];
    case 'abort':
    case 'stream':
    case 'ping':
    case 'pong':
      expectLength(parts, 2, 2);
      return [kind, id];
    default:
      return assertNever(kind, 'frame kind');
  }
}

const kinds: ReadonlySet<unknown> = new Set<FrameKind>([
  'call',
  'abort',
  'credit',
  'ping',
  'result',
  'error',
  'stream',
  'item',
  'end',
  'pong',
]);

function parseKind(value: unknown): FrameKind {
  if (!kinds.has(value)) throw malformed('unknown kind');
  return value as FrameKind;
}

function parseId(value: unknown): number {
  if (!isPositiveInteger(value)) throw malformed('the id is no positive integer');
  return value;
}

function parsePath(value: unknown): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > maxPathLength) {
    throw malformed(`the path is no text of 1 to ${maxPathLength} characters`);
  }
  return value;
}

function parseCredit(value: unknown): number {
  if (!isPositiveInteger(value) || value > maxCredit) throw malformed(`the credit is not in 1..${maxCredit}`);
  return value;
}

function isPositiveInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function expectLength(parts: readonly unknown[], least: number, most: number): void {
  if (parts.length < least || parts.length > most) throw malformed(`${parts.length} elements`);
}

function malformed(reason: string): AppError {
  return new AppError('invalid_argument', `malformed frame: ${reason}`);
}
