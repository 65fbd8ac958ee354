/** Bits of a line's flags. */
export const lineFlag = {
  /** Written to standard error. */
  stderr: 1,
  /** Longer than `maxLineBytes`; the rest is not here. */
  cut: 2,
  /** The reading began with one of its parts, which may not be its first. */
  headless: 4,
} as const;

/** Longest line that travels, in bytes as the container wrote them. Longer ones are cut here; saving gives all. */
export const maxLineBytes = 64 * 1024;

/** Most lines that one answer gives from before. */
export const maxEarlierLines = 20_000;

/** And most characters of them: written as JSON, where some take six bytes, they fit one message to the page. */
export const maxEarlierCharacters = 8 * 1024 * 1024;
