import type { Measured, MissingReason } from '../../../common/contract/stats';
import { missing, present } from './measured';

/** A small text file of /proc or of a cgroup, or why it cannot be read. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: FileFailure };

/** `ended`: the cgroup or process behind an open file is gone (ENODEV, ESRCH). */
export type FileFailure = Extract<
  MissingReason,
  'not_offered' | 'permission_denied' | 'ended' | 'unreadable'
>;

/** A file kept open and read again and again from its beginning: a twentieth of the cost of opening it each time. */
export interface OpenFile {
  readonly path: string;
  read(): FileText;
  close(): void;
}

/**
 * The files of the kernel. Reading is synchronous: these files are no disk, and a sweep over hundreds of them costs less
 * than their promises would. Recorded trees serve as fixtures through the same interface.
 */
export interface CgroupFiles {
  read(path: string): FileText;
  /** Opens the file; one that cannot be opened says why at each `read`. */
  open(path: string): OpenFile;
  /** A link's target; the same failures. */
  readLink(path: string): FileText;
  /** Names in a folder; empty when it cannot be listed. */
  list(path: string): readonly string[];
}

/** What `parse` makes of a file; `unreadable` when it makes undefined of it. */
export function parseFile<Value>(
  path: string,
  file: FileText,
  parse: (text: string) => Value | undefined,
): Measured<Value> {
  if (file.kind === 'failed') return missing(file.reason, path);
  const value = parse(file.text);
  return value === undefined ? missing('unreadable', path) : present(value, path);
}

/** Field `key` of a flat keyed file. A key that is not there is not offered by this kernel. */
export function parseField(
  from: string,
  file: FileText,
  key: string,
  readKey: (text: string, key: string) => number | undefined,
): Measured<number> {
  if (file.kind === 'failed') return missing(file.reason, from);
  const value = readKey(file.text, key);
  return value === undefined ? missing('not_offered', from) : present(value, from);
}
