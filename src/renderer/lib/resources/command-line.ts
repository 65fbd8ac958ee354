const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Arguments as a POSIX shell would read them back: quoted only where it is needed. */
export function toCommandLine(words: readonly string[]): string {
  return words.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
