import { AppError } from '../../../common/errors';
import { sendJson } from './http-reply';
import { parseJsonBody, readBody } from './request-body';
import type { Exchange, ServerContext } from './route-context';

/** Nobody has shown who they are yet. */
const limits = { maxBytes: 4096, timeoutMs: 5000 };

/** `POST /session {token}` -> `{key}`: what the page does first with the token of its URL. */
export async function openSession(exchange: Exchange, context: ServerContext): Promise<void> {
  const body = parseJsonBody(await readBody(exchange.request, limits));
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (typeof token !== 'string' || token.length === 0) {
    throw new AppError('invalid_argument', 'expected {"token": "..."}');
  }
  sendJson(exchange.response, 200, { key: context.authenticator.exchange(exchange.request, token) });
}

/** `GET /session`: tells a page whether its key still opens this server. */
export function checkSession(exchange: Exchange, context: ServerContext): void {
  context.authenticator.requireBearer(exchange.request);
  sendJson(exchange.response, 200, { version: context.version });
}

/** `POST /session/link` -> `{url}`: another one-time link, for a second browser. */
export function createLink(exchange: Exchange, context: ServerContext, origin: string): void {
  context.authenticator.requireBearer(exchange.request);
  sendJson(exchange.response, 200, { url: `${origin}/#token=${context.sessions.createLink()}` });
}
