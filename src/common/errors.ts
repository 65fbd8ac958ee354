/**
 * The error classes of containerd's errdefs package, in the wire form used everywhere in Estiba.
 * The interface chooses its text and the next step by code, never by matching messages.
 */
export const errorCodes = [
  'invalid_argument',
  'not_found',
  'already_exists',
  'permission_denied',
  'unauthenticated',
  'resource_exhausted',
  'failed_precondition',
  'conflict',
  'aborted',
  'not_implemented',
  'unavailable',
  'deadline_exceeded',
  'canceled',
  'data_loss',
  'internal',
  'unknown',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** JSON-safe facts about an error: which field, which limit, which file. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What crosses a transport: no stack, no cause; those stay in the log under `errorId`. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
  /** Names the log entry that holds the stack. Only unexpected errors (internal, unknown) have one. */
  readonly errorId?: string;
}

export interface AppErrorOptions {
  readonly details?: ErrorDetails | undefined;
  readonly cause?: unknown;
  readonly errorId?: string | undefined;
}

/**
 * An error with a meaning. `message` says what was being done and keeps the engine's own words;
 * `details` holds what a program may want to read.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly errorId: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.errorId = options.errorId;
  }
}

/** By name, not by instanceof: there may be two copies of the class (two bundles, two realms). */
export function isAppError(value: unknown): value is AppError {
  return value instanceof Error && value.name === 'AppError' && isErrorCode((value as AppError).code);
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}

/** Whatever was thrown, as an AppError. Aborts become `canceled`; what has no meaning becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  if (thrown instanceof Error) {
    const code = thrown.name === 'AbortError' || thrown.name === 'CanceledError' ? 'canceled' : 'internal';
    return new AppError(code, thrown.message, { cause: thrown });
  }
  return new AppError('unknown', String(thrown), { cause: thrown });
}

export function toWireError(thrown: unknown): WireError {
  const error = toAppError(thrown);
  return {
    code: error.code,
    message: error.message,
    ...(error.details ? { details: error.details } : {}),
    ...(error.errorId ? { errorId: error.errorId } : {}),
  };
}

export function fromWireError(wire: WireError): AppError {
  return new AppError(wire.code, wire.message, { details: wire.details, errorId: wire.errorId });
}

export function isCanceled(thrown: unknown): boolean {
  return toAppError(thrown).code === 'canceled';
}

/** For the `default` of a switch over a union: adding a member without handling it does not compile. */
export function assertNever(value: never, what = 'value'): never {
  throw new AppError('internal', `unexpected ${what}: ${String(value)}`);
}
