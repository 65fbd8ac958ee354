import type { LogEvent, LogLines, LogPause } from '../../../common/contract/logs';
import { isCanceled, toAppError } from '../../../common/errors';
import type { EstibaClient } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { type BufferChange, LogBuffer, type LogLine } from './log-buffer';
import { LogLook, type LookChoice, showAll } from './log-look';

export interface LogSource {
  readonly id: string;
  readonly name: string;
}

export interface SourceState {
  readonly status: 'loading' | 'following' | LogPause | 'failed';
  readonly exitCode?: number | undefined;
  readonly error?: unknown;
}

export interface LogSessionOptions {
  readonly client: EstibaClient;
  readonly connection: Connection;
  readonly engineId: string;
  readonly sources: readonly LogSource[];
}

const tailLines = 5000;
/** What searching and filtering may take of a frame, in milliseconds. */
const sliceMs = 6;

interface Reading {
  state: SourceState;
  /** Lines that came, also those that are dropped by now. */
  received: number;
  /** Lines that the back end says it sent. */
  sent: number;
  hasEarlier: boolean;
  newest: { ms: number; nanos: number; count: number } | undefined;
}

/**
 * The logs that a page shows, outside of React: reads the streams, keeps the lines, filters and searches them in
 * slices, and tells its listeners at most once per frame.
 */
export class LogSession {
  readonly buffer = new LogBuffer();
  readonly #options: LogSessionOptions;
  readonly #readings: Reading[];
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #scheduled = false;
  #abort: AbortController | undefined;
  #look: LogLook;
  loadingEarlier = false;

  constructor(options: LogSessionOptions) {
    this.#options = options;
    this.#look = new LogLook(this.buffer, showAll);
    this.#readings = options.sources.map(() => ({
      state: { status: 'loading' },
      received: 0,
      sent: 0,
      hasEarlier: true,
      newest: undefined,
    }));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getVersion = (): number => this.#version;

  get shown(): LogLook {
    return this.#look;
  }

  get states(): readonly SourceState[] {
    return this.#readings.map(({ state }) => state);
  }

  get received(): number {
    return this.#readings.reduce((sum, { received }) => sum + received, 0);
  }

  /** Lines that the engine gave and that did not come here; the transport's promise is that there are none. */
  get missing(): number {
    return this.#readings.reduce((sum, { sent, received }) => sum + Math.max(0, sent - received), 0);
  }

  get canLoadEarlier(): boolean {
    return this.buffer.dropped === 0 && this.buffer.length > 0 && this.#readings.some((r) => r.hasEarlier);
  }

  /** Reads until the returned function is called. */
  start(): () => void {
    const abort = new AbortController();
    this.#abort = abort;
    this.#options.sources.forEach((source, index) => void this.#read(source, index, abort.signal));
    return () => abort.abort();
  }

  /** What is filtered and searched, until the next call. */
  look(choice: LookChoice): void {
    this.#look.dispose();
    this.#look = new LogLook(this.buffer, choice, () => this.#schedule());
    this.#schedule();
  }

  clear(): void {
    this.buffer.clear();
    for (const reading of this.#readings) reading.hasEarlier = true;
    this.#schedule();
  }

  /** Puts up to 5,000 older lines of each container in front. */
  async loadEarlier(): Promise<void> {
    if (this.loadingEarlier || !this.canLoadEarlier) return;
    this.loadingEarlier = true;
    this.#schedule();
    try {
      for (const index of this.#readings.keys()) await this.#loadEarlierOf(index);
    } finally {
      this.loadingEarlier = false;
      this.#schedule();
    }
  }

  async #loadEarlierOf(index: number): Promise<void> {
    const reading = this.#readings[index];
    const source = this.#options.sources[index];
    const oldest = this.#oldest(index);
    if (!reading || !source || !oldest || !reading.hasEarlier) return;
    const { client, engineId } = this.#options;
    const { lines, hasMore } = await client.logs.earlier(
      {
        engineId,
        id: source.id,
        before: { ms: oldest.line.ms, nanos: oldest.line.nanos },
        atTime: oldest.count,
        known: reading.received,
      },
      { signal: this.#abort?.signal },
    );
    reading.hasEarlier = hasMore;
    reading.received += lines.texts.length;
    reading.sent += lines.texts.length;
    this.#changed(this.buffer.prepend(index, lines));
  }

  #oldest(source: number): { readonly line: LogLine; readonly count: number } | undefined {
    let found: LogLine | undefined;
    let count = 0;
    for (let position = this.buffer.first; position < this.buffer.end; position += 1) {
      const line = this.buffer.at(position);
      if (!line || line.source !== source) continue;
      found ??= line;
      if (line.ms !== found.ms || line.nanos !== found.nanos) break;
      count += 1;
    }
    return found && { line: found, count };
  }

  async #read(source: LogSource, index: number, signal: AbortSignal): Promise<void> {
    const { client, connection, engineId } = this.#options;
    const reading = this.#readings[index];
    if (!reading) return;
    while (!signal.aborted) {
      try {
        await connection.whenOpen(signal);
        const { newest } = reading;
        const after = newest && { ms: newest.ms, nanos: newest.nanos };
        const sentBefore = reading.received;
        const stream = await client.logs.watch(
          { engineId, id: source.id, tail: tailLines, after },
          { signal },
        );
        let known = newest?.count ?? 0;
        let repeated = 0;
        for await (const event of stream) {
          if (event.kind !== 'lines') {
            reading.state = toState(event);
            this.#schedule();
            continue;
          }
          const skip = after ? countRepeated(event.lines, after, known) : 0;
          known -= skip;
          repeated += skip;
          reading.sent = sentBefore + event.totalLines - repeated;
          this.#take(index, reading, skip === 0 ? event.lines : withoutFirst(event.lines, skip));
        }
        return;
      } catch (thrown) {
        const error = toAppError(thrown);
        if (signal.aborted) return;
        if (error.code !== 'unavailable' && !isCanceled(error)) {
          reading.state = { status: error.code === 'not_found' ? 'removed' : 'failed', error };
          this.#schedule();
          return;
        }
        reading.state = { status: 'unavailable', error };
        this.#schedule();
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  #take(index: number, reading: Reading, lines: LogLines): void {
    const count = lines.texts.length;
    if (count === 0) return;
    reading.received += count;
    for (let at = 0; at < count; at += 1) {
      const ms = lines.ms[at] ?? 0;
      const nanos = lines.nanos[at] ?? 0;
      const { newest } = reading;
      if (newest && newest.ms === ms && newest.nanos === nanos) newest.count += 1;
      else if (!newest || ms > newest.ms || (ms === newest.ms && nanos > newest.nanos)) {
        reading.newest = { ms, nanos, count: 1 };
      }
    }
    this.#changed(this.buffer.append(index, lines));
  }

  #changed(change: BufferChange): void {
    this.#look.noteChange(change);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#look.step(performance.now() + sliceMs);
      this.#version += 1;
      for (const listener of [...this.#listeners]) listener();
      if (this.#look.wantsStep) this.#schedule();
    });
  }
}

function toState(event: Exclude<LogEvent, { kind: 'lines' }>): SourceState {
  if (event.kind === 'following') return { status: 'following' };
  return { status: event.reason, exitCode: event.exitCode, error: event.error };
}

/** How many lines at the beginning are known from before the connection was lost. */
function countRepeated(lines: LogLines, after: { ms: number; nanos: number }, known: number): number {
  let count = 0;
  while (count < known && lines.ms[count] === after.ms && lines.nanos[count] === after.nanos) count += 1;
  return count;
}

function withoutFirst(lines: LogLines, count: number): LogLines {
  return {
    texts: lines.texts.slice(count),
    ms: lines.ms.slice(count),
    nanos: lines.nanos.slice(count),
    flags: lines.flags.slice(count),
    cut: lines.cut.flatMap(({ index, bytes }) => (index < count ? [] : [{ index: index - count, bytes }])),
  };
}
