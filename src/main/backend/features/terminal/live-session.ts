import type { Readable } from 'node:stream';
import type {
  TerminalClosing,
  TerminalOutcome,
  TerminalOutput,
  TerminalSession,
  TerminalSize,
} from '../../../../common/contract/terminal';
import { AppError, toWireError } from '../../../../common/errors';
import { errorOfSocket } from '../../engine/engine-error';
import { demultiplex } from './demultiplex';
import { OutputHub } from './output-hub';
import type { RunningProgram } from './program';

/** How long closing waits for the rest of the output of a program that was ended. */
const closeMs = 1000;

/** One program, its output for whoever watches, and what became of it. */
export class LiveSession {
  readonly #program: RunningProgram;
  readonly #hub: OutputHub;
  readonly #output: Readable;
  readonly #now: () => number;
  readonly #ended: Promise<void>;
  #settle: () => void = () => {};
  #session: TerminalSession;
  #isClosing = false;
  #isOver = false;

  constructor(session: TerminalSession, program: RunningProgram, now: () => number) {
    this.#session = session;
    this.#program = program;
    this.#now = now;
    this.#ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const { stream, tty } = program;
    this.#output = tty ? stream : stream.pipe(demultiplex());
    this.#hub = new OutputHub({ onDrain: () => void this.#output.resume() });
    this.#read();
  }

  get session(): TerminalSession {
    return this.#session;
  }

  rename(name: string): TerminalSession {
    const { name: _old, ...rest } = this.#session;
    this.#session = name === '' ? rest : { ...rest, name };
    return this.#session;
  }

  watch(): AsyncIterableIterator<TerminalOutput> {
    return this.#hub.watch();
  }

  /** @throws AppError failed_precondition when it has ended or takes no input */
  async write(bytes: Buffer): Promise<void> {
    const { stream, acceptsInput } = this.#program;
    if (!acceptsInput || stream.writableEnded || this.#session.outcome) {
      throw new AppError('failed_precondition', 'The program takes no input (any more).');
    }
    await new Promise<void>((resolve, reject) => {
      stream.write(bytes, (error) => (error ? reject(errorOfSocket('input', error, false)) : resolve()));
    });
  }

  endInput(): void {
    this.#program.stream.end();
  }

  async resize(size: TerminalSize): Promise<void> {
    if (!this.#session.outcome) await this.#program.resize(size);
  }

  /** Ends what runs, as far as possible. Never rejects. */
  async close(): Promise<TerminalClosing> {
    const wasOver = this.#session.outcome !== undefined;
    this.#isClosing = true;
    const closing = wasOver
      ? ({ process: 'ended' } as const)
      : await this.#program.end().catch(() => ({ process: 'stays' }) as const);
    if (closing.process === 'ended' && !wasOver) {
      await Promise.race([this.#ended, new Promise((resolve) => setTimeout(resolve, closeMs).unref())]);
    }
    this.#program.stream.destroy();
    await this.#program.dispose().catch(() => {});
    return closing;
  }

  #read(): void {
    const output = this.#output;
    const { stream } = this.#program;
    output.on('data', (chunk: Buffer) => {
      if (!this.#hub.push(new Uint8Array(chunk))) output.pause();
    });
    output.once('end', () => void this.#finish(undefined));
    output.once('error', (thrown) => void this.#finish(thrown));
    if (output !== stream) stream.once('error', (thrown) => void this.#finish(thrown));
    const close = (): void => void this.#finish(stream.errored ?? undefined);
    stream.once('close', close);
    // A program that ended at once may have closed before anybody listened.
    if (stream.closed) close();
  }

  async #finish(thrown: unknown): Promise<void> {
    if (this.#session.outcome || this.#isOver) return;
    this.#isOver = true;
    const outcome = await this.#outcome(thrown);
    this.#session = { ...this.#session, endedAt: this.#now(), outcome };
    this.#program.stream.destroy();
    this.#hub.end(this.#session);
    this.#settle();
    if (!this.#isClosing) await this.#program.dispose().catch(() => {});
  }

  async #outcome(thrown: unknown): Promise<TerminalOutcome> {
    if (this.#isClosing && thrown === undefined) return { kind: 'exited', containerEnded: false };
    try {
      const outcome = await this.#program.outcome();
      // A broken connection to a program that goes on is a loss, not a detachment.
      if (thrown === undefined || outcome.kind === 'exited') return outcome;
    } catch (second) {
      return { kind: 'lost', error: toWireError(errorOfSocket('output', thrown ?? second, false)) };
    }
    return { kind: 'lost', error: toWireError(errorOfSocket('output', thrown, false)) };
  }
}
