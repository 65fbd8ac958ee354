import type { Readable, Writable } from 'node:stream';

/** The folders Estiba owns; each exists only after the first write below it. */
export interface Folders {
  /** $XDG_CONFIG_HOME/estiba, ~/Library/Application Support/estiba, %APPDATA%\estiba */
  readonly config: string;
  /** $XDG_DATA_HOME/estiba: the managed engine's data root lives here. */
  readonly data: string;
  /** $XDG_CACHE_HOME/estiba: safe to delete. */
  readonly cache: string;
  /** $XDG_STATE_HOME/estiba: log files. */
  readonly state: string;
  /**
   * $XDG_RUNTIME_DIR/estiba, else below the temporary folder with mode 0700: sockets and pid files. It is made at
   * once when it lies below the temporary folder, so that nobody else can take its name.
   */
  readonly runtime: string;
}

export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Returns the id under which the entry can be found. */
  error(message: string, error?: unknown, fields?: Readonly<Record<string, unknown>>): string;
  child(scope: string): Logger;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that is running, with its ends. */
export interface RunningCommand {
  readonly pid: number;
  /** Only with `stdin: true`. */
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<{ readonly exitCode: number | undefined; readonly signal: string | undefined }>;
  kill(signal?: NodeJS.Signals): void;
}

export interface RunOptions {
  /** Laid over the platform's environment; `undefined` takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the program; the promise then rejects with `canceled` when it has ended. */
  readonly signal?: AbortSignal | undefined;
  /** Stops the program; the promise then rejects with `deadline_exceeded`. Default: no limit. */
  readonly timeoutMs?: number;
}

export interface SpawnOptions {
  /** Laid over the platform's environment; `undefined` takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Goes on running when Estiba ends. */
  readonly detached?: boolean;
  /** Both outputs are appended to this file (mode 0600) and `stdout` and `stderr` stay empty. */
  readonly logFile?: string;
  /** Opens the program's standard input; otherwise it reads nothing. */
  readonly stdin?: boolean;
}

/** The only way to start a program. Never through a shell. Programs in the system's sbin folders are found, too. */
export interface CommandRunner {
  /**
   * Runs a program to its end. Its output is bounded at 1 MiB each: what is more is read and thrown away.
   * Any exit code is a result; a program ended by a signal has 128 + the signal's number, as in a shell.
   * @throws AppError not_found when there is no such program, permission_denied, canceled, deadline_exceeded
   */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** @throws AppError not_found, permission_denied */
  spawn(command: string, args: readonly string[], options?: SpawnOptions): RunningCommand;
  /** The program's full path on PATH and the system's sbin folders, if it is there. */
  find(command: string): Promise<string | undefined>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What the back end needs of the machine. Hosts make it with `createPlatform`; tests hand in their own. */
export interface Platform {
  readonly folders: Folders;
  readonly logger: Logger;
  readonly commands: CommandRunner;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly os: NodeJS.Platform;
}
