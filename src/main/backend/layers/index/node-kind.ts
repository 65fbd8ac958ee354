import type { TarKind } from '../tar/tar-entry';

/** What a node is: the low four bits of its flags. `none`: nothing but a whiteout. */
export const nodeKinds = {
  none: 0,
  file: 1,
  hardlink: 2,
  symlink: 3,
  character_device: 4,
  block_device: 5,
  directory: 6,
  fifo: 7,
} as const;

export type NodeKindName = keyof typeof nodeKinds;

export const kindMask = 0x0f;

/** The layer's tar has an entry for it; a directory without one is only implied by what is in it. */
export const explicitFlag = 0x10;
/** `.wh.<name>`: hides what the layers below have at this path. */
export const whiteoutFlag = 0x20;
/** `.wh..wh..opq`: hides what the layers below have in this directory. */
export const opaqueFlag = 0x40;
/** Has extended attributes, see LayerIndex.xattrs. */
export const xattrFlag = 0x80;
/** Stores fewer bytes than its size, see LayerIndex.sparse. */
export const sparseFlag = 0x100;
/** Replaced by a later entry of the same layer; only while a layer is read. */
export const deadFlag = 0x200;

const names: readonly NodeKindName[] = [
  'none',
  'file',
  'hardlink',
  'symlink',
  'character_device',
  'block_device',
  'directory',
  'fifo',
];

export function kindName(flags: number): NodeKindName {
  return names[flags & kindMask] ?? 'none';
}

export function kindCode(kind: Exclude<TarKind, 'other'>): number {
  return nodeKinds[kind];
}

export function isDirectory(flags: number): boolean {
  return (flags & kindMask) === nodeKinds.directory;
}
