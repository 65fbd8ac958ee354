import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../common/errors';
import type { FailureLimiter } from './failure-limiter';
import type { SessionStore } from './session-store';

/**
 * Decides about credentials. A right one always passes: with 256 random bits a guess is hopeless, so the limit is
 * there against noise, and another user of this machine must not be able to lock the owner out with it.
 */
export class Authenticator {
  readonly #sessions: SessionStore;
  readonly #failures: FailureLimiter;

  constructor(sessions: SessionStore, failures: FailureLimiter) {
    this.#sessions = sessions;
    this.#failures = failures;
  }

  /**
   * `Authorization: Bearer <API token or session key>`.
   * @throws AppError unauthenticated, or resource_exhausted after too many wrong ones
   */
  requireBearer(request: IncomingMessage): void {
    const credential = /^Bearer ([A-Za-z0-9_-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (credential === undefined) {
      throw new AppError('unauthenticated', 'send Authorization: Bearer <API token>');
    }
    if (this.#sessions.isApiToken(credential) || this.#sessions.isSessionKey(credential)) return;
    this.#refuse(request, credential, 'the API token or session key is not valid');
  }

  /**
   * @throws AppError as requireBearer
   */
  requireSessionKey(request: IncomingMessage, key: string): void {
    if (!this.#sessions.isSessionKey(key)) this.#refuse(request, key, 'the session key is not valid');
  }

  /**
   * A link's one-time token for a session's key.
   * @throws AppError permission_denied for a used, expired or wrong token; resource_exhausted after too many
   */
  exchange(request: IncomingMessage, token: string): string {
    const key = this.#sessions.exchange(token);
    if (key !== undefined) return key;
    return this.#refuse(request, token, 'this link was used before or is wrong', 'permission_denied');
  }

  #refuse(
    request: IncomingMessage,
    credential: string,
    message: string,
    code: 'unauthenticated' | 'permission_denied' = 'unauthenticated',
  ): never {
    const retryAfterSeconds = this.#failures.fail(request.socket.remoteAddress ?? '', credential);
    if (retryAfterSeconds === 0) throw new AppError(code, message);
    throw new AppError('resource_exhausted', 'too many wrong credentials', {
      details: { retryAfterSeconds },
    });
  }
}
