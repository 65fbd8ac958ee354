import { digestOf } from './secrets';

export interface FailureLimiterOptions {
  /** Different wrong credentials that one remote address may show within the window. */
  readonly limit: number;
  readonly windowMs: number;
  readonly now?: () => number;
}

/** Addresses remembered at the same time; behind --listen there can be many. */
const maxRemotes = 1000;

/**
 * Counts wrong credentials per remote address. The same wrong credential counts once: a forgotten tab that reconnects
 * with the key of an ended server guesses nothing, and must not use up what its owner needs to come in.
 */
export class FailureLimiter {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  /** Per address: when each wrong credential (by digest) was first shown. */
  readonly #failures = new Map<string, Map<string, number>>();

  constructor(options: FailureLimiterOptions) {
    this.#limit = options.limit;
    this.#windowMs = options.windowMs;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Notes a wrong credential. Returns 0, or the seconds to wait when there were too many. */
  fail(remote: string, credential: string): number {
    const failures = this.#recent(remote);
    const digest = digestOf(credential).toString('base64');
    if (failures.has(digest)) return 0;
    const oldest = failures.values().next().value;
    if (oldest !== undefined && failures.size >= this.#limit) {
      return Math.max(1, Math.ceil((oldest + this.#windowMs - this.#now()) / 1000));
    }
    failures.set(digest, this.#now());
    return 0;
  }

  #recent(remote: string): Map<string, number> {
    const known = this.#failures.get(remote) ?? new Map<string, number>();
    for (const [digest, at] of known) {
      if (at + this.#windowMs <= this.#now()) known.delete(digest);
    }
    this.#failures.delete(remote);
    this.#failures.set(remote, known);
    const eldest = this.#failures.keys().next().value;
    if (this.#failures.size > maxRemotes && eldest !== undefined) this.#failures.delete(eldest);
    return known;
  }
}
