import type { Format, Messages } from '../messages';
import { toInlineName, toShortId } from './visible-text';

/** Names, as far as a sentence holds them. */
const shownNames = 4;

/** A digest reference with its digest shortened: `alpine@0123456789ab`. */
function shorten(name: string): string {
  const at = name.indexOf('@');
  return at < 0 ? name : `${name.slice(0, at)}@${toShortId(name.slice(at + 1))}`;
}

/** 'a, b and c'; of many the first ones: 'a, b, c, d and 88 more'. */
export function listNames(messages: Messages, format: Format, names: readonly string[]): string {
  const shown = names.slice(0, shownNames).map((name) => toInlineName(shorten(name)));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} ${messages.common.andMore(more)}` : format.list(shown);
}
