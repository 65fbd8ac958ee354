import { randomBytes } from 'node:crypto';
import type { TreeRow, ViewSpec, ViewState } from '../../../../common/contract/layer-tree';
import { AppError } from '../../../../common/errors';
import type { LayerIndex } from '../index/layer-index';
import { componentsOf } from '../index/tar-path';
import { findMergedPath, mergedName } from '../stack/find-merged-path';
import { analyzeStack, type StackAnalysis } from '../stack/stack-analysis';
import { matchNames } from './name-filter';
import { markOf, type RowSource, toRow } from './tree-rows';
import { TreeView } from './tree-view';
import { createViewModel, entryOf, type ViewModel } from './view-model';
import { ordersOf, sortBytes } from './view-orders';

/** Views that are kept; the one that was used longest ago goes first. */
const maxViews = 24;
/** Sums that are kept, each some 20 bytes per path. */
const maxModels = 3;

/** What views are made of: an image whose layers are read, or what a container wrote. */
export interface ViewedStack {
  readonly state: string;
  /** @throws AppError failed_precondition while `state` is not `ready` */
  requireStack(): StackAnalysis;
  layerIndex(layer: number): LayerIndex | undefined;
}

interface View extends RowSource {
  readonly id: string;
  readonly image: ViewedStack;
  readonly isFiltered: boolean;
  readonly isProvisional: boolean;
}

interface Base {
  readonly stack: StackAnalysis;
  readonly model: ViewModel;
  readonly firstLayer: number;
  readonly isProvisional: boolean;
}

interface KnownModel {
  readonly stack: StackAnalysis;
  readonly model: ViewModel;
}

/** The views of trees that pages hold. */
export class TreeViews {
  readonly #views = new Map<string, View>();
  #models: KnownModel[] = [];

  async open(image: ViewedStack, spec: ViewSpec, replaces: string | undefined): Promise<ViewState> {
    const base = await this.#base(image, spec);
    const tree = createTree(base, spec);
    const source = { ...base, tree, isFlat: spec.flat };
    const replaced = replaces === undefined ? undefined : this.#views.get(replaces);
    if (replaced?.stack === base.stack) tree.copyOpen(replaced.tree);
    else if (replaced && replaced.isFiltered === isFiltered(spec)) carryOver(replaced, base, tree);
    if (replaces !== undefined) this.#views.delete(replaces);
    const view = { ...source, id: randomBytes(9).toString('base64url'), image, isFiltered: isFiltered(spec) };
    this.#views.set(view.id, view);
    for (const [oldest] of this.#views) if (this.#views.size > maxViews) this.#views.delete(oldest);
    return toState(view);
  }

  rows(id: string, offset: number, limit: number): { rows: TreeRow[]; rowCount: number } {
    const view = this.#get(id);
    const rows = Array.from(view.tree.rows(offset, limit), (node) => toRow(view, node));
    return { rows, rowCount: view.tree.rowCount };
  }

  expand(id: string, node: number, expanded: boolean): ViewState {
    const view = this.#get(id);
    view.tree.setOpen(node, expanded);
    return toState(view);
  }

  reveal(id: string, path: string): ViewState & { row: number } {
    const view = this.#get(id);
    const components = componentsOf(Buffer.from(path));
    const node = components && findMergedPath(view.stack.tree, components);
    const row = node === undefined ? -1 : view.tree.reveal(node);
    return { ...toState(view), row };
  }

  close(id: string): void {
    this.#views.delete(id);
  }

  /** Views of an image that is closed. */
  forget(image: ViewedStack): void {
    for (const [id, view] of this.#views) if (view.image === image) this.#views.delete(id);
    const stacks = new Set([...this.#views.values()].map(({ stack }) => stack));
    this.#models = this.#models.filter(({ stack }) => stacks.has(stack));
  }

  #get(id: string): View {
    const view = this.#views.get(id);
    if (!view)
      throw new AppError('not_found', 'this view is gone: open it again', { details: { viewId: id } });
    this.#views.delete(id);
    this.#views.set(id, view);
    return view;
  }

  async #base(image: ViewedStack, { mode, layer }: ViewSpec): Promise<Base> {
    if (image.state === 'ready') {
      const stack = image.requireStack();
      if (mode !== 'final' && layer >= stack.layers.length) throw noSuchLayer(layer);
      return { stack, model: this.#model(stack, mode, layer), firstLayer: 0, isProvisional: false };
    }
    const index = mode === 'layer' ? image.layerIndex(layer) : undefined;
    if (!index) throw new AppError('failed_precondition', 'the layers of the image are not all read yet');
    const stack = await analyzeStack([index]);
    return { stack, model: createViewModel(stack, 'layer', 0), firstLayer: layer, isProvisional: true };
  }

  #model(stack: StackAnalysis, mode: ViewSpec['mode'], layer: number): ViewModel {
    const wanted = mode === 'final' ? stack.layers.length - 1 : layer;
    const found = this.#models.find(
      ({ stack: own, model }) => own === stack && model.mode === mode && model.layer === wanted,
    );
    const known = found ?? { stack, model: createViewModel(stack, mode, layer) };
    this.#models = [...this.#models.filter((other) => other !== found), known].slice(-maxModels);
    return known.model;
  }
}

function toState({ id, tree, model, isFiltered: filtered, isProvisional }: View): ViewState {
  return {
    viewId: id,
    rowCount: tree.rowCount,
    matchCount: filtered ? tree.matchCount : undefined,
    bytes: model.bytes[0] ?? 0,
    files: model.files[0] ?? 0,
    provisional: isProvisional,
  };
}

/** What is open stays open when the same tree was read again. */
function carryOver(from: View, { stack }: Base, to: TreeView): void {
  const nodes: number[] = [];
  for (const node of from.tree.toggled) {
    const names: Uint8Array[] = [];
    for (let at = node; at !== 0; at = from.stack.tree.parent[at] ?? 0)
      names.unshift(mergedName(from.stack.tree, at));
    const found = findMergedPath(stack.tree, names);
    if (found !== undefined) nodes.push(found);
  }
  to.toggleAll(nodes);
}

function isFiltered({ filter }: ViewSpec): boolean {
  return Boolean(filter?.text || filter?.marks || filter?.minBytes !== undefined);
}

function createTree({ stack, model }: Base, spec: ViewSpec): TreeView {
  const orders = ordersOf(stack, model);
  const { folders } = orders;
  const matched = isFiltered(spec) ? match(stack, model, spec, folders) : undefined;
  const { sort, flat } = spec;
  const { included } = model;
  return new TreeView({ tree: stack.tree, included, sizeOrder: orders.bySize, sort, flat, matched, folders });
}

function match(
  stack: StackAnalysis,
  model: ViewModel,
  { filter }: ViewSpec,
  folders: Uint8Array,
): Uint8Array {
  const { text = '', syntax = 'text', marks, minBytes } = filter ?? {};
  const matched = text === '' ? model.included.slice() : matchNames(stack.tree, { text, syntax });
  const wanted = marks && new Set(marks);
  if (!wanted && minBytes === undefined) return matched;
  const bytes = sortBytes(model);
  for (let node = 1; node < matched.length; node += 1) {
    if (matched[node] !== 1 || model.included[node] !== 1) continue;
    const isTooSmall = minBytes !== undefined && (folders[node] === 1 || (bytes[node] ?? 0) < minBytes);
    if (isTooSmall || (wanted && !hasMark(stack, model, node, wanted))) matched[node] = 0;
  }
  return matched;
}

function hasMark(stack: StackAnalysis, model: ViewModel, node: number, wanted: ReadonlySet<string>): boolean {
  const mark = markOf({ stack, model }, node, entryOf(stack, model, node));
  return mark !== undefined && wanted.has(mark);
}

function noSuchLayer(layer: number): AppError {
  return new AppError('invalid_argument', `the image has no layer ${layer}`, { details: { field: 'layer' } });
}
