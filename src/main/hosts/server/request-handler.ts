import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError } from '../../../common/errors';
import { describeError } from '../../../common/rpc/wire-error';
import { hostOf } from './allowed-hosts';
import { sendError, sendJson, statusOfCode } from './http-reply';
import type { Exchange, ServerContext } from './route-context';
import { answerCall } from './rpc-routes';
import { setSecurityHeaders } from './security-headers';
import { checkSession, createLink, openSession } from './session-routes';
import { sendDownload, takeUpload } from './transfer-routes';

type Route = (exchange: Exchange, context: ServerContext) => Promise<void>;

/** Answers everything that is no route: the page and its files. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/**
 * The one entrance for requests: Host and Origin first, then the route. Whatever a route throws becomes an answer; it
 * never reaches the event loop.
 */
export function createRequestHandler(context: ServerContext, page: PageHandler) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    setSecurityHeaders(response);
    response.on('error', (error) => context.logger.debug('an answer was cut off', { reason: error.message }));
    const path = pathOf(request);
    answer({ request, response, path }, context, page).catch((thrown: unknown) => {
      fail(thrown, { request, response, path }, context);
    });
  };
}

async function answer(exchange: Exchange, context: ServerContext, page: PageHandler): Promise<void> {
  const { request, response, path } = exchange;
  if (!checkHost(exchange, context)) return;
  const route = findRoute(request.method ?? '', path);
  if (!route) return await page(request, response, path);
  if (!checkOrigin(exchange, context)) return;
  await route(exchange, context);
}

function findRoute(method: string, path: string): Route | undefined {
  const [, first = '', second] = path.split('/', 3);
  const area = second === undefined ? first : `${first}/`;
  switch (area) {
    case 'session':
      return byMethod(method, { POST: requirePage(openSession), GET: asRoute(checkSession) });
    case 'session/':
      return second === 'link' ? byMethod(method, { POST: asRoute(sendLink) }) : notFound;
    case 'rpc/':
      return byMethod(method, { POST: answerCall });
    case 'files/':
      return byMethod(method, { GET: sendDownload, POST: takeUpload });
    case 'openapi.json':
      return byMethod(method, { GET: sendOpenApi });
    case 'rpc':
      return byMethod(method, { GET: refusePlain });
    default:
      return undefined;
  }
}

/** A name may be wrong and not even be text we know; the answer must not repeat it. */
function checkHost({ request, response }: Exchange, context: ServerContext): boolean {
  if (context.hosts().isHost(hostOf(request))) return true;
  const message = 'unknown Host: open the address as printed; a tunnel must use the same port at both ends';
  refuse(response, 421, message);
  return false;
}

/**
 * Scripts send no Origin; a browser sends it with everything that changes something, and says with Sec-Fetch-Site where
 * the rest comes from. `same-site` is foreign too: it is any other port of this machine, that is any container.
 */
function checkOrigin({ request, response }: Exchange, context: ServerContext): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeignSite = site === 'cross-site' || site === 'same-site';
  const isForeignOrigin = origin !== undefined && !context.hosts().isOwnOrigin(origin, host ?? '');
  if (!isForeignSite && !isForeignOrigin) return true;
  refuse(response, 403, 'the request comes from another origin');
  return false;
}

/** Nobody but a page of ours opens a session, and a page always says its origin. */
function requirePage(route: Route): Route {
  return async (exchange, context) => {
    if (exchange.request.headers.origin === undefined)
      refuse(exchange.response, 403, 'the Origin is missing');
    else await route(exchange, context);
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  // Its body is not read; on a kept connection it would be.
  response.setHeader('connection', 'close');
  sendError(response, { code: 'permission_denied', message }, status);
}

function asRoute(handler: (exchange: Exchange, context: ServerContext) => void): Route {
  return async (exchange, context) => handler(exchange, context);
}

function byMethod(method: string, routes: Readonly<Partial<Record<string, Route>>>): Route {
  const route = Object.hasOwn(routes, method) ? routes[method] : undefined;
  return route ?? asRoute(({ response }) => refuseMethod(response, Object.keys(routes)));
}

function refuseMethod(response: ServerResponse, allowed: readonly string[]): void {
  response.setHeader('allow', allowed.join(', '));
  response.setHeader('connection', 'close');
  sendError(response, { code: 'invalid_argument', message: `only ${allowed.join(' and ')}` }, 405);
}

const notFound = asRoute(() => {
  throw new AppError('not_found', 'there is no such route');
});

const refusePlain = asRoute(({ response }) => {
  response.setHeader('upgrade', 'websocket');
  sendError(response, { code: 'invalid_argument', message: 'a WebSocket only' }, 426);
});

function sendLink(exchange: Exchange, context: ServerContext): void {
  createLink(exchange, context, `${context.scheme}://${exchange.request.headers.host}`);
}

/** Loaded when it is asked for: describing the contract takes longer than starting the server. */
async function sendOpenApi({ request, response }: Exchange, context: ServerContext): Promise<void> {
  context.authenticator.requireBearer(request);
  const { createOpenApiDocument } = await import('./openapi');
  sendJson(response, 200, createOpenApiDocument(context.version));
}

function fail(thrown: unknown, { request, response }: Exchange, context: ServerContext): void {
  const route = `${request.method} ${request.url?.split('/', 2).join('/')}`;
  const wire = describeError(thrown, route, (error, where) => context.logger.error(`${where} failed`, error));
  const retryAfter = isAppError(thrown) ? thrown.details?.retryAfterSeconds : undefined;
  if (!response.headersSent) {
    if (!request.readableEnded) response.setHeader('connection', 'close');
    if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
    if (wire.code === 'unauthenticated') response.setHeader('www-authenticate', 'Bearer');
  }
  sendError(response, wire, statusFor(thrown, retryAfter !== undefined));
}

/** HTTP has words of its own for a body that is too large or too slow. */
function statusFor(thrown: unknown, isRateLimit: boolean): number | undefined {
  if (!isAppError(thrown) || isRateLimit) return undefined;
  if (thrown.code === 'resource_exhausted' && thrown.details?.limit !== undefined) return 413;
  return thrown.code === 'deadline_exceeded' ? 408 : statusOfCode[thrown.code];
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
}
