export type Locale = 'en' | 'es';

export interface Format {
  /** IEC units with three significant digits: 1.24 GiB. */
  bytes(value: number): string;
  /** All digits: 1,331,439,862 B. For hovers. */
  exactBytes(value: number): string;
  number(value: number): string;
  /** A share between 0 and 1: 54 %. */
  percent(share: number): string;
  /** The exact local time of a millisecond stamp, with seconds. For hovers. */
  dateTime(at: number): string;
  /** Hours, minutes and seconds of a stamp. */
  time(at: number): string;
  /** '12s ago' in the language's narrow form, seen from `now` (default: this moment). */
  relative(at: number, now?: number): string;
  /** Milliseconds in the two largest units: 3 h 12 min. */
  duration(milliseconds: number): string;
  list(items: readonly string[]): string;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const relativeSteps: readonly (readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit])[] =
  [
    [60, 1, 'second'],
    [3600, 60, 'minute'],
    [86_400, 3600, 'hour'],
    [86_400 * 30, 86_400, 'day'],
    [86_400 * 365, 86_400 * 30, 'month'],
    [Number.POSITIVE_INFINITY, 86_400 * 365, 'year'],
  ];

function toScaledBytes(value: number): { readonly scaled: number; readonly unit: string } {
  let scaled = value;
  let index = 0;
  // 1023.5 would be rounded to 1024 of the smaller unit.
  while (Math.abs(scaled) >= 999.5 && index < byteUnits.length - 1) {
    scaled /= 1024;
    index += 1;
  }
  return { scaled, unit: byteUnits[index] ?? 'B' };
}

interface RelativeFormats {
  readonly always: Intl.RelativeTimeFormat;
  /** In Spanish a narrow month is an `m`, which reads as a minute. */
  readonly months: Intl.RelativeTimeFormat;
  /** Has a word for this moment. */
  readonly auto: Intl.RelativeTimeFormat;
}

function formatRelative({ always, months, auto }: RelativeFormats, at: number, now: number): string {
  // The clock that ticks every ten seconds is behind what has just happened.
  const seconds = at > now && at - now < 15_000 ? 0 : (at - now) / 1000;
  if (Math.abs(seconds) < 1) return auto.format(0, 'second');
  const distance = Math.abs(seconds);
  const [, size, unit] = relativeSteps.find(([limit]) => distance < limit) ?? [0, 1, 'second' as const];
  return (unit === 'month' ? months : always).format(Math.trunc(seconds / size), unit);
}

function formatDuration(milliseconds: number, decimal: (value: number) => string): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${decimal(seconds)} s`;
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Math.floor(seconds) % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** Numbers, sizes and times as a language writes them. Made once per language: Intl formatters are costly. */
export function createFormat(locale: Locale): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const scaledNumber = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const relative: RelativeFormats = {
    always: new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' }),
    months: new Intl.RelativeTimeFormat(locale, { style: 'long', numeric: 'always' }),
    auto: new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' }),
  };
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    bytes(value) {
      const { scaled, unit } = toScaledBytes(value);
      return `${scaledNumber.format(scaled)} ${unit}`;
    },
    exactBytes: (value) => `${whole.format(value)} B`,
    number: (value) => whole.format(value),
    percent: (share) => percent.format(share),
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    relative: (at, now = Date.now()) => formatRelative(relative, at, now),
    duration: (milliseconds) => formatDuration(milliseconds, (value) => oneDigit.format(value)),
    list: (items) => list.format(items),
  };
}
