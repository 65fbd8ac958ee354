/** Milliseconds until an item is looked at again: 0.25 s, doubled each time, for about a minute in all. */
const firstWait = 250;
const maximalLooks = 8;

interface Promised<Item> {
  readonly holds: (item: Item) => boolean;
  looks: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Items that a list still shows as they were before an event. Docker (seen with 20.10) sends `die` before it takes the
 * container's mounts and network down, and only then writes the state that its list is made of: on a busy machine that
 * takes seconds, and no event follows.
 */
export class LateItems<Item> {
  readonly #promised = new Map<string, Promised<Item>>();
  readonly #lookAgain: (id: string) => void;

  constructor(lookAgain: (id: string) => void) {
    this.#lookAgain = lookAgain;
  }

  /** From now on `holds` is true of that item; a later promise takes its place. */
  promise(id: string, holds: (item: Item) => boolean): void {
    this.#drop(id);
    this.#promised.set(id, { holds, looks: 0, timer: undefined });
  }

  /** After a list: what is as promised, or gone, is done; the rest is looked at again later, a few times. */
  check(items: ReadonlyMap<string, Item>): void {
    for (const [id, promised] of this.#promised) {
      const item = items.get(id);
      if (item === undefined || promised.holds(item) || promised.looks >= maximalLooks) this.#drop(id);
      else if (!promised.timer) this.#plan(id, promised);
    }
  }

  clear(): void {
    for (const id of [...this.#promised.keys()]) this.#drop(id);
  }

  #plan(id: string, promised: Promised<Item>): void {
    const wait = firstWait * 2 ** promised.looks;
    promised.looks += 1;
    promised.timer = setTimeout(() => {
      promised.timer = undefined;
      this.#lookAgain(id);
    }, wait).unref();
  }

  #drop(id: string): void {
    clearTimeout(this.#promised.get(id)?.timer);
    this.#promised.delete(id);
  }
}
