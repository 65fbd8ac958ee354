import type { TerminalOutput, TerminalSession } from '../../../../common/contract/terminal';
import { ByteBlocks } from './byte-blocks';

export interface OutputHubOptions {
  /** Output that is kept for who watches later, in bytes. */
  readonly keepBytes?: number;
  /** What a watcher may have waiting before the program is held up. */
  readonly queueBytes?: number;
  /** Called when no watcher holds the program up any more. */
  readonly onDrain?: () => void;
}

/** Small enough that a key's echo does not stand behind much of a flood. */
const itemBytes = 16 * 1024;
/**
 * Items that are not full follow each other no closer than this, in milliseconds: engines give a flood of short lines in
 * thousands of pieces a second. Less than a key needs to come back, so that typing never waits for it.
 */
const itemPauseMs = 2;
/** What is kept is in so many blocks, and dropped by the block. */
const keptBlocks = 64;

interface Watcher {
  readonly queue: ByteBlocks;
  wake: () => void;
}

/** One program's output for everybody who watches: keeps the newest part, and never lets a queue grow over its bound. */
export class OutputHub {
  readonly #keepBytes: number;
  readonly #queueBytes: number;
  readonly #onDrain: () => void;
  readonly #kept: ByteBlocks;
  #truncated = false;
  /** What was cut off ended with a line. */
  #beginsWithLine = false;
  readonly #watchers = new Set<Watcher>();
  #ended: TerminalSession | undefined;

  constructor({ keepBytes = 1024 * 1024, queueBytes = 256 * 1024, onDrain }: OutputHubOptions = {}) {
    this.#keepBytes = keepBytes;
    this.#kept = new ByteBlocks(keepBytes / keptBlocks);
    this.#queueBytes = queueBytes;
    this.#onDrain = onDrain ?? (() => {});
  }

  /** @returns false when a watcher has enough: the source should pause until `onDrain` */
  push(chunk: Uint8Array): boolean {
    this.#keep(chunk);
    for (const watcher of this.#watchers) {
      watcher.queue.push(chunk);
      watcher.wake();
    }
    return !this.#isFull();
  }

  /** Ends all watchers, after what they have waiting. */
  end(session: TerminalSession): void {
    this.#ended = session;
    for (const watcher of this.#watchers) watcher.wake();
  }

  /** What is kept, then what comes. Ending the iterator ends the watching. */
  watch(): AsyncIterableIterator<TerminalOutput> {
    const watcher: Watcher = { queue: new ByteBlocks(itemBytes), wake: () => {} };
    for (const part of this.#replay()) watcher.queue.push(part);
    const { queue } = watcher;
    this.#watchers.add(watcher);
    const first: TerminalOutput[] = [{ kind: 'start', replayBytes: queue.bytes, truncated: this.#truncated }];
    let isOver = false;
    let lastAt = Number.NEGATIVE_INFINITY;
    const leave = (): void => {
      isOver = true;
      this.#watchers.delete(watcher);
      watcher.wake();
      this.#drained();
    };
    const hasEnded = (): boolean => isOver || this.#ended !== undefined;
    const next = async (): Promise<IteratorResult<TerminalOutput>> => {
      const start = first.shift();
      if (start) return { done: false, value: start };
      await until(watcher, () => queue.bytes > 0 || hasEnded());
      const pause = lastAt + itemPauseMs - performance.now();
      if (pause > 0) await until(watcher, () => queue.bytes >= itemBytes || hasEnded(), pause);
      if (isOver) return { done: true, value: undefined };
      lastAt = performance.now();
      if (queue.bytes > 0) return { done: false, value: this.#take(watcher) };
      const session = this.#ended;
      leave();
      return session ? { done: false, value: { kind: 'ended', session } } : { done: true, value: undefined };
    };
    return {
      next,
      return: async () => {
        leave();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  #take({ queue }: Watcher): Uint8Array<ArrayBuffer> {
    const item = queue.take(itemBytes);
    this.#drained();
    return item;
  }

  #isFull(): boolean {
    return [...this.#watchers].some(({ queue }) => queue.bytes >= this.#queueBytes);
  }

  #drained(): void {
    if (!this.#isFull()) this.#onDrain();
  }

  #keep(chunk: Uint8Array): void {
    this.#kept.push(chunk);
    while (this.#kept.bytes > this.#keepBytes && this.#kept.blocks > 1) {
      const dropped = this.#kept.drop();
      this.#truncated = true;
      this.#beginsWithLine = dropped?.at(-1) === 0x0a;
    }
  }

  /** After a cut it begins with a whole line: half a character or half a control sequence would spoil the screen. */
  #replay(): Uint8Array[] {
    const [oldest, ...others] = this.#kept.toArray();
    if (!oldest) return [];
    if (!this.#truncated || this.#beginsWithLine) return [oldest, ...others];
    const lineEnd = oldest.indexOf(0x0a);
    return lineEnd < 0 ? others : [oldest.subarray(lineEnd + 1), ...others];
  }
}

/** Waits for what a watcher is woken for, or for so many milliseconds. */
function until(watcher: Watcher, isMet: () => boolean, limitMs?: number): Promise<void> {
  if (isMet()) return Promise.resolve();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(timer);
      watcher.wake = () => {};
      resolve();
    };
    if (limitMs !== undefined) timer = setTimeout(done, limitMs);
    watcher.wake = () => {
      if (isMet()) done();
    };
  });
}
