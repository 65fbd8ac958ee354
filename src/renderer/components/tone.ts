/** What a colour means. A tone is never the only sign: it comes with an icon or a text. */
export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'bad' | 'waste';

/** A colour of the data palette, for segments and series that have no good or bad. */
export type DataColor = 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6';

/** CSS colour of a tone or data colour, for SVG and inline styles. */
export const toCssColor = (color: Tone | DataColor): string =>
  color === 'neutral' ? 'var(--ink-3)' : `var(--${color})`;
