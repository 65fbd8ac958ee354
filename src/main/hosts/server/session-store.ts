import { createSecret, digestOf, isSameDigest } from './secrets';

interface PendingLink {
  readonly digest: Buffer;
  readonly expiresAt: number;
}

export interface SessionStoreOptions {
  /** For scripts: good for as long as the server runs. */
  readonly apiToken: string;
  /** Milliseconds; only differences count. */
  readonly now?: () => number;
}

/** Links that were printed and not opened yet; a further one replaces the oldest. */
const maxPendingLinks = 8;

/** Browser tabs that were let in; a further one replaces the oldest. */
const maxSessions = 64;

/**
 * Who may talk to the back end. A link token opens one session, once; a session key lives in one tab's sessionStorage
 * until the server ends; the API token is for scripts. Only digests are kept, and compared in constant time.
 */
export class SessionStore {
  readonly #apiToken: Buffer;
  readonly #now: () => number;
  #links: PendingLink[] = [];
  #sessions: Buffer[] = [];

  constructor(options: SessionStoreOptions) {
    this.#apiToken = digestOf(options.apiToken);
    this.#now = options.now ?? (() => performance.now());
  }

  /** A new one-time token for the URL's fragment. Default lifetime: until it is used. */
  createLink(lifetimeMs = Number.POSITIVE_INFINITY): string {
    const token = createSecret();
    const link = { digest: digestOf(token), expiresAt: this.#now() + lifetimeMs };
    this.#links = [...this.#links, link].slice(-maxPendingLinks);
    return token;
  }

  /** Uses a link's token up. Returns the session's key, or undefined for a token that is unknown, used or expired. */
  exchange(token: string): string | undefined {
    const digest = digestOf(token);
    const found = this.#links.find((link) => isSameDigest(link.digest, digest));
    if (!found) return undefined;
    this.#links = this.#links.filter((link) => link !== found);
    if (found.expiresAt <= this.#now()) return undefined;
    const key = createSecret();
    this.#sessions = [...this.#sessions, digestOf(key)].slice(-maxSessions);
    return key;
  }

  isSessionKey(key: string): boolean {
    const digest = digestOf(key);
    return this.#sessions.some((session) => isSameDigest(session, digest));
  }

  isApiToken(token: string): boolean {
    return isSameDigest(this.#apiToken, digestOf(token));
  }
}
