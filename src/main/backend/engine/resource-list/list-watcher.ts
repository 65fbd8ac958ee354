import type { z } from 'zod';
import type { wireError } from '../../../../common/contract/shared';
import type { WireError } from '../../../../common/errors';

/** `ListEvent` of the contract, in arrays of its own that the receiver may keep. */
export type ListUpdate<Item> =
  | { kind: 'snapshot'; items: Item[]; at: number }
  | { kind: 'changed'; upserted: Item[]; removed: string[]; at: number }
  | { kind: 'stale'; since: number; error?: StaleError };

type StaleError = z.output<typeof wireError>;

/** What a list knows at a moment. `version` rises with every change. */
export type ListState<Item> =
  | { readonly kind: 'loading'; readonly version: number }
  | {
      readonly kind: 'fresh';
      readonly version: number;
      readonly items: ReadonlyMap<string, Item>;
      readonly at: number;
    }
  | {
      readonly kind: 'stale';
      readonly version: number;
      readonly since: number;
      readonly error?: WireError | undefined;
    };

/**
 * One reader of a list. It remembers what its consumer has (references, at most one per item) and works out the
 * difference when the consumer comes back, so a slow consumer costs no queue and sees coalesced changes.
 */
export class ListWatcher<Item> {
  private seen = -1;
  private sent: ReadonlyMap<string, Item> | undefined;
  private wake: (() => void) | undefined;
  private ended = false;

  get closed(): boolean {
    return this.ended;
  }

  /** There will be nothing new. */
  close(): void {
    this.ended = true;
    this.notify();
  }

  /** There may be something new. */
  notify(): void {
    this.wake?.();
  }

  /** What the consumer does not know yet, or nothing. */
  take(state: ListState<Item>): ListUpdate<Item> | undefined {
    if (state.version === this.seen) return undefined;
    this.seen = state.version;
    switch (state.kind) {
      case 'loading':
        return undefined;
      case 'stale':
        this.sent = undefined;
        return {
          kind: 'stale',
          since: state.since,
          ...(state.error ? { error: writable(state.error) } : {}),
        };
      case 'fresh': {
        const before = this.sent;
        this.sent = state.items;
        if (!before) return { kind: 'snapshot', items: [...state.items.values()], at: state.at };
        return difference(before, state.items, state.at);
      }
    }
  }

  /** Resolves at the next `notify` or when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        this.wake = undefined;
        resolve();
      };
      this.wake = done;
      if (signal.aborted) done();
      else signal.addEventListener('abort', done);
    });
  }
}

/** By identity: a list keeps the object of an item that did not change. */
function difference<Item>(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  at: number,
): ListUpdate<Item> | undefined {
  const upserted: Item[] = [];
  for (const [key, item] of after) if (before.get(key) !== item) upserted.push(item);
  const removed: string[] = [];
  for (const key of before.keys()) if (!after.has(key)) removed.push(key);
  return upserted.length + removed.length === 0 ? undefined : { kind: 'changed', upserted, removed, at };
}

/** The contract's form: the same facts in arrays that may be changed. */
function writable(error: WireError): StaleError {
  const entries = Object.entries(error.details ?? {});
  const details = Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'object' ? [...value] : value]),
  );
  const { code, message, errorId } = error;
  return { code, message, ...(error.details ? { details } : {}), ...(errorId ? { errorId } : {}) };
}
