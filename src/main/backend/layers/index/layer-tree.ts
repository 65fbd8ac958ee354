import { AppError } from '../../../../common/errors';
import { type Columns, createColumns, GrowingBytes, growColumns } from './growing';
import { compareNames, noNode } from './layer-index';
import { deadFlag, isDirectory, nodeKinds } from './node-kind';

const firstCapacity = 1024;
const maxNameBytes = 1024 * 1024 * 1024;

/**
 * The tree of a layer while it is read: nodes in the order in which they came, found by parent and name. Node 0 is the
 * root. Children are linked, the latest first.
 */
export class LayerTree {
  readonly columns: Columns = createColumns(firstCapacity);
  readonly names = new GrowingBytes(16 * firstCapacity, maxNameBytes);
  readonly #maxNodes: number;
  /** Open addressing: node number + 1; 0 is free. */
  #slots = new Uint32Array(4 * firstCapacity);
  count = 1;

  /** @param maxNodes more than that many is `resource_exhausted` */
  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
    this.columns.flags[0] = nodeKinds.directory;
    this.columns.mode[0] = 0o755;
    this.columns.block[0] = noNode;
    this.columns.firstChild[0] = noNode;
    this.columns.nextSibling[0] = noNode;
  }

  /** The child with this name, dead or alive, or `noNode`. */
  find(parent: number, name: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashName(parent, name, start, end) & mask;
    for (;;) {
      const node = (this.#slots[slot] ?? 0) - 1;
      if (node < 0) return noNode;
      if (this.columns.parent[node] === parent && this.#hasName(node, name, start, end)) return node;
      slot = (slot + 1) & mask;
    }
  }

  /** A new child without any kind; the name must be new below this parent. */
  add(parent: number, name: Uint8Array, start: number, end: number): number {
    const node = this.count;
    if (node >= this.#maxNodes) throw tooManyEntries(this.#maxNodes);
    if (node === this.columns.capacity) growColumns(this.columns);
    if (node * 2 >= this.#slots.length) this.#rehash();
    const { columns } = this;
    columns.parent[node] = parent;
    columns.nameStart[node] = this.names.append(name, start, end);
    columns.nameLength[node] = end - start;
    columns.firstChild[node] = noNode;
    columns.block[node] = noNode;
    columns.nextSibling[node] = columns.firstChild[parent] ?? noNode;
    columns.firstChild[parent] = node;
    this.count += 1;
    this.#insert(node, hashName(parent, name, start, end));
    return node;
  }

  findOrAdd(parent: number, name: Uint8Array, start: number, end: number): number {
    const found = this.find(parent, name, start, end);
    return found === noNode ? this.add(parent, name, start, end) : found;
  }

  isAlive(node: number): boolean {
    return ((this.columns.flags[node] ?? 0) & deadFlag) === 0;
  }

  /** Calls for every node below a directory, parents first. Dead ones and what is below them are left out. */
  visitBelow(directory: number, visit: (node: number) => void): void {
    const { firstChild, nextSibling, flags } = this.columns;
    const open = [firstChild[directory] ?? noNode];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === noNode) continue;
      open.push(nextSibling[node] ?? noNode);
      if (!this.isAlive(node)) continue;
      const below = isDirectory(flags[node] ?? 0) ? (firstChild[node] ?? noNode) : noNode;
      visit(node);
      open.push(below);
    }
  }

  /** Full path without a leading slash. */
  path(node: number): Buffer {
    const parts: Uint8Array[] = [];
    for (let at = node; at !== 0; at = this.columns.parent[at] ?? 0) {
      const start = this.columns.nameStart[at] ?? 0;
      parts.push(this.names.bytes.subarray(start, start + (this.columns.nameLength[at] ?? 0)), slash);
    }
    return Buffer.concat(parts.slice(0, -1).reverse());
  }

  #hasName(node: number, name: Uint8Array, start: number, end: number): boolean {
    const length = this.columns.nameLength[node] ?? 0;
    if (length !== end - start) return false;
    const own = this.columns.nameStart[node] ?? 0;
    return compareNames(this.names.bytes, own, own + length, name, start, end) === 0;
  }

  #insert(node: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node + 1;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const { parent, nameStart, nameLength } = this.columns;
    for (let node = 1; node < this.count; node += 1) {
      const start = nameStart[node] ?? 0;
      const end = start + (nameLength[node] ?? 0);
      this.#insert(node, hashName(parent[node] ?? 0, this.names.bytes, start, end));
    }
  }
}

const slash = Buffer.from('/');

/** FNV-1a over the name, mixed with the parent. */
function hashName(parent: number, name: Uint8Array, start: number, end: number): number {
  let hash = Math.imul(parent ^ 0x9e3779b9, 0x85ebca6b);
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (name[at] ?? 0), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

export function tooManyEntries(limit: number): AppError {
  return new AppError('resource_exhausted', `the layer has more than ${limit} entries`, {
    details: { limit },
  });
}
