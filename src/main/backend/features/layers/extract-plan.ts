import type { ViewSpec } from '../../../../common/contract/layer-tree';
import { AppError } from '../../../../common/errors';
import { bytesOf, findSorted, type LayerIndex, xattrBytesOf } from '../../layers/index/layer-index';
import { isDirectory, kindName } from '../../layers/index/node-kind';
import { decodeXattrs } from '../../layers/index/xattr-bytes';
import type { ContentPlace } from '../../layers/source/layer-source';
import { mergedName } from '../../layers/stack/find-merged-path';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import type { TarOutput } from '../../layers/tar/tar-writer';
import { placeOf } from '../../layers/view/stack-content';
import { createViewModel, entryOf, type ViewModel } from '../../layers/view/view-model';
import { checkNode } from './file-contents';

/** What of a view is taken out. */
export interface ExtractSpec {
  readonly mode: ViewSpec['mode'];
  readonly layer: number;
  readonly node: number;
}

/** A file whose content comes from the image. */
export interface PlannedFile {
  readonly place: ContentPlace;
  readonly entry: TarOutput;
}

/** What is written, in the order in which it can be unpacked and read in one pass over each layer. */
export interface ExtractPlan {
  /** Name of what is taken out, as bytes; empty for the root. */
  readonly name: Buffer;
  /** Undefined: a folder, or something that is only an entry. */
  readonly single: ContentPlace | undefined;
  /** Folders, and files without content. */
  readonly first: readonly TarOutput[];
  /** By layer. */
  readonly files: ReadonlyMap<number, readonly PlannedFile[]>;
  /** Links and devices: after everything that they could stand for. */
  readonly rest: readonly TarOutput[];
}

/** @throws AppError not_found when the view has no such path, invalid_argument for a layer that is not there */
export function planExtract(stack: StackAnalysis, { mode, layer, node }: ExtractSpec): ExtractPlan {
  checkNode(stack, node);
  if (mode !== 'final' && layer >= stack.layers.length) {
    throw new AppError('invalid_argument', `the image has no layer ${layer}`, {
      details: { field: 'layer' },
    });
  }
  const model = createViewModel(stack, mode, layer);
  if (model.included[node] !== 1) throw new AppError('not_found', 'the view has no such path');
  return new Planner(stack, model, node).plan();
}

class Planner {
  readonly #stack: StackAnalysis;
  readonly #model: ViewModel;
  readonly #top: number;
  readonly #first: TarOutput[] = [];
  readonly #files = new Map<number, PlannedFile[]>();
  readonly #rest: TarOutput[] = [];
  /** Name of the first path of each content. */
  readonly #written = new Map<string, Buffer>();

  constructor(stack: StackAnalysis, model: ViewModel, top: number) {
    this.#stack = stack;
    this.#model = model;
    this.#top = top;
  }

  plan(): ExtractPlan {
    const { tree } = this.#stack;
    const names: Buffer[] = [];
    const parents: number[] = [];
    for (let node = this.#top; node < (tree.end[this.#top] ?? 0); node += 1) {
      while (parents.length > 0 && node >= (tree.end[parents.at(-1) ?? 0] ?? 0)) {
        parents.pop();
        names.pop();
      }
      const own = Buffer.from(mergedName(tree, node));
      const above = names.at(-1);
      const name = above && above.length > 0 ? Buffer.concat([above, slash, own]) : own;
      if (this.#isTaken(node)) this.#add(node, name);
      parents.push(node);
      names.push(name);
    }
    const name = Buffer.from(mergedName(tree, this.#top));
    return {
      name,
      single: this.#single(),
      first: this.#first,
      files: this.#files,
      rest: this.#rest,
    };
  }

  #single(): ContentPlace | undefined {
    const { layer, node } = entryOf(this.#stack, this.#model, this.#top);
    if (!this.#stack.links.contentOf(layer, node)) return undefined;
    return placeOf(this.#stack, layer, this.#top);
  }

  /** What a layer took away is in its view, but no part of it; unless just that is asked for. */
  #isTaken(node: number): boolean {
    const { included, mode, state, layer } = this.#model;
    if (included[node] !== 1) return false;
    const isGone = (each: number) => mode === 'layer' && state.goneAt[each] === layer;
    return isGone(this.#top) || !isGone(node);
  }

  #add(merged: number, name: Buffer): void {
    const { layer: number, node } = entryOf(this.#stack, this.#model, merged);
    const layer = this.#stack.layers[number];
    const kind = kindName(layer?.flags[node] ?? 0);
    if (!layer || kind === 'none') return;
    const entry = { ...metadataOf(layer, node), name };
    if (isDirectory(layer.flags[node] ?? 0)) {
      // The root of the image has no name; what it is unpacked into takes its place.
      if (name.length > 0) this.#first.push({ ...entry, kind: 'directory', size: 0 });
      return;
    }
    const content = this.#stack.links.contentOf(number, node);
    if (content) this.#addFile(merged, number, `${content.layer} ${content.file}`, entry);
    else if (kind !== 'hardlink') {
      this.#rest.push({ ...entry, kind: kind === 'directory' ? 'file' : kind, size: 0 });
    }
  }

  #addFile(merged: number, layer: number, key: string, entry: Omit<TarOutput, 'kind' | 'size'>): void {
    const first = this.#written.get(key);
    if (first) {
      this.#rest.push({ ...entry, kind: 'hardlink', size: 0, linkName: first });
      return;
    }
    this.#written.set(key, entry.name);
    const place = placeOf(this.#stack, layer, merged);
    const file: TarOutput = { ...entry, kind: 'file', size: place.size, linkName: undefined };
    const files = this.#files.get(place.layer) ?? [];
    if (place.size === 0) this.#first.push(file);
    else files.push({ place, entry: file });
    this.#files.set(place.layer, files);
  }
}

const slash = Buffer.from('/');

function metadataOf(layer: LayerIndex, node: number): Omit<TarOutput, 'name' | 'kind' | 'size'> {
  const device = findSorted(layer.devices.nodes, node);
  const link = bytesOf(layer.links, node);
  const xattrs = xattrBytesOf(layer, node);
  return {
    mode: layer.mode[node] ?? 0,
    uid: layer.uid[node] ?? 0,
    gid: layer.gid[node] ?? 0,
    mtime: layer.mtime[node] ?? 0,
    linkName: link && Buffer.from(link),
    device:
      device < 0
        ? undefined
        : { major: layer.devices.majors[device] ?? 0, minor: layer.devices.minors[device] ?? 0 },
    xattrs: xattrs && decodeXattrs(xattrs),
  };
}
