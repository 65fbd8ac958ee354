import type { Messages } from '../../lib/messages';
import { parseChanges } from './image-rules';
import { referenceError } from './reference-error';

/** What an import asks for, as it is typed. */
export interface ImportForm {
  readonly reference: string;
  readonly message: string;
  readonly changes: string;
}

export const emptyImport: ImportForm = { reference: '', message: '', changes: '' };

/** What is wrong, by field; empty when it can be sent. */
export function importErrors(
  messages: Messages,
  form: ImportForm,
): Readonly<Partial<Record<keyof ImportForm, string>>> {
  const reference = form.reference.trim() === '' ? undefined : referenceError(messages, form.reference);
  const { error } = parseChanges(form.changes);
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(error ? { changes: messages.images.bringIn.changesInvalid(error.line, error.word) } : {}),
  };
}
