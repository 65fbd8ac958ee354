import type { TarEntry } from '../tar/tar-entry';
import { GrowingBytes } from './growing';
import { noNode, supersededBit } from './layer-index';
import { encodeXattrs } from './xattr-bytes';

const maxLinkBytes = 1024 * 1024 * 1024;

/** A file that a later entry of the same layer replaced. */
export interface SupersededFile {
  readonly path: Uint8Array;
  readonly stored: number;
  readonly block: number;
}

/** What only some nodes have, while a layer is read. Numbers are those of the LayerTree. */
export class LayerExtras {
  /** Targets of links as they were written, by link number. */
  readonly linkBytes = new GrowingBytes(1024, maxLinkBytes);
  readonly linkEnds: number[] = [];
  /** Nodes that hard links stand for, by link number; `noNode` for symbolic links and where it is not known yet. */
  readonly linkTargets: number[] = [];
  readonly devices = new Map<number, { readonly major: number; readonly minor: number }>();
  readonly sparse = new Map<number, number>();
  readonly xattrs = new Map<number, number>();
  readonly xattrSets: Buffer[] = [];
  readonly superseded: SupersededFile[] = [];
  readonly #xattrNumbers = new Map<string, number>();
  /** Link numbers by the node that they stand for. */
  readonly #linkers = new Map<number, number[]>();

  /** Returns the link's number. */
  addLink(target: Uint8Array): number {
    this.linkBytes.append(target);
    this.linkEnds.push(this.linkBytes.length);
    return this.linkTargets.push(noNode) - 1;
  }

  link(number: number): Buffer {
    const start = number === 0 ? 0 : (this.linkEnds[number - 1] ?? 0);
    return this.linkBytes.bytes.subarray(start, this.linkEnds[number] ?? 0);
  }

  setTarget(number: number, node: number): void {
    this.linkTargets[number] = node;
    const linkers = this.#linkers.get(node);
    if (linkers) linkers.push(number);
    else this.#linkers.set(node, [number]);
  }

  /** Device numbers and attributes of an entry. */
  take(node: number, entry: TarEntry): void {
    if (entry.device) this.devices.set(node, entry.device);
    if (entry.kind === 'file' && entry.bodyBytes !== entry.size) this.sparse.set(node, entry.bodyBytes);
    if (entry.xattrs && entry.xattrs.length > 0)
      this.xattrs.set(node, this.#xattrNumber(encodeXattrs(entry.xattrs)));
  }

  drop(node: number): void {
    this.devices.delete(node);
    this.sparse.delete(node);
    this.xattrs.delete(node);
  }

  /** A file lost its place; hard links to it go on standing for its content. */
  supersede(node: number, file: SupersededFile): void {
    const index = this.superseded.push(file) - 1;
    for (const number of this.#linkers.get(node) ?? [])
      this.linkTargets[number] = (index | supersededBit) >>> 0;
    this.#linkers.delete(node);
  }

  #xattrNumber(bytes: Buffer): number {
    const key = bytes.toString('latin1');
    const known = this.#xattrNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.xattrSets.push(bytes) - 1;
    this.#xattrNumbers.set(key, number);
    return number;
  }
}
