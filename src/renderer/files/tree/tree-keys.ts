import { type KeyContext, targetLineOf } from '../../components/data-table/table-keys';

/** What a key means in the tree of files. */
export type TreeCommand =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'expand' | 'collapse' | 'open' | 'menu' }
  | { readonly kind: 'type'; readonly text: string };

export interface TreeKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys that the page has: `/` filters, `?` shows the keys. */
const reserved = new Set(['/', '?', ' ']);

/** As in a file manager; undefined leaves the key to others. */
export function toTreeCommand(press: TreeKey, context: KeyContext): TreeCommand | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined;
  const target = targetLineOf(press.key, context);
  if (target !== undefined) {
    return context.count === 0
      ? undefined
      : { kind: 'move', to: Math.max(0, Math.min(context.count - 1, target)) };
  }
  if (press.key === 'ArrowRight') return { kind: 'expand' };
  if (press.key === 'ArrowLeft') return { kind: 'collapse' };
  if (press.key === 'Enter') return { kind: 'open' };
  if (press.key === 'ContextMenu' || (press.shiftKey && press.key === 'F10')) return { kind: 'menu' };
  const isText = [...press.key].length === 1 && !reserved.has(press.key);
  return isText ? { kind: 'type', text: press.key } : undefined;
}
