import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface LogFileOptions {
  /** The file is put aside before it grows past this. Default 5 MiB. */
  readonly maxBytes?: number;
  /** Files kept in all: estiba.log, estiba.1.log, ... Default 3. */
  readonly maxFiles?: number;
}

/** How often it is looked up whether another process has put the file aside, in milliseconds. */
const recheckMs = 1000;

/**
 * A file that lines are appended to, each with one write at once: after a crash everything said before it is there.
 * Never throws. What could not be written (disk full) is counted, and said once writing works again.
 */
export class LogFile {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #maxFiles: number;
  #descriptor: number | undefined;
  #size = 0;
  #checkedAt = 0;
  #lostLines = 0;

  constructor(file: string, options: LogFileOptions = {}) {
    this.path = file;
    this.#maxBytes = options.maxBytes ?? 5 * 1024 * 1024;
    this.#maxFiles = options.maxFiles ?? 3;
  }

  /** `line` has no line break. */
  append(line: string): void {
    try {
      const lost = this.#lostLines;
      const note =
        lost > 0 ? `${JSON.stringify({ level: 'warn', message: `${lost} log lines lost` })}\n` : '';
      this.#write(Buffer.from(`${note}${line}\n`));
      this.#lostLines -= lost;
    } catch {
      this.#lostLines += 1;
      this.close();
    }
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor === undefined) return;
    try {
      closeSync(descriptor);
    } catch {
      // Nothing can be done, and nothing is lost: every line was written at once.
    }
  }

  #write(bytes: Buffer): void {
    this.#followRotation();
    if (this.#descriptor !== undefined && this.#size > 0 && this.#size + bytes.length > this.#maxBytes) {
      this.#rotate();
    }
    const written = writeSync(this.#descriptor ?? this.#open(), bytes);
    this.#size += written;
    if (written < bytes.length) throw new Error('the disk is full');
  }

  #open(): number {
    mkdirSync(path.dirname(this.path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(this.path, 'a', 0o600);
    this.#descriptor = descriptor;
    this.#size = fstatSync(descriptor).size;
    this.#checkedAt = Date.now();
    return descriptor;
  }

  /** A second Estiba writes to the same file and may have renamed it, or the user has removed it. */
  #followRotation(): void {
    if (this.#descriptor === undefined) {
      this.#open();
      return;
    }
    if (Date.now() - this.#checkedAt < recheckMs) return;
    this.#checkedAt = Date.now();
    const present = statSync(this.path, { throwIfNoEntry: false });
    const opened = fstatSync(this.#descriptor);
    this.#size = opened.size;
    if (present?.ino === opened.ino) return;
    this.close();
    this.#open();
  }

  #rotate(): void {
    this.close();
    for (let index = this.#maxFiles - 1; index >= 1; index -= 1) {
      const from = this.#name(index - 1);
      if (statSync(from, { throwIfNoEntry: false })) renameSync(from, this.#name(index));
    }
    this.#open();
  }

  #name(index: number): string {
    if (index === 0) return this.path;
    const { dir, name, ext } = path.parse(this.path);
    return path.join(dir, `${name}.${index}${ext}`);
  }
}
