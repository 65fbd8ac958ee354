/** What an entry of a tar archive is. `other` has a type that no engine unpacks. */
export type TarKind =
  | 'file'
  | 'hardlink'
  | 'symlink'
  | 'character_device'
  | 'block_device'
  | 'directory'
  | 'fifo'
  | 'other';

/** A part of a sparse file that the archive holds. Everything else is zero. */
export type SparseSegment = readonly [offset: number, length: number];

export interface SparseMap {
  /** In the order of the body. Absent: the body itself begins with the map (pax 1.0). */
  readonly segments: readonly SparseSegment[] | undefined;
}

/**
 * The header of one entry, with extensions (pax, GNU long names, sparse) applied. Its buffers may point into the
 * reader's input: they are good only during the call.
 */
export interface TarEntry {
  /** As written: may be absolute, have `..` or be no UTF-8. */
  readonly name: Buffer;
  readonly kind: TarKind;
  /** The type byte of the header, for `other`. */
  readonly typeFlag: number;
  /** Bytes of the file; more than `bodyBytes` for a sparse one. */
  readonly size: number;
  /** Bytes of the body in the archive, without padding. */
  readonly bodyBytes: number;
  /** Permission, setuid, setgid and sticky bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Of a hard or symbolic link. */
  readonly linkName: Buffer | undefined;
  readonly device: { readonly major: number; readonly minor: number } | undefined;
  /** Extended attributes by name, sorted: `security.capability`, ... */
  readonly xattrs: readonly (readonly [name: string, value: Buffer])[] | undefined;
  readonly sparse: SparseMap | undefined;
  /** Where the entry's first block is, extension headers included; a multiple of 512. */
  readonly offset: number;
}

/** Takes the bytes of one entry. */
export interface TarBody {
  write(chunk: Buffer): void;
  /** The body is complete. */
  end(): void;
}

/** Gets every entry in the archive's order. Without an answer the body is skipped. */
export type TarEntryHandler = (entry: TarEntry) => TarBody | undefined;
