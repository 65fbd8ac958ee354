import { isAppError } from '../../../common/errors';
import { parseReference, type ReferencePart } from '../../../common/oci/reference';
import type { Messages } from '../../lib/messages';

const parts: readonly ReferencePart[] = ['reference', 'domain', 'path', 'tag', 'digest'];

/** What is wrong with a reference that somebody types; undefined when it can be a new tag. */
export function referenceError(messages: Messages, text: string): string | undefined {
  const { tagDialog } = messages.images;
  try {
    return parseReference(text.trim()).digest === undefined ? undefined : tagDialog.parts.digest;
  } catch (thrown) {
    const details = isAppError(thrown) ? thrown.details : undefined;
    const part = parts.find((candidate) => candidate === details?.part) ?? 'reference';
    const at = typeof details?.at === 'number' && text !== '' ? ` ${tagDialog.at(details.at + 1)}` : '';
    return `${tagDialog.parts[part]}${at}`;
  }
}
