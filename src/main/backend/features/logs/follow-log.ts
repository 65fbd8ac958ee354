import type { LogEvent, LogLines, LogTime } from '../../../../common/contract/logs';
import { toAppError, toWireError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { delay } from '../../platform/abort';
import { Wakeup } from '../../platform/wakeup';
import { inspectLogged, type LoggedContainer } from './container-state';
import { toEngineTime } from './log-stamp';
import { readLines } from './read-lines';
import { filterLines, SeenLines } from './seen-lines';

export interface FollowOptions {
  readonly connection: EngineConnection;
  readonly id: string;
  readonly tail: number;
  readonly after?: LogTime | undefined;
  readonly signal: AbortSignal;
}

/** An engine may end a log a moment before it says that the container has ended; also keeps a failing log from spinning. */
const settleMs = 250;

/** A container's log over its restarts and the engine's, to its removal. See `contract.logs.watch`. */
export async function* followLog(options: FollowOptions): AsyncGenerator<LogEvent> {
  const { connection, signal } = options;
  const changed = new Wakeup();
  const container = await inspectLogged(connection, options.id, signal);
  const stop = connection.subscribe((happened) => {
    if (happened.kind !== 'event' || happened.event.actorId === container.id) changed.wake();
  });
  try {
    yield* new LogFollower(options, container.id, changed).run(container);
  } finally {
    stop();
  }
}

class LogFollower {
  readonly #seen = new SeenLines();
  #lines = 0;
  #isFirst = true;
  #told = '';

  constructor(
    private readonly options: FollowOptions,
    private readonly id: string,
    private readonly changed: Wakeup,
  ) {}

  async *run(first: LoggedContainer): AsyncGenerator<LogEvent> {
    const { signal } = this.options;
    let container: LoggedContainer | undefined = first;
    while (!signal.aborted) {
      try {
        container ??= await inspectLogged(this.options.connection, this.id, signal);
        if (container.running) yield* this.#tell({ kind: 'following', at: Date.now() });
        // Also of one that stopped: it may have run for a moment since.
        yield* this.#read();
        await delay(settleMs, signal);
        container = await inspectLogged(this.options.connection, this.id, signal);
        if (container.running) continue;
        yield* this.#tell(stopped(container));
      } catch (thrown) {
        const error = toAppError(thrown);
        if (signal.aborted) return;
        if (error.code === 'not_found') {
          yield* this.#tell({ kind: 'paused', reason: 'removed', at: Date.now() });
          return;
        }
        if (error.code !== 'unavailable') throw error;
        yield* this.#tell({
          kind: 'paused',
          reason: 'unavailable',
          at: Date.now(),
          error: toWireError(error),
        });
      }
      container = undefined;
      await this.changed.sleep(signal);
    }
  }

  /** Says what is new only. */
  *#tell(event: Exclude<LogEvent, { kind: 'lines' }>): Generator<LogEvent> {
    const text = event.kind === 'paused' ? `${event.reason} ${event.exitCode}` : event.kind;
    if (text === this.#told) return;
    this.#told = text;
    yield event;
  }

  async *#read(): AsyncGenerator<LogEvent> {
    const { connection, tail, after, signal } = this.options;
    const since = this.#seen.since ?? after;
    const isFresh = this.#isFirst && after === undefined;
    const stream = await connection.api.read({
      path: enginePath`/containers/${this.id}/logs`,
      query: {
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        tail: isFresh ? String(tail) : 'all',
        since: isFresh || !since ? undefined : toEngineTime(since),
      },
      signal,
      timeoutMs: 0,
    });
    this.#isFirst = false;
    const keep = this.#seen.filter();
    for await (const lines of readLines(stream, { isTail: isFresh })) {
      const fresh = isFresh ? lines : filterLines(lines, keep);
      if (fresh.texts.length > 0) yield this.#count(fresh);
    }
  }

  #count(lines: LogLines): LogEvent {
    this.#seen.add(lines);
    this.#lines += lines.texts.length;
    return { kind: 'lines', lines, totalLines: this.#lines };
  }
}

function stopped(container: LoggedContainer): Exclude<LogEvent, { kind: 'lines' | 'following' }> {
  if (container.neverStarted) return { kind: 'paused', reason: 'not_started', at: Date.now() };
  const { exitCode } = container;
  return {
    kind: 'paused',
    reason: 'exited',
    at: Date.now(),
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}
