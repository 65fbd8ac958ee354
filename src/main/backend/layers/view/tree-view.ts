import type { MergedTree } from '../stack/merged-tree';

/** Which nodes a view shows, and how. */
export interface TreeViewOptions {
  readonly tree: MergedTree;
  /** 1 for the nodes that can be shown at all. */
  readonly included: Uint8Array;
  /** All nodes, largest first; asked for when `sort` is size. */
  readonly sizeOrder: () => Uint32Array;
  readonly sort: 'name' | 'size';
  /** 1 for what a filter found; folders on the way are shown, too. Undefined: everything. */
  readonly matched?: Uint8Array | undefined;
  /** 1 for folders. */
  readonly folders: Uint8Array;
  /** Everything that is no folder in one list. */
  readonly flat: boolean;
}

/**
 * The rows of a tree of which folders are open or closed: closed at first, but open where a filter is on. Everything is
 * linear in the number of nodes, with small steps.
 */
export class TreeView {
  readonly #options: TreeViewOptions;
  /** 1 for nodes that are found or on the way to one. */
  readonly #kept: Uint8Array;
  readonly #isOpenByDefault: boolean;
  readonly #toggled = new Set<number>();
  /** What was open before a filter came, while one is on. */
  #beforeFilter: ReadonlySet<number> = new Set();
  #rows: Uint32Array | undefined;
  readonly matchCount: number;

  constructor(options: TreeViewOptions) {
    this.#options = options;
    this.#isOpenByDefault = options.matched !== undefined;
    const { kept, matchCount } = keepMatches(options);
    this.#kept = kept;
    this.matchCount = matchCount;
  }

  get rowCount(): number {
    return this.#all().length;
  }

  /** Nodes of some rows. */
  rows(offset: number, limit: number): Uint32Array {
    return this.#all().subarray(offset, offset + limit);
  }

  isOpen(node: number): boolean {
    return this.#isOpenByDefault !== this.#toggled.has(node);
  }

  /** Whether a folder shows anything when it is open. */
  hasRows(node: number): boolean {
    const { tree } = this.#options;
    const end = tree.end[node] ?? 0;
    for (let child = node + 1; child < end; child = tree.end[child] ?? end)
      if (this.#kept[child] === 1) return true;
    return false;
  }

  setOpen(node: number, isOpen: boolean): void {
    if (this.isOpen(node) === isOpen) return;
    if (isOpen === this.#isOpenByDefault) this.#toggled.delete(node);
    else this.#toggled.add(node);
    this.#rows = undefined;
  }

  /**
   * Takes over what is open in the view of the same tree that this one replaces. A filter opens everything; when it
   * goes, what was open before it came is open again.
   */
  copyOpen(other: TreeView): void {
    const [wasFiltered, isFiltered] = [other.#isOpenByDefault, this.#isOpenByDefault];
    this.#beforeFilter = wasFiltered ? other.#beforeFilter : isFiltered ? other.#toggled : new Set();
    const toggled = wasFiltered === isFiltered ? other.#toggled : isFiltered ? [] : other.#beforeFilter;
    for (const node of toggled) this.#toggled.add(node);
    this.#rows = undefined;
  }

  /** Folders that are open where they would be closed, or the other way round. */
  get toggled(): Iterable<number> {
    return this.#toggled;
  }

  /** Toggled as in another view, whose nodes have other numbers here. */
  toggleAll(nodes: Iterable<number>): void {
    for (const node of nodes) this.#toggled.add(node);
    this.#rows = undefined;
  }

  /** Opens what a node is in. Returns its row, or -1 when the view does not have it. */
  reveal(node: number): number {
    if (this.#kept[node] !== 1) return -1;
    const { parent } = this.#options.tree;
    if (!this.#options.flat) {
      for (let at = parent[node] ?? 0; at !== 0; at = parent[at] ?? 0) this.setOpen(at, true);
    }
    return this.#all().indexOf(node);
  }

  #all(): Uint32Array {
    this.#rows ??= this.#options.flat ? this.#flatRows() : this.#treeRows();
    return this.#rows;
  }

  #flatRows(): Uint32Array {
    const { matched, included, folders, sizeOrder, sort } = this.#options;
    const source = matched ?? included;
    const isRow = (node: number): boolean =>
      source[node] === 1 && included[node] === 1 && folders[node] === 0;
    const rows = new Uint32Array(source.length);
    let count = 0;
    if (sort === 'size') {
      for (const node of sizeOrder()) if (node !== 0 && isRow(node)) rows[count++] = node;
    } else for (let node = 1; node < source.length; node += 1) if (isRow(node)) rows[count++] = node;
    return rows.slice(0, count);
  }

  #treeRows(): Uint32Array {
    const { tree, sort, sizeOrder } = this.#options;
    const rows = this.#openNodes();
    return sort === 'name' ? rows : arrange(sorted(rows, sizeOrder()), tree);
  }

  /** All nodes whose folders are open, in the order of names: the order of the tree itself. */
  #openNodes(): Uint32Array {
    const { tree } = this.#options;
    const rows = new Uint32Array(tree.count);
    let count = 0;
    for (let node = 1; node < tree.count; ) {
      const end = tree.end[node] ?? tree.count;
      if (this.#kept[node] !== 1) node = end;
      else {
        rows[count++] = node;
        node = end > node + 1 && !this.isOpen(node) ? end : node + 1;
      }
    }
    return rows.slice(0, count);
  }
}

function keepMatches({ tree, included, matched }: TreeViewOptions): { kept: Uint8Array; matchCount: number } {
  if (!matched) return { kept: included, matchCount: 0 };
  const kept = new Uint8Array(tree.count);
  let matchCount = 0;
  for (let node = tree.count - 1; node > 0; node -= 1) {
    if (matched[node] === 1 && included[node] === 1) {
      kept[node] = 1;
      matchCount += 1;
    }
    if (kept[node] === 1) kept[tree.parent[node] ?? 0] = 1;
  }
  return { kept, matchCount };
}

/** Nodes in the order of all. */
function sorted(nodes: Uint32Array, order: Uint32Array): Uint32Array {
  const isWanted = new Uint8Array(order.length);
  for (let at = 0; at < nodes.length; at += 1) isWanted[nodes[at] ?? 0] = 1;
  const rows = new Uint32Array(nodes.length);
  let count = 0;
  for (let at = 0; at < order.length && count < nodes.length; at += 1) {
    const node = order[at] ?? 0;
    if (isWanted[node] === 1) rows[count++] = node;
  }
  return rows;
}

/** Puts nodes that are sorted among themselves into their folders: children right after their parent. */
function arrange(nodes: Uint32Array, tree: MergedTree): Uint32Array {
  const first = new Uint32Array(tree.count);
  const next = new Uint32Array(tree.count);
  // From the last to the first, so that each list begins with its largest.
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const node = nodes[at] ?? 0;
    const parent = tree.parent[node] ?? 0;
    next[node] = first[parent] ?? 0;
    first[parent] = node;
  }
  const rows = new Uint32Array(nodes.length);
  let count = 0;
  let node = first[0] ?? 0;
  while (node !== 0) {
    rows[count++] = node;
    node = first[node] || following(node, next, tree.parent);
  }
  return rows;
}

/** The next sibling, else that of the closest ancestor that has one. Node 0 is the root and the end. */
function following(node: number, next: Uint32Array, parent: Uint32Array): number {
  for (let at = node; at !== 0; at = parent[at] ?? 0) {
    const sibling = next[at];
    if (sibling) return sibling;
  }
  return 0;
}
