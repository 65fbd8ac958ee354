import { blockBytes } from './header-block';
import type { TarKind } from './tar-entry';

/** An entry to be written. */
export interface TarOutput {
  readonly name: Buffer;
  readonly kind: Exclude<TarKind, 'other'>;
  /** Of a file's content. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds. */
  readonly mtime: number;
  readonly linkName?: Buffer | undefined;
  readonly device?: { readonly major: number; readonly minor: number } | undefined;
  readonly xattrs?: readonly (readonly [name: string, value: Uint8Array])[] | undefined;
}

const typeFlags: Readonly<Record<TarOutput['kind'], string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  character_device: '3',
  block_device: '4',
  directory: '5',
  fifo: '6',
};

const maxOctal7 = 0o7777777;
const maxOctal11 = 0o77777777777;

/** The header of an entry; with a pax header in front where ustar has no room for it. */
export function writeTarHeader(entry: TarOutput): Buffer {
  const name = entry.kind === 'directory' ? Buffer.concat([entry.name, Buffer.from('/')]) : entry.name;
  const records = paxRecords(entry, name);
  const body = Buffer.concat(records.map(([key, value]) => paxRecord(key, value)));
  const header = ustarHeader({ ...entry, name });
  if (body.length === 0) return header;
  const pax = ustarHeader({
    name: Buffer.from('PaxHeaders/entry'),
    size: body.length,
    mode: 0o644,
    typeFlag: 'x',
  });
  return Buffer.concat([pax, body, tarPadding(body.length), header]);
}

/** What fills the last block of a body. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** The end of an archive. */
export const tarEnd = Buffer.alloc(2 * blockBytes);

function paxRecords(entry: TarOutput, name: Buffer): (readonly [string, Uint8Array])[] {
  const text = (value: number): Buffer => Buffer.from(String(value));
  const records: (readonly [string, Uint8Array])[] = [];
  if (name.length > 100) records.push(['path', name]);
  if (entry.linkName && entry.linkName.length > 100) records.push(['linkpath', entry.linkName]);
  if (entry.size > maxOctal11) records.push(['size', text(entry.size)]);
  if (entry.uid > maxOctal7) records.push(['uid', text(entry.uid)]);
  if (entry.gid > maxOctal7) records.push(['gid', text(entry.gid)]);
  if (entry.mtime < 0 || !Number.isInteger(entry.mtime)) records.push(['mtime', text(entry.mtime)]);
  for (const [key, value] of entry.xattrs ?? []) records.push([`SCHILY.xattr.${key}`, value]);
  return records;
}

function paxRecord(key: string, value: Uint8Array): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
  // The length counts its own digits.
  let length = rest.length + String(rest.length).length;
  if (String(length).length + rest.length > length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

type HeaderFields = Partial<TarOutput> &
  Pick<TarOutput, 'name' | 'size' | 'mode'> & { readonly typeFlag?: string };

function ustarHeader(entry: HeaderFields): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (at: number, length: number, value: number): void => {
    const largest = 8 ** (length - 1) - 1;
    const shown = Math.min(Math.max(0, Math.floor(value)), largest);
    header.write(shown.toString(8).padStart(length - 1, '0'), at, 'latin1');
  };
  entry.name.copy(header, 0, 0, 100);
  octal(100, 8, entry.mode);
  octal(108, 8, entry.uid ?? 0);
  octal(116, 8, entry.gid ?? 0);
  octal(124, 12, entry.size);
  octal(136, 12, entry.mtime ?? 0);
  header.write(entry.typeFlag ?? typeFlags[entry.kind ?? 'file'], 156, 'latin1');
  entry.linkName?.copy(header, 157, 0, 100);
  header.write('ustar\x0000', 257, 'latin1');
  octal(329, 8, entry.device?.major ?? 0);
  octal(337, 8, entry.device?.minor ?? 0);
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
