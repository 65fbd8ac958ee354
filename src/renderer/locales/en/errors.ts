import type { ErrorCode } from '../../../common/errors';

interface ErrorWords {
  readonly title: string;
  readonly text: string;
  readonly nextStep?: string;
}

const byCode: Readonly<Record<ErrorCode, ErrorWords>> = {
  invalid_argument: {
    title: 'Not accepted',
    text: 'A value is not valid.',
    nextStep: 'Correct it and try again.',
  },
  not_found: {
    title: 'Not found',
    text: 'The object no longer exists, or never did.',
    nextStep: 'Go back to the list; it shows what there is now.',
  },
  already_exists: {
    title: 'Already exists',
    text: 'There is one with this name already.',
    nextStep: 'Choose another name.',
  },
  permission_denied: {
    title: 'Permission denied',
    text: 'The engine or the system does not allow this.',
    nextStep: 'Check the rights of the user that runs Estiba.',
  },
  unauthenticated: {
    title: 'Not signed in',
    text: 'The credentials are missing or no longer valid.',
    nextStep: 'Sign in again.',
  },
  resource_exhausted: {
    title: 'No room left',
    text: 'A limit was reached: disk, memory, or a number of requests.',
    nextStep: 'Free some space and try again.',
  },
  failed_precondition: {
    title: 'Not possible in this state',
    text: 'The object is in a state that does not allow this.',
    nextStep: 'Look at its state first.',
  },
  conflict: {
    title: 'In use',
    text: 'Something else uses the object or is changing it.',
    nextStep: 'Stop or remove what uses it, then try again.',
  },
  aborted: { title: 'Interrupted', text: 'The work was interrupted.', nextStep: 'Try again.' },
  not_implemented: {
    title: 'Not supported',
    text: 'This engine cannot do that.',
    nextStep: 'The page Engines shows the engine’s version.',
  },
  unavailable: {
    title: 'No answer',
    text: 'The engine or Estiba’s back end cannot be reached.',
    nextStep: 'It is tried again by itself; the page Engines says why it fails.',
  },
  deadline_exceeded: {
    title: 'Took too long',
    text: 'There was no answer in time.',
    nextStep: 'Try again; the engine may be busy.',
  },
  canceled: { title: 'Canceled', text: 'The work was canceled.' },
  data_loss: {
    title: 'Damaged data',
    text: 'The data that came is not complete or not what it says it is.',
    nextStep: 'Try again; if it stays, the source is damaged.',
  },
  internal: {
    title: 'Internal error',
    text: 'Estiba made a mistake. It is in the log.',
    nextStep: 'Try again; if it stays, report it with the error’s number.',
  },
  unknown: {
    title: 'Unknown error',
    text: 'Something failed in a way that nobody expected. It is in the log.',
    nextStep: 'Try again; if it stays, report it with the error’s number.',
  },
};

export const errors = {
  byCode,
  /** `internal`, from an engine. */
  engineFailed: {
    title: 'The engine failed',
    text: 'The engine answered that it could not do it.',
    nextStep: 'Its own words say why; its log may say more.',
  } satisfies ErrorWords,
  /** A settings file that cannot be written. */
  diskFull: 'The disk is full: the change was not saved, and nothing was lost.',
};
