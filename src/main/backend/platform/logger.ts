import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { LogFile } from './log-file';
import type { Clock, Logger } from './platform';
import { redactText, redactValue } from './redact';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerOptions {
  /** JSON lines go here. */
  readonly file: Pick<LogFile, 'append'>;
  /** Entries below are not written. Default: info. */
  readonly level?: LogLevel | undefined;
  readonly clock: Clock;
  /** Takes a readable line for each warning and error. Default: the terminal, when standard error is one. */
  readonly console?: ((line: string) => void) | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Writes one JSON object per line: at, level, scope, message and the fields, without secrets. Never throws. */
export function createLogger(options: LoggerOptions): Logger {
  return new FileLogger(options, undefined);
}

/** The level that ESTIBA_LOG_LEVEL asks for; undefined when it names none. */
export function parseLogLevel(text: string | undefined): LogLevel | undefined {
  return logLevels.find((level) => level === text?.trim().toLowerCase());
}

/** A line for the terminal that names from images and registries cannot take over (CSI, bidirectional marks). */
export function formatForTerminal(level: LogLevel, scope: string | undefined, message: string): string {
  const text = redactText(message).replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
  return `estiba: ${level}: ${scope ? `${scope}: ` : ''}${text}`;
}

class FileLogger implements Logger {
  readonly #options: LoggerOptions;
  readonly #scope: string | undefined;
  readonly #threshold: number;

  constructor(options: LoggerOptions, scope: string | undefined) {
    this.#options = options;
    this.#scope = scope;
    this.#threshold = logLevels.indexOf(options.level ?? 'info');
  }

  debug(message: string, fields?: Fields): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.#write('info', message, fields);
  }

  warn(message: string, fields?: Fields): void {
    this.#write('warn', message, fields);
  }

  error(message: string, error?: unknown, fields?: Fields): string {
    const errorId = randomBytes(5).toString('hex');
    this.#write('error', message, { ...fields, ...(error === undefined ? {} : { error }), errorId });
    return errorId;
  }

  child(scope: string): Logger {
    return new FileLogger(this.#options, this.#scope ? `${this.#scope}.${scope}` : scope);
  }

  #write(level: LogLevel, message: string, fields: Fields = {}): void {
    if (logLevels.indexOf(level) < this.#threshold) return;
    try {
      this.#options.file.append(this.#format(level, message, fields));
      if (level === 'warn' || level === 'error') this.#tell(level, message);
    } catch {
      // Logging must never be the reason why something fails.
    }
  }

  #format(level: LogLevel, message: string, fields: Fields): string {
    const redacted = redactValue(fields);
    return JSON.stringify({
      ...(typeof redacted === 'object' ? redacted : {}),
      at: new Date(this.#options.clock.now()).toISOString(),
      level,
      pid: process.pid,
      ...(this.#scope ? { scope: this.#scope } : {}),
      message: redactText(message),
    });
  }

  #tell(level: LogLevel, message: string): void {
    const console = this.#options.console ?? terminal;
    console(formatForTerminal(level, this.#scope, message));
  }
}

/** Written at once: a stream would lose the last words of a crash, and its errors would need a listener. */
function terminal(line: string): void {
  if (process.stderr.isTTY) writeSync(2, `${line}\n`);
}
