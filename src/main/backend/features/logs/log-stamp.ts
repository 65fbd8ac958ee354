import type { LogTime } from '../../../../common/contract/logs';

/** Longest RFC 3339 time with nanoseconds and offset, and the space behind it. */
export const maxStampLength = 40;

const space = 0x20;
const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

export interface Stamp extends LogTime {
  /** Bytes of the stamp and its space. */
  readonly length: number;
}

/**
 * Reads the time in front of a line, as `timestamps=1` gives it: 2024-05-01T10:00:00.123456789Z and a space. Most
 * lines come within the same second as the one before, so that part is not read again.
 */
export class StampReader {
  #second = '';
  #secondMs = 0;

  /** Undefined when there is none. */
  read(bytes: Buffer): Stamp | undefined {
    const end = bytes.subarray(0, maxStampLength).indexOf(space);
    if (end < 20) return undefined;
    const text = bytes.toString('latin1', 0, end);
    if (end === 30 && text.startsWith(this.#second) && text.charCodeAt(29) === 0x5a) {
      const fraction = Number(text.slice(20, 29));
      if (Number.isInteger(fraction) && this.#second !== '') return this.#stamp(fraction, end);
    }
    const match = pattern.exec(text);
    if (!match) return undefined;
    const [, second = '', fraction = '', zone = 'Z'] = match;
    const ms = Date.parse(`${second}${zone}`);
    if (!Number.isFinite(ms) || ms < 0) return undefined;
    this.#second = zone === 'Z' ? `${second}.` : '';
    this.#secondMs = ms;
    return this.#stamp(Number(fraction.padEnd(9, '0')), end);
  }

  #stamp(fraction: number, end: number): Stamp {
    const ms = Math.floor(fraction / 1_000_000);
    return { ms: this.#secondMs + ms, nanos: fraction - ms * 1_000_000, length: end + 1 };
  }
}

/** Negative when `first` is the earlier one. */
export function compareTimes(first: LogTime, second: LogTime): number {
  return first.ms - second.ms || first.nanos - second.nanos;
}

/** As the Engine API takes it: seconds, a point, nine digits. */
export function toEngineTime({ ms, nanos }: LogTime): string {
  const fraction = (ms % 1000) * 1_000_000 + nanos;
  return `${Math.floor(ms / 1000)}.${String(fraction).padStart(9, '0')}`;
}
