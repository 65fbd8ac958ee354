import type { UnreachableReason } from '../../../common/contract/engines';
import { unreachableReason } from '../../../common/contract/engines';
import { AppError, type ErrorCode, isAppError } from '../../../common/errors';
import { refinements, socketFaults, statusCodes, tlsFault } from './engine-error-table';

/** An engine's words are kept, up to here. */
const maxWords = 4096;

/** The code for an engine's status and words; with no status (an error inside of a stream) as for 500. */
export function codeOfAnswer(status: number | undefined, words: string): ErrorCode {
  const effective = status ?? 500;
  const refined = refinements.find((row) => row.statuses.includes(effective) && row.pattern.test(words));
  if (refined) return refined.code;
  return statusCodes[effective] ?? (effective >= 400 && effective < 500 ? 'invalid_argument' : 'internal');
}

/**
 * The error for an answer with a failure status. `body` is Docker's {"message"}, Podman's {"message", "cause",
 * "response"} or any text.
 */
export function errorOfAnswer(request: string, status: number, body: string): AppError {
  const { message, cause } = wordsOf(body);
  const words = cleanWords(message) || `the engine answered ${status} without a word`;
  const details = { request, status };
  if (status === 400 && /HTTP request to an HTTPS server/.test(words)) {
    return new AppError('unavailable', words, { details: { ...details, reason: 'tls' } });
  }
  return new AppError(codeOfAnswer(status, cause ? `${words}\n${cause}` : words), words, { details });
}

function wordsOf(body: string): { readonly message: string; readonly cause?: string } {
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null) return { message: body };
  const { message, cause } = parsed as { message?: unknown; cause?: unknown };
  return {
    message: typeof message === 'string' ? message : body,
    ...(typeof cause === 'string' && cause !== message ? { cause } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cleanWords(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > maxWords ? `${trimmed.slice(0, maxWords)}…` : trimmed;
}

/** The error for a connection that failed or broke. `hasAnswer` says that the answer had begun: then data is lost. */
export function errorOfSocket(request: string, thrown: unknown, hasAnswer: boolean): AppError {
  if (isAppError(thrown)) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const errno = errnoOf(error);
  const message = error.message || errno;
  const fault = (code: ErrorCode, reason: UnreachableReason): AppError =>
    new AppError(code, message, { details: { request, errno, reason }, cause: thrown });
  if (hasAnswer) return fault('data_loss', 'lost');
  if (errno.startsWith('HPE_')) return fault('unavailable', 'not_an_engine');
  if (tlsFault.test(errno)) return fault('unavailable', 'tls');
  const known = socketFaults[errno];
  return known ? fault(known.code, known.reason) : fault('unavailable', 'other');
}

function errnoOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return code;
  // Several addresses were tried: the first one's failure stands for all.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error && first !== error ? errnoOf(first) : '';
}

/** Why a connection is not there, from any error of this layer. */
export function reasonOf(error: AppError): UnreachableReason {
  const parsed = unreachableReason.safeParse(error.details?.reason);
  if (parsed.success) return parsed.data;
  if (error.code === 'deadline_exceeded') return 'timeout';
  return error.code === 'data_loss' ? 'not_an_engine' : 'other';
}
