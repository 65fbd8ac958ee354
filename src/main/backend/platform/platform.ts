import type { Readable } from 'node:stream';

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
  /** $XDG_RUNTIME_DIR/estiba, else below the temporary folder with mode 0700: sockets and pid files. */
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
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<{ readonly exitCode: number | undefined; readonly signal: string | undefined }>;
  kill(signal?: NodeJS.Signals): void;
}

/** The only way to start a program. Never through a shell. */
export interface CommandRunner {
  /** Output is bounded at 1 MiB each; rejects with `not_found` when there is no such program. */
  run(
    command: string,
    args: readonly string[],
    options?: {
      readonly env?: NodeJS.ProcessEnv;
      readonly signal?: AbortSignal;
      readonly timeoutMs?: number;
    },
  ): Promise<CommandResult>;
  spawn(
    command: string,
    args: readonly string[],
    options?: { readonly env?: NodeJS.ProcessEnv; readonly detached?: boolean; readonly logFile?: string },
  ): RunningCommand;
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
