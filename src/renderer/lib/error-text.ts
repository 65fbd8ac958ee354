import {
  type AppError,
  type ErrorDetails,
  fromWireError,
  toAppError,
  type WireError,
} from '../../common/errors';
import type { Messages } from './messages';
import { toVisibleLines } from './resources/visible-text';

/** What is said about an error. Chosen by code; the engine's own words are only repeated. */
export interface ErrorText {
  readonly title: string;
  readonly text: string;
  readonly nextStep?: string;
  /** To copy into a terminal. */
  readonly command?: string;
  /** Names the entry in the log. */
  readonly errorId?: string;
  /** What was answered, as it came, with nothing hidden in it. */
  readonly engineWords?: string;
}

/** Words for anything that was thrown, or for an error inside of a job or a list. */
export function describeError(messages: Messages, error: unknown): ErrorText {
  const known = isWireError(error) ? fromWireError(error) : toAppError(error);
  const { title, text, nextStep } = isEnginesOwn(known)
    ? messages.errors.engineFailed
    : messages.errors.byCode[known.code];
  const command = commandOf(known.details);
  return {
    title,
    text,
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(command === undefined ? {} : { command }),
    ...wordsOf(known),
  };
}

/** An engine's status 500 is no mistake of Estiba. */
function isEnginesOwn({ code, details }: AppError): boolean {
  return code === 'internal' && typeof details?.status === 'number';
}

function wordsOf(error: AppError): Pick<ErrorText, 'errorId' | 'engineWords'> {
  return {
    ...(error.errorId === undefined ? {} : { errorId: error.errorId }),
    ...(error.message === '' ? {} : { engineWords: toVisibleLines(error.message) }),
  };
}

function commandOf(details: ErrorDetails | undefined): string | undefined {
  const command = details?.command;
  return typeof command === 'string' ? command : undefined;
}

function isWireError(error: unknown): error is WireError {
  return (
    typeof error === 'object' &&
    error !== null &&
    !(error instanceof Error) &&
    'code' in error &&
    'message' in error
  );
}
