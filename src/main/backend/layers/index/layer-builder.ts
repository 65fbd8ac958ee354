import { blockBytes } from '../tar/header-block';
import type { TarEntry } from '../tar/tar-entry';
import { LayerExtras } from './layer-extras';
import { type LayerProblemKind, noNode } from './layer-index';
import { LayerTree, tooManyEntries } from './layer-tree';
import {
  deadFlag,
  explicitFlag,
  isDirectory,
  kindCode,
  kindMask,
  nodeKinds,
  opaqueFlag,
  sparseFlag,
  whiteoutFlag,
  xattrFlag,
} from './node-kind';
import { ProblemLog } from './problem-log';
import { componentsOf, createPathParts, splitTarPath, startsWithAt } from './tar-path';

export interface LayerLimits {
  /** Paths of one layer, default 4,000,000. */
  readonly maxNodes?: number;
  /** Entries of one layer's archive, which may repeat paths; default 8,000,000. */
  readonly maxEntries?: number;
}

const defaultMaxNodes = 4_000_000;
const defaultMaxEntries = 8_000_000;
const maxNameBytes = 0xffff;
const whiteoutPrefix = Buffer.from('.wh.');
const metaPrefix = Buffer.from('.wh..wh.');
const opaqueName = Buffer.from('.wh..wh..opq');
const opaqueSuffix = opaqueName.subarray(whiteoutPrefix.length);

/**
 * Takes the entries of one layer's archive and makes its tree. Rules (docs/layers.md has the table): a later entry
 * replaces an earlier one of the same path; a whiteout hides only layers below, wherever it stands; a path through
 * something that is no directory makes it one.
 */
export class LayerBuilder {
  readonly tree: LayerTree;
  readonly extras = new LayerExtras();
  readonly problems = new ProblemLog();
  readonly #parts = createPathParts();
  readonly #maxEntries: number;
  #directory = 0;
  #directoryPath = Buffer.alloc(0);
  files = 0;
  bytes = 0;
  refusedBytes = 0;
  entries = 0;

  constructor({ maxNodes = defaultMaxNodes, maxEntries = defaultMaxEntries }: LayerLimits = {}) {
    this.tree = new LayerTree(maxNodes);
    this.#maxEntries = maxEntries;
  }

  add(entry: TarEntry): void {
    this.entries += 1;
    if (this.entries > this.#maxEntries) throw tooManyEntries(this.#maxEntries);
    if (entry.kind === 'file') {
      this.files += 1;
      this.bytes += entry.bodyBytes;
    }
    const { name } = entry;
    const parts = this.#parts;
    if (entry.kind === 'other') this.#refuse('type_unknown', entry);
    else if (!splitTarPath(name, parts)) this.#refuse('path_refused', entry);
    else if (parts.count === 0) this.#placeRoot(entry);
    else if (this.#hasLongPart()) this.#refuse('name_too_long', entry);
    else if (this.#isAufsMetadata(name)) this.#refuse('aufs_metadata', entry);
    else if (startsWithAt(name, whiteoutPrefix, this.#baseStart(), this.#baseEnd())) this.#mark(entry);
    else {
      const parent = this.#parentOf(name);
      this.#place(this.tree.findOrAdd(parent, name, this.#baseStart(), this.#baseEnd()), entry);
    }
  }

  #refuse(kind: LayerProblemKind, entry: TarEntry): void {
    this.problems.add(kind, entry.name);
    if (entry.kind === 'file') this.refusedBytes += entry.bodyBytes;
  }

  #baseStart(): number {
    return this.#parts.starts[this.#parts.count - 1] ?? 0;
  }

  #baseEnd(): number {
    return this.#parts.ends[this.#parts.count - 1] ?? 0;
  }

  #hasLongPart(): boolean {
    const { count, starts, ends } = this.#parts;
    for (let part = 0; part < count; part += 1) {
      if ((ends[part] ?? 0) - (starts[part] ?? 0) > maxNameBytes) return true;
    }
    return false;
  }

  /** `.wh..wh.plnk` and the like below the root, as AUFS kept them; engines skip them. */
  #isAufsMetadata(name: Buffer): boolean {
    const [start, end] = [this.#parts.starts[0] ?? 0, this.#parts.ends[0] ?? 0];
    if (!startsWithAt(name, metaPrefix, start, end)) return false;
    return this.#parts.count > 1 || !name.subarray(start, end).equals(opaqueName);
  }

  /** Most entries follow one of the same directory. */
  #parentOf(name: Buffer): number {
    const length = this.#baseStart();
    const known = this.#directoryPath;
    if (known.length === length && startsWithAt(name, known, 0, length)) return this.#directory;
    let node = 0;
    for (let part = 0; part < this.#parts.count - 1; part += 1) {
      const [start, end] = [this.#parts.starts[part] ?? 0, this.#parts.ends[part] ?? 0];
      node = this.tree.findOrAdd(node, name, start, end);
      this.#imply(node);
    }
    this.#directory = node;
    this.#directoryPath = Buffer.from(name.subarray(0, length));
    return node;
  }

  /** Makes a node a directory, without an entry of its own, if it is none. */
  #imply(node: number): void {
    const { flags } = this.tree.columns;
    const old = this.#clear(node, nodeKinds.directory);
    if (isDirectory(old)) return;
    flags[node] = (old & whiteoutFlag) | nodeKinds.directory;
    this.tree.columns.mode[node] = 0o755;
    this.tree.columns.uid[node] = 0;
    this.tree.columns.gid[node] = 0;
    this.tree.columns.mtime[node] = 0;
    this.tree.columns.size[node] = 0;
    this.tree.columns.block[node] = noNode;
  }

  #placeRoot(entry: TarEntry): void {
    if (entry.kind === 'directory') this.#place(0, entry);
    else this.#refuse('path_refused', entry);
  }

  #place(node: number, entry: TarEntry): void {
    if (entry.kind === 'other') return;
    const { columns } = this.tree;
    const kind = kindCode(entry.kind);
    const old = this.#clear(node, kind);
    const size = entry.kind === 'file' ? entry.size : this.#addLink(node, entry);
    const kept = old & (whiteoutFlag | (kind === nodeKinds.directory ? opaqueFlag : 0));
    const isSparse = entry.kind === 'file' && entry.bodyBytes !== entry.size;
    const more = (isSparse ? sparseFlag : 0) | (entry.xattrs?.length ? xattrFlag : 0);
    columns.flags[node] = kept | more | kind | explicitFlag;
    columns.mode[node] = entry.mode;
    columns.uid[node] = entry.uid;
    columns.gid[node] = entry.gid;
    columns.mtime[node] = entry.mtime;
    columns.size[node] = size;
    columns.block[node] = Math.min(entry.offset / blockBytes, noNode);
    this.extras.take(node, entry);
  }

  /** The number of the link, which stands where a file has its size. */
  #addLink(node: number, entry: TarEntry): number {
    if (!entry.linkName) return 0;
    const number = this.extras.addLink(entry.linkName);
    if (entry.kind === 'hardlink') this.resolveLink(number, node);
    return number;
  }

  /** Looks for the file that a hard link stands for. False when this layer has none. */
  resolveLink(number: number, node: number): boolean {
    const target = this.#findFile(this.extras.link(number));
    if (target === noNode || target === node) return false;
    const flags = this.tree.columns.flags[target] ?? 0;
    if (isDirectory(flags)) return false;
    if ((flags & kindMask) !== nodeKinds.hardlink) this.extras.setTarget(number, target);
    else {
      const further = this.extras.linkTargets[this.tree.columns.size[target] ?? 0] ?? noNode;
      if (further === noNode) return false;
      this.extras.setTarget(number, further);
    }
    return true;
  }

  #findFile(path: Uint8Array): number {
    let node = 0;
    for (const component of componentsOf(path) ?? [path]) {
      node = this.tree.find(node, component, 0, component.length);
      if (node === noNode || !this.tree.isAlive(node)) return noNode;
    }
    return ((this.tree.columns.flags[node] ?? 0) & kindMask) === nodeKinds.none ? noNode : node;
  }

  /** Takes away what is at a node and cannot stay beside the new kind. Returns the flags that it had. */
  #clear(node: number, newKind: number): number {
    const old = this.tree.columns.flags[node] ?? 0;
    if (old & deadFlag) {
      this.tree.columns.flags[node] = 0;
      return 0;
    }
    if (isDirectory(old)) {
      if (newKind === nodeKinds.directory) return old;
      this.tree.visitBelow(node, (below) => this.#bury(below));
      this.#directoryPath = Buffer.from('/');
      this.#directory = 0;
      return old;
    }
    this.#supersede(node, old);
    return old;
  }

  #bury(node: number): void {
    const old = this.tree.columns.flags[node] ?? 0;
    this.#supersede(node, old);
    this.tree.columns.flags[node] = deadFlag;
  }

  #supersede(node: number, flags: number): void {
    if ((flags & kindMask) === nodeKinds.file) {
      const { size, block } = this.tree.columns;
      const stored = this.extras.sparse.get(node) ?? size[node] ?? 0;
      this.extras.supersede(node, { path: this.tree.path(node), stored, block: block[node] ?? noNode });
    }
    this.extras.drop(node);
  }

  #mark(entry: TarEntry): void {
    const { name } = entry;
    const hidden = name.subarray(this.#baseStart() + whiteoutPrefix.length, this.#baseEnd());
    if (entry.kind === 'file') this.refusedBytes += entry.bodyBytes;
    if (hidden.length === 0 || hidden.equals(dot) || hidden.equals(dots)) {
      this.problems.add('whiteout_refused', name);
      return;
    }
    const directory = this.#parentOf(name);
    if (hidden.equals(opaqueSuffix)) {
      this.tree.columns.flags[directory] = (this.tree.columns.flags[directory] ?? 0) | opaqueFlag;
      return;
    }
    const node = this.tree.findOrAdd(directory, hidden, 0, hidden.length);
    const old = this.tree.columns.flags[node] ?? 0;
    this.tree.columns.flags[node] = (old & deadFlag ? 0 : old) | whiteoutFlag;
  }
}

const dot = Buffer.from('.');
const dots = Buffer.from('..');
