/**
 * A text from the clipboard without control characters but line ends and tabs: they would act as keys (Ctrl+C), and the
 * sequence that ends a bracketed paste would let the rest of the text be executed.
 */
export function cleanPaste(text: string): string {
  return text.replace(/[^\P{Cc}\t\r\n]/gu, '');
}

/** The lines of a text; what ends the last one begins no further one. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
