import type { ServerResponse } from 'node:http';

const tickMs = 10;
/** After a pause of the reader it does not all come at once. */
const maxBatch = 5000;
const lineBytes = 100;

/** Writes numbered lines of 100 bytes into a log that is followed, at a steady pace, as fast as the reader takes them. */
export class LogFeed {
  produced = 0;
  #response: ServerResponse | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Whether somebody follows the log. */
  get isFollowed(): boolean {
    return this.#response !== undefined;
  }

  follow(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'application/vnd.docker.raw-stream' });
    response.flushHeaders();
    this.#response = response;
    response.on('close', () => {
      if (this.#response === response) this.#response = undefined;
    });
  }

  /** Resolves when so many lines have been written. */
  write(lines: number, perSecond: number): Promise<void> {
    const began = performance.now();
    const first = this.produced;
    return new Promise((resolve, reject) => {
      this.#timer = setInterval(() => {
        const response = this.#response;
        if (!response) {
          clearInterval(this.#timer);
          reject(new Error('nobody follows the log any more'));
          return;
        }
        if (response.writableNeedDrain) return;
        const due = Math.min(lines, Math.ceil(((performance.now() - began) * perSecond) / 1000));
        const count = Math.min(maxBatch, due - (this.produced - first));
        if (count > 0) response.write(this.#frames(count));
        if (this.produced - first < lines) return;
        clearInterval(this.#timer);
        resolve();
      }, tickMs);
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#response?.end();
  }

  /** As the engine frames a log without a terminal: stream, three zeros, length in four bytes, time, text. */
  #frames(count: number): Buffer {
    const now = Date.now();
    const second = new Date(now).toISOString().slice(0, 19);
    const nanos = (now % 1000) * 1_000_000;
    let text = '';
    for (let index = 0; index < count; index += 1) {
      this.produced += 1;
      const fraction = String(Math.min(999_999_999, nanos + index)).padStart(9, '0');
      const line = `${second}.${fraction}Z level=info line=${String(this.produced).padStart(9, '0')} `;
      text += `\u0001\0\0\0\0\0\0${String.fromCharCode(lineBytes)}${line.padEnd(lineBytes - 1, 'x')}\n`;
    }
    return Buffer.from(text, 'latin1');
  }
}
