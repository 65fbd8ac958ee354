import { AppError, type ErrorDetails, isErrorCode, toAppError, toWireError, type WireError } from '../errors';

/** Lets a host log what nobody expected; the id that it returns is shown to the user and names the log entry. */
export type ErrorReporter = (thrown: unknown, path: string) => string | undefined;

/**
 * @throws AppError invalid_argument
 */
export function parseWireError(value: unknown): WireError {
  if (typeof value !== 'object' || value === null) throw malformed();
  const { code, message, details, errorId } = value as Record<string, unknown>;
  if (!isErrorCode(code) || typeof message !== 'string') throw malformed();
  if (errorId !== undefined && typeof errorId !== 'string') throw malformed();
  if (details !== undefined && !isErrorDetails(details)) throw malformed();
  return {
    code,
    message,
    ...(details === undefined ? {} : { details }),
    ...(errorId === undefined ? {} : { errorId }),
  };
}

/**
 * What a client may know about something thrown. `internal` and `unknown` errors are reported and get an error id;
 * every other code is an expected answer and passes as it is.
 */
export function describeError(thrown: unknown, path: string, report?: ErrorReporter): WireError {
  const wire = toWireError(understand(thrown));
  const unexpected = wire.code === 'internal' || wire.code === 'unknown';
  const errorId = wire.errorId ?? (unexpected ? reportSafely(thrown, path, report) : undefined);
  return {
    code: wire.code,
    message: wire.message,
    // A careless `details` must cost its details only: a frame that the client cannot parse would cost the connection.
    ...(isErrorDetails(wire.details) ? { details: wire.details } : {}),
    ...(errorId === undefined ? {} : { errorId }),
  };
}

/** What was thrown may not even be printable (an object without prototype, a throwing getter). */
function understand(thrown: unknown): AppError {
  try {
    return toAppError(thrown);
  } catch {
    return new AppError('unknown', 'something that is not an error was thrown', { cause: thrown });
  }
}

/** Reports without letting the reporter's own failure replace the error that it was given. */
export function reportSafely(thrown: unknown, path: string, report?: ErrorReporter): string | undefined {
  try {
    return report?.(thrown, path);
  } catch {
    return undefined;
  }
}

function isErrorDetails(value: unknown): value is ErrorDetails {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(isErrorDetail);
}

function isErrorDetail(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string');
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function malformed(): AppError {
  return new AppError('invalid_argument', 'malformed frame: not an error description');
}
