import { Duplex } from 'node:stream';
import { AppError } from '../../../../common/errors';
import type { CommandRunner, Logger, RunningCommand } from '../../platform/platform';

export interface TransportDependencies {
  readonly commands: CommandRunner;
  readonly logger: Logger;
}

/** The last of what a program wrote to standard error. */
const maxWords = 2048;

/** How long a program may take to end by itself when its input has ended. */
const endGraceMs = 2000;

/**
 * A program's standard input and output as one connection, for http. The methods that http expects of a socket and
 * that mean nothing for a program do nothing.
 */
export class CommandStream extends Duplex {
  readonly #command: RunningCommand;
  readonly #stdin: NonNullable<RunningCommand['stdin']>;
  readonly #describe: (words: string, exitCode: number | undefined) => AppError;
  #words = '';
  #hasAnswered = false;

  constructor(
    command: RunningCommand,
    describe: (words: string, exitCode: number | undefined) => AppError,
    onWords: (words: string) => void,
  ) {
    super({ allowHalfOpen: true });
    if (!command.stdin) throw new AppError('internal', 'a program without standard input is no connection');
    this.#command = command;
    this.#stdin = command.stdin;
    this.#describe = describe;
    command.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    command.stderr.setEncoding('utf8');
    command.stderr.on('data', (text: string) => {
      this.#words = (this.#words + text).slice(-maxWords);
      onWords(this.#words.trim());
    });
    for (const end of [command.stdout, command.stderr, this.#stdin]) end.on('error', () => {});
    command.stdout.once('end', () => void this.#finish());
    void command.exited.then(({ exitCode }) => this.#finish(exitCode));
  }

  #receive(chunk: Buffer): void {
    this.#hasAnswered = true;
    if (!this.push(chunk)) this.#command.stdout.pause();
  }

  /** A program that ends before its first answer has failed, whatever its exit code is. */
  async #finish(known?: number): Promise<void> {
    if (this.destroyed) return;
    const exitCode = known ?? (await this.#command.exited.catch(() => undefined))?.exitCode;
    if (this.destroyed) return;
    if (!this.#hasAnswered) {
      this.destroy(this.#describe(this.#words.trim(), exitCode));
    } else if (!this.readableEnded) {
      this.push(null);
    }
  }

  override _read(): void {
    this.#command.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#stdin.write(chunk)) done();
    else this.#stdin.once('drain', () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stdin.destroy();
    const timer = setTimeout(() => this.#command.kill('SIGKILL'), endGraceMs);
    void this.#command.exited.finally(() => clearTimeout(timer)).catch(() => {});
    this.#command.kill('SIGTERM');
    done(error);
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
