import type { TerminalOutput, TerminalSession } from '../../../../common/contract/terminal';

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

interface Watcher {
  readonly queue: Uint8Array[];
  bytes: number;
  wake: () => void;
}

/** One program's output for everybody who watches: keeps the newest part, and never lets a queue grow over its bound. */
export class OutputHub {
  readonly #keepBytes: number;
  readonly #queueBytes: number;
  readonly #onDrain: () => void;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #truncated = false;
  /** What was cut off ended with a line. */
  #beginsWithLine = false;
  readonly #watchers = new Set<Watcher>();
  #ended: TerminalSession | undefined;

  constructor({ keepBytes = 1024 * 1024, queueBytes = 256 * 1024, onDrain }: OutputHubOptions = {}) {
    this.#keepBytes = keepBytes;
    this.#queueBytes = queueBytes;
    this.#onDrain = onDrain ?? (() => {});
  }

  /** @returns false when a watcher has enough: the source should pause until `onDrain` */
  push(chunk: Uint8Array): boolean {
    this.#keep(chunk);
    for (const watcher of this.#watchers) {
      watcher.queue.push(chunk);
      watcher.bytes += chunk.length;
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
    const replayed = this.#replay();
    const replayBytes = replayed.reduce((sum, { length }) => sum + length, 0);
    const watcher: Watcher = { queue: replayed, bytes: replayBytes, wake: () => {} };
    this.#watchers.add(watcher);
    const first: TerminalOutput[] = [{ kind: 'start', replayBytes, truncated: this.#truncated }];
    let isOver = false;
    const leave = (): void => {
      isOver = true;
      this.#watchers.delete(watcher);
      watcher.wake();
      this.#drained();
    };
    const next = async (): Promise<IteratorResult<TerminalOutput>> => {
      const start = first.shift();
      if (start) return { done: false, value: start };
      while (!isOver && watcher.bytes === 0 && !this.#ended) {
        await new Promise<void>((resolve) => {
          watcher.wake = resolve;
        });
      }
      if (isOver) return { done: true, value: undefined };
      if (watcher.bytes > 0) return { done: false, value: this.#take(watcher) };
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

  #take(watcher: Watcher): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < itemBytes) {
      const part = watcher.queue.shift();
      if (!part) break;
      const room = itemBytes - size;
      parts.push(part.subarray(0, room));
      size += Math.min(part.length, room);
      if (part.length > room) watcher.queue.unshift(part.subarray(room));
    }
    watcher.bytes -= size;
    this.#drained();
    return joined(parts, size);
  }

  #isFull(): boolean {
    return [...this.#watchers].some(({ bytes }) => bytes >= this.#queueBytes);
  }

  #drained(): void {
    if (!this.#isFull()) this.#onDrain();
  }

  #keep(chunk: Uint8Array): void {
    this.#kept.push(chunk);
    this.#keptBytes += chunk.length;
    while (this.#keptBytes > this.#keepBytes && this.#kept.length > 1) {
      const dropped = this.#kept.shift();
      this.#keptBytes -= dropped?.length ?? 0;
      this.#truncated = true;
      this.#beginsWithLine = dropped?.at(-1) === 0x0a;
    }
  }

  /** After a cut it begins with a whole line: half a character or half a control sequence would spoil the screen. */
  #replay(): Uint8Array[] {
    const [oldest, ...others] = this.#kept;
    if (!oldest || !this.#truncated || this.#beginsWithLine) return [...this.#kept];
    const lineEnd = oldest.indexOf(0x0a);
    return lineEnd < 0 ? [...others] : [oldest.subarray(lineEnd + 1), ...others];
  }
}

/** A plain array that owns its memory; a Buffer would carry its pool along. */
function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
