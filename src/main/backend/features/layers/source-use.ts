import type { LayerSource } from '../../layers/source/layer-source';
import type { Logger } from '../../platform/platform';

/** How long a helper container waits for the next file, in milliseconds. */
const idleMs = 10_000;

/** A source that several readers share: what it holds on an engine is given back soon after the last one is done. */
export class SourceUse {
  readonly source: LayerSource;
  readonly #logger: Logger;
  #users = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: LayerSource, logger: Logger) {
    this.source = source;
    this.#logger = logger;
  }

  /** Runs something that reads contents. */
  async use<Value>(work: (source: LayerSource) => Promise<Value>): Promise<Value> {
    const end = this.begin();
    try {
      return await work(this.source);
    } finally {
      end();
    }
  }

  /** The same for a stream: call what is returned when it has ended. Calling it twice counts once. */
  begin(): () => void {
    clearTimeout(this.#timer);
    this.#users += 1;
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      this.#users -= 1;
      if (this.#users > 0) return;
      this.#timer = setTimeout(() => void this.idle(), idleMs);
      this.#timer.unref();
    };
  }

  /** Gives back at once what nobody uses. */
  async idle(): Promise<void> {
    if (this.#users > 0) return;
    clearTimeout(this.#timer);
    await this.#safely(() => this.source.release());
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#safely(() => this.source.dispose());
  }

  /** What stays behind because the engine is gone is removed when it is back. */
  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#logger.warn('an image source cannot be given back', {
        method: this.source.method,
        reason: String(thrown),
      });
    }
  }
}
