import { useState } from 'react';
import type { LiveList } from '../list-state';

/** Whether an object of a page is there, as the live list knows it. */
export type Presence<T> =
  /** The list has not come yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'present'; readonly item: T }
  /** It was there while this page was open, and has gone. `at`: milliseconds since the epoch. */
  | { readonly kind: 'removed'; readonly item: T; readonly at: number }
  /** The list has never had it. */
  | { readonly kind: 'absent' };

interface Memory<T> {
  readonly key: string;
  readonly item: T | undefined;
  readonly removedAt: number | undefined;
}

/** What is remembered after the list had, or had not, the object; the same memory when nothing is new. */
export function rememberPresence<T>(
  memory: Memory<T>,
  key: string,
  found: T | undefined,
  list: Pick<LiveList<T>, 'status' | 'at'>,
): Memory<T> {
  if (memory.key !== key) return { key, item: found, removedAt: undefined };
  if (found !== undefined) {
    return found === memory.item && memory.removedAt === undefined
      ? memory
      : { key, item: found, removedAt: undefined };
  }
  if (memory.item === undefined || memory.removedAt !== undefined || list.status !== 'fresh') return memory;
  return { ...memory, removedAt: list.at ?? Date.now() };
}

/** @param key what the page asks for: an id or a name; `found` is what the list has for it */
export function usePresence<T>(list: LiveList<T>, key: string, found: T | undefined): Presence<T> {
  const [memory, setMemory] = useState<Memory<T>>({ key, item: found, removedAt: undefined });
  const next = rememberPresence(memory, key, found, list);
  if (next !== memory) setMemory(next);
  const { item, removedAt } = next;
  if (item !== undefined) {
    return removedAt === undefined ? { kind: 'present', item } : { kind: 'removed', item, at: removedAt };
  }
  return { kind: list.status === 'loading' ? 'unknown' : 'absent' };
}

/** The object with an id, the beginning of one (12 digits or more), or a name. */
export function findByIdOrName<T extends { readonly id: string; readonly name: string }>(
  list: LiveList<T>,
  key: string,
): T | undefined {
  const exact = list.byId.get(key);
  if (exact) return exact;
  const isPrefix = /^[0-9a-f]{12,}$/.test(key);
  return list.items.find((item) => item.name === key || (isPrefix && item.id.startsWith(key)));
}
