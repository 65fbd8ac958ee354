export const bytesPerLine = 16;

export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

/** One line of a hex dump; bytes that are no visible ASCII character are dots. */
export function toHexLine(bytes: Uint8Array, offset: number): HexLine {
  const cells = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  const padded = [...cells, ...Array.from({ length: bytesPerLine - cells.length }, () => '  ')];
  return {
    offset: offset.toString(16).padStart(8, '0'),
    hex: `${padded.slice(0, 8).join(' ')}  ${padded.slice(8).join(' ')}`,
    text: [...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
  };
}
