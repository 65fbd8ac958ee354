import { isDirectory } from '../index/node-kind';
import { orderBySize } from '../stack/order-by-size';
import type { StackAnalysis } from '../stack/stack-analysis';
import { entryOf, type ViewModel } from './view-model';

/** What sorting and flat lists need of a view's nodes: worked out when it is asked for, kept while the model is. */
export interface ViewOrders {
  /** 1 for folders. */
  readonly folders: Uint8Array;
  /** All nodes, largest first. */
  readonly bySize: () => Uint32Array;
}

const known = new WeakMap<ViewModel, ViewOrders>();

/** Cost: one pass over the nodes, and for the first `bySize` some more. */
export function ordersOf(stack: StackAnalysis, model: ViewModel): ViewOrders {
  const found = known.get(model);
  if (found) return found;
  let order: Uint32Array | undefined;
  const orders = {
    folders: foldersOf(stack, model),
    bySize: () => (order ??= orderBySize(sortBytes(model))),
  };
  known.set(model, orders);
  return orders;
}

/** What a layer took away counts like what it brought. */
export function sortBytes({ bytes, removed }: ViewModel): Float64Array {
  return removed ? bytes.map((own, node) => own + (removed[node] ?? 0)) : bytes;
}

function foldersOf(stack: StackAnalysis, model: ViewModel): Uint8Array {
  const folders = new Uint8Array(model.included.length);
  for (let merged = 0; merged < folders.length; merged += 1) {
    if (model.included[merged] === 0) continue;
    const { layer, node } = entryOf(stack, model, merged);
    if (isDirectory(stack.layers[layer]?.flags[node] ?? 0)) folders[merged] = 1;
  }
  return folders;
}
