import type { LimitValues, RestartPolicyName } from '../../../common/contract/limits';

/** Fields that are typed. Memory is in MiB. */
export const numberFields = [
  'cpus',
  'memoryBytes',
  'reservationBytes',
  'memorySwapBytes',
  'pids',
  'cpuShares',
  'blkioWeight',
] as const;
export type NumberField = (typeof numberFields)[number];
export type FormField = NumberField | 'cpuset' | 'retries';

/** As typed. */
export interface LimitsForm {
  readonly texts: Readonly<Record<FormField, string>>;
  readonly restart: RestartPolicyName;
}

const mebibyte = 1024 * 1024;
const wholeFields: ReadonlySet<FormField> = new Set(['pids', 'cpuShares', 'blkioWeight', 'retries']);

export function isMemory(field: FormField): boolean {
  return field === 'memoryBytes' || field === 'reservationBytes' || field === 'memorySwapBytes';
}

/** A value as it stands in its field. */
export function toFieldText(field: FormField, value: number | string | undefined): string {
  if (value === undefined) return '';
  return isMemory(field) && typeof value === 'number' && value !== -1
    ? String(value / mebibyte)
    : String(value);
}

export function toForm(values: LimitValues): LimitsForm {
  const text = (field: NumberField | 'cpuset'): string => toFieldText(field, values[field]);
  return {
    texts: {
      cpus: text('cpus'),
      memoryBytes: text('memoryBytes'),
      reservationBytes: text('reservationBytes'),
      memorySwapBytes: text('memorySwapBytes'),
      pids: text('pids'),
      cpuShares: text('cpuShares'),
      blkioWeight: text('blkioWeight'),
      cpuset: text('cpuset'),
      retries: toFieldText('retries', values.restart.maximumRetryCount),
    },
    restart: values.restart.name,
  };
}

/** Commas are taken as decimal points; undefined for what is no number that the field can hold. */
export function parseField(field: FormField, text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (field === 'memorySwapBytes' && trimmed === '-1') return -1;
  if (!/^\d{1,12}(?:\.\d{1,12})?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  if (wholeFields.has(field))
    return Number.isInteger(value) && (value > 0 || field === 'retries') ? value : undefined;
  if (value <= 0) return undefined;
  return isMemory(field) ? Math.round(value * mebibyte) : value;
}

export interface ReadForm {
  readonly values: LimitValues;
  /** Fields that hold no number. */
  readonly unreadable: readonly FormField[];
}

/** What the form means. Empty is no limit. */
export function readForm({ texts, restart }: LimitsForm): ReadForm {
  const unreadable: FormField[] = [];
  const numbers: Partial<Record<NumberField, number>> = {};
  for (const field of numberFields) {
    if (texts[field].trim() === '') continue;
    const value = parseField(field, texts[field]);
    if (value === undefined) unreadable.push(field);
    else numbers[field] = value;
  }
  const retries = restart === 'on-failure' ? parseField('retries', texts.retries || '0') : 0;
  if (retries === undefined) unreadable.push('retries');
  const cpuset = texts.cpuset.trim();
  return {
    values: {
      ...numbers,
      ...(cpuset === '' ? {} : { cpuset }),
      restart: { name: restart, maximumRetryCount: retries ?? 0 },
    },
    unreadable,
  };
}
