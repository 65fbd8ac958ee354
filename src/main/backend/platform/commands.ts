import { type ChildProcess, type SpawnOptions as NodeSpawnOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../../common/errors';
import { BoundedText } from './bounded-text';
import { toFileError } from './files';
import { findProgram } from './find-program';
import type { CommandResult, CommandRunner, RunningCommand, RunOptions, SpawnOptions } from './platform';

const maxOutputBytes = 1024 * 1024;
/** Between asking a program to stop and ending it, in milliseconds. */
const termGraceMs = 2000;
/** How long the outputs may stay open after the program has ended: its own children may have inherited them. */
const closeGraceMs = 1000;

interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly os: NodeJS.Platform;
}

/** The one place that starts programs: by full path, never through a shell, with bounds on time and output. */
export function createCommandRunner({ env, os }: CommandOptions): CommandRunner {
  const start = (command: string, args: readonly string[], options: NodeSpawnOptions): ChildProcess => {
    const laid = { ...env, ...options.env };
    const program = findProgram(command, laid, os);
    if (!program) throw notStarted(command, 'there is no such program', 'not_found');
    const child = spawn(program, args, { ...options, env: laid, shell: false, windowsHide: true });
    if (child.pid === undefined) {
      child.once('error', () => undefined);
      throw notStarted(command, 'the system refused to start it', 'permission_denied');
    }
    return child;
  };
  return {
    find: async (command) => findProgram(command, env, os),
    run: async (command, args, options = {}) => {
      if (options.signal?.aborted) throw new AppError('canceled', `${command} was canceled`);
      const child = start(command, args, { env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
      return waitForEnd(child, command, options);
    },
    spawn: (command, args, options = {}) => spawnProgram(start, command, args, options),
  };
}

type Start = (command: string, args: readonly string[], options: NodeSpawnOptions) => ChildProcess;

function spawnProgram(
  start: Start,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): RunningCommand {
  const log = options.logFile === undefined ? undefined : openLog(options.logFile);
  try {
    const child = start(command, args, {
      env: options.env,
      detached: options.detached ?? false,
      stdio: [options.stdin ? 'pipe' : 'ignore', log ?? 'pipe', log ?? 'pipe'],
    });
    if (options.detached) child.unref();
    return toRunningCommand(child);
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function openLog(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'a', 0o600);
  } catch (thrown) {
    throw toFileError(thrown, `open the log file ${file}`, file);
  }
}

function toRunningCommand(child: ChildProcess): RunningCommand {
  // A program that ends before it has read its input is seen by its exit, not by EPIPE.
  child.stdin?.on('error', () => undefined);
  const exited = new Promise<Awaited<RunningCommand['exited']>>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined }),
    );
    child.once('error', () => resolve({ exitCode: undefined, signal: undefined }));
  });
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin ?? undefined,
    stdout: child.stdout ?? Readable.from([]),
    stderr: child.stderr ?? Readable.from([]),
    exited,
    kill: (signal = 'SIGTERM') => void child.kill(signal),
  };
}

/** Why a program was stopped before its end. */
type Stop = { readonly code: 'canceled' | 'deadline_exceeded'; readonly why: string };

function waitForEnd(child: ChildProcess, command: string, options: RunOptions): Promise<CommandResult> {
  const stdout = new BoundedText(maxOutputBytes);
  const stderr = new BoundedText(maxOutputBytes);
  child.stdout?.on('data', (chunk: Buffer) => stdout.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk));
  const stopper = new Stopper(child, options);
  return new Promise((resolve, reject) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null) => {
      stopper.release();
      const result = {
        exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0),
        stdout: stdout.toString(),
        stderr: stderr.toString(),
      };
      if (stopper.stop) reject(notEnded(command, stopper.stop, result));
      else resolve(result);
    };
    child.once('error', (error) => {
      stopper.release();
      reject(notStarted(command, error.message, 'unavailable'));
    });
    child.once('exit', (code, signal) => {
      const timer = setTimeout(() => closeOutputs(child), closeGraceMs);
      child.once('close', () => {
        clearTimeout(timer);
        settle(code, signal);
      });
    });
  });
}

function closeOutputs(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Asks the program to stop when the signal aborts or the time is over, and ends it when it does not. */
class Stopper {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.#end({ code: 'canceled', why: 'was canceled' });
  readonly #deadline: NodeJS.Timeout | undefined;
  #killer: NodeJS.Timeout | undefined;
  stop: Stop | undefined;

  constructor(child: ChildProcess, { signal, timeoutMs }: RunOptions) {
    this.#child = child;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (!timeoutMs) return;
    const why = `did not end within ${timeoutMs} ms`;
    this.#deadline = setTimeout(() => this.#end({ code: 'deadline_exceeded', why }), timeoutMs);
  }

  release(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#killer);
    this.#signal?.removeEventListener('abort', this.#abort);
  }

  #end(stop: Stop): void {
    if (this.stop) return;
    this.stop = stop;
    this.#child.kill('SIGTERM');
    this.#killer = setTimeout(() => this.#child.kill('SIGKILL'), termGraceMs);
  }
}

function notStarted(
  command: string,
  why: string,
  code: 'not_found' | 'permission_denied' | 'unavailable',
): AppError {
  return new AppError(code, `cannot start ${command}: ${why}`, { details: { command } });
}

function notEnded(command: string, stop: Stop, result: CommandResult): AppError {
  const lastWords = result.stderr.trim().slice(-500);
  const details = { command, ...(lastWords ? { stderr: lastWords } : {}) };
  return new AppError(stop.code, `${command} ${stop.why}`, { details });
}
