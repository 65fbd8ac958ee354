import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy';

export const appScheme = 'app';
export const appHost = 'bundle';
export const appUrl = `${appScheme}://${appHost}/`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Moves a file between the page and the back end's process; see transfer-relay.ts. */
export interface TransferRoutes {
  download(ticket: string): Promise<Response>;
  upload(ticket: string, request: Request): Promise<Response>;
}

/**
 * True for a document of our own. `new URL('app://bundle/x').origin` is the text 'null' outside of Chromium, as it is
 * for every foreign scheme: so compare protocol and host.
 */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === appHost;
}

/** Answers `app://bundle/...`: the renderer's files, the one document for every route, and file transfers. */
export function createAppProtocol(root: string, transfers: TransferRoutes) {
  return async (request: Request): Promise<Response> => {
    if (!isAppUrl(request.url)) return refuse(404);
    const path = decodePath(new URL(request.url).pathname);
    if (path === undefined) return refuse(400);
    const ticket = /^\/files\/([A-Za-z0-9_-]+)$/.exec(path)?.[1];
    if (ticket !== undefined && request.method === 'POST') return await transfers.upload(ticket, request);
    if (request.method !== 'GET') return refuse(405);
    if (ticket !== undefined) return await transfers.download(ticket);
    return await serveFile(root, path);
  };
}

/** Object names may look like file names (`/e/default/volumes/data.json`): all below an engine are routes. */
function isRoute(path: string): boolean {
  return path.startsWith('/e/') || extname(path) === '';
}

async function serveFile(root: string, path: string): Promise<Response> {
  if (isRoute(path)) return await respondWith(join(root, 'index.html'), 'text/html; charset=utf-8');
  const file = join(root, path);
  const type = contentTypes[extname(file)];
  const inside = file.startsWith(root + sep);
  return inside && type !== undefined ? await respondWith(file, type) : refuse(404);
}

/** Read, not streamed from a file URL: fs reads inside an asar archive, and tests need no Electron. */
async function respondWith(file: string, type: string): Promise<Response> {
  try {
    const body = new Uint8Array(await readFile(file));
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      },
    });
  } catch {
    return refuse(404);
  }
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function refuse(status: number): Response {
  return new Response(undefined, { status });
}
