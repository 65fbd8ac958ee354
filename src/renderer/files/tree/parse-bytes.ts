const powers: Readonly<Record<string, number>> = { '': 0, b: 0, k: 1, m: 2, g: 3, t: 4 };

/**
 * A size as people write it: `1 MiB`, `1,5M`, `500k`, `4096`. Units are powers of 1024, with kB and MB, which are of
 * 1000, as the exception. Undefined when it is none.
 */
export function parseBytes(text: string): number | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?)(b?)\s*$/i.exec(text);
  if (!match) return undefined;
  const [, digits = '', letter = '', binary = '', bytes = ''] = match;
  if (letter === '' && binary !== '') return undefined;
  const base = binary === '' && bytes !== '' && letter !== '' ? 1000 : 1024;
  return Math.round(Number(digits.replace(',', '.')) * base ** (powers[letter.toLowerCase()] ?? 0));
}
