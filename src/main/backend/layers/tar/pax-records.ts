import { AppError } from '../../../../common/errors';

/** What an extension header (type x) says about the entry that follows it. */
export interface PaxRecords {
  readonly path?: Buffer;
  readonly linkPath?: Buffer;
  readonly size?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Seconds, with a fraction. */
  readonly mtime?: number;
  readonly xattrs?: (readonly [name: string, value: Buffer])[];
  readonly sparse?: PaxSparse;
}

/** GNU.sparse.*: versions 0.0 and 0.1 have the map in the header, 1.0 has it in the body. */
export interface PaxSparse {
  name?: Buffer;
  realSize?: number;
  major?: number;
  /** Offset, length, offset, length, ... */
  numbers: number[];
}

const xattrPrefix = 'SCHILY.xattr.';

type MutableRecords = { -readonly [Key in keyof PaxRecords]: PaxRecords[Key] };

/**
 * Reads `<length> <key>=<value>\n` records. Values are bytes: GNU tar writes names in whatever encoding they have. An
 * empty value takes the record back.
 * @throws AppError data_loss
 */
export function parsePaxRecords(body: Buffer): PaxRecords {
  const records: MutableRecords = {};
  let at = 0;
  while (at < body.length) {
    const blank = body.indexOf(32, at);
    const length = blank < 0 ? Number.NaN : Number(body.toString('latin1', at, blank));
    const end = at + length;
    const equals = blank < 0 ? -1 : body.indexOf(61, blank);
    const isRecord = Number.isSafeInteger(length) && end <= body.length && equals > blank && equals < end;
    if (!isRecord || body[end - 1] !== 10) throw new AppError('data_loss', 'a pax header is malformed');
    takeRecord(records, body.toString('utf8', blank + 1, equals), body.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

function takeRecord(records: MutableRecords, key: string, value: Buffer): void {
  const present = value.length > 0 ? value : undefined;
  switch (key) {
    case 'path':
      assign(records, 'path', present);
      break;
    case 'linkpath':
      assign(records, 'linkPath', present);
      break;
    case 'size':
    case 'uid':
    case 'gid':
      assign(records, key, present && toInteger(key, present));
      break;
    case 'mtime':
      assign(records, 'mtime', present && toTime(present));
      break;
    default:
      if (key.startsWith(xattrPrefix)) takeXattr(records, key.slice(xattrPrefix.length), value);
      else if (key.startsWith('GNU.sparse.')) takeSparse(records, key.slice('GNU.sparse.'.length), value);
  }
}

function assign<Key extends keyof MutableRecords>(
  records: MutableRecords,
  key: Key,
  value: MutableRecords[Key] | undefined,
): void {
  if (value === undefined) delete records[key];
  else records[key] = value;
}

/** An empty attribute is an attribute. */
function takeXattr(records: MutableRecords, name: string, value: Buffer): void {
  const others = (records.xattrs ?? []).filter(([other]) => other !== name);
  records.xattrs = [...others, [name, value] as const].sort(([a], [b]) => (a < b ? -1 : 1));
}

function takeSparse(records: MutableRecords, key: string, value: Buffer): void {
  records.sparse ??= { numbers: [] };
  const { sparse } = records;
  switch (key) {
    case 'name':
      sparse.name = value;
      break;
    case 'realsize':
    case 'size':
      sparse.realSize = toInteger(key, value);
      break;
    case 'major':
      sparse.major = toInteger(key, value);
      break;
    case 'offset':
    case 'numbytes':
      sparse.numbers.push(toInteger(key, value));
      break;
    case 'map':
      sparse.numbers = value.length === 0 ? [] : value.toString('latin1').split(',').map(decimal);
      break;
    default:
  }
}

function toInteger(key: string, value: Buffer): number {
  const number = decimal(value.toString('latin1'));
  if (!Number.isSafeInteger(number)) throw new AppError('data_loss', `a pax header has no number for ${key}`);
  return number;
}

function decimal(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}

function toTime(value: Buffer): number {
  const text = value.toString('latin1');
  if (!/^-?\d+(\.\d*)?$/.test(text)) throw new AppError('data_loss', 'a pax header has no number for mtime');
  return Number(text);
}
