import { AppError, toAppError } from '../../common/errors';
import { type Channel, createWebSocketChannel } from '../../common/rpc';
import { readError } from './page-files';

/** Why there is no session: the link was used before, the session has ended, or nobody came with a link. */
export type LockReason = 'used' | 'expired' | 'none';

/** What Connection ends with when only a new link helps. */
export function lockedError(reason: LockReason, message: string): AppError {
  return new AppError('unauthenticated', message, { details: { reason } });
}

/** How the server names what it speaks on a WebSocket; the key travels as a second subprotocol. */
const subprotocol = 'estiba.v1';
const storageName = 'estiba.session';

export interface SessionStorage {
  read(): string | undefined;
  write(key: string | undefined): void;
}

/** Kept per tab and origin: unlike a cookie it is never sent to the other ports of this machine. */
export const tabStorage: SessionStorage = {
  read: () => sessionStorage.getItem(storageName) ?? undefined,
  write: (key) => {
    if (key === undefined) sessionStorage.removeItem(storageName);
    else sessionStorage.setItem(storageName, key);
  },
};

/** The one-time token of a link, of its fragment, or the token alone; undefined when there is none in it. */
export function parseToken(text: string): string | undefined {
  const trimmed = text.trim();
  const [, token] = /[#&]token=([A-Za-z0-9_-]{1,128})/.exec(trimmed) ?? [];
  if (token !== undefined) return token;
  return /^[A-Za-z0-9_-]{8,128}$/.test(trimmed) ? trimmed : undefined;
}

/**
 * Trades the token of a link for this tab's key.
 * @throws AppError permission_denied when the link was used before, unavailable when the server is away
 */
export async function exchangeToken(token: string, storage: SessionStorage = tabStorage): Promise<void> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'the server does not answer', { cause });
  });
  if (!response.ok) throw await readError(response);
  const body: unknown = await response.json();
  const key = typeof body === 'object' && body !== null && 'key' in body ? body.key : undefined;
  if (typeof key !== 'string') throw new AppError('data_loss', 'the server gave no key');
  storage.write(key);
}

/** Takes the token out of the address, so that it stays in no history and no screenshot. */
export function takeTokenFromAddress(): string | undefined {
  const token = parseToken(window.location.hash);
  if (token === undefined || !window.location.hash.includes('token=')) return undefined;
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}

/** A refused socket looks like a broken one: only a request tells them apart. */
async function isKeyValid(key: string): Promise<boolean> {
  const response = await fetch('/session', { headers: { authorization: `Bearer ${key}` } });
  return response.status !== 401 && response.status !== 403;
}

/**
 * Opens the socket, for Connection.
 * @throws AppError unauthenticated when the key is missing or no longer valid, unavailable when the server is away
 */
export async function openSocket(
  signal: AbortSignal,
  storage: SessionStorage = tabStorage,
): Promise<Channel> {
  const key = storage.read();
  if (key === undefined) throw lockedError('none', 'this tab has no session');
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${window.location.host}/rpc`, [subprotocol, `auth.${key}`]);
  const channel = createWebSocketChannel(socket);
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
    signal.addEventListener('abort', () => socket.close(), { once: true });
  });
  if (opened) return channel;
  const valid = await isKeyValid(key).catch((cause: unknown) => {
    throw new AppError('unavailable', 'the server does not answer', { cause: toAppError(cause) });
  });
  if (valid) throw new AppError('unavailable', 'the server closed the connection');
  storage.write(undefined);
  throw lockedError('expired', 'the session is no longer valid');
}
