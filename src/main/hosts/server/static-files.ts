import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { sendError } from './http-reply';
import { contentSecurityPolicy } from './security-headers';

interface StaticFile {
  readonly file: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly compressible: boolean;
}

const compress = promisify(gzip);

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Below this a compressed answer saves no packet. */
const minimumBytesToCompress = 1024;

/**
 * The renderer's files. They are listed once and looked up by their whole path, so there is no path to climb out of;
 * every other navigation gets the page itself, whose router knows the address.
 */
export class StaticFiles {
  readonly #root: string;
  readonly #compressed = new Map<string, Promise<Buffer>>();
  #files: Promise<ReadonlyMap<string, StaticFile>> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return sendError(response, { code: 'invalid_argument', message: 'only GET and HEAD' }, 405);
    }
    const decoded = decodePath(path);
    if (decoded === undefined) {
      return sendError(response, { code: 'invalid_argument', message: 'malformed path' });
    }
    const files = await this.#list();
    const found =
      files.get(decoded) ?? (isNavigation(request, decoded) ? files.get('/index.html') : undefined);
    if (found) return this.#send(request, response, found, decoded.startsWith('/assets/'));
    const built = files.has('/index.html');
    const message = built ? 'there is no such file' : 'the interface is not built: npm run build';
    sendError(response, { code: built ? 'not_found' : 'unavailable', message });
  }

  async #send(
    request: IncomingMessage,
    response: ServerResponse,
    found: StaticFile,
    immutable: boolean,
  ): Promise<void> {
    response.setHeader('content-type', found.contentType);
    response.setHeader('content-security-policy', contentSecurityPolicy);
    // The names of assets hold a digest of their contents.
    response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (found.compressible) response.setHeader('vary', 'accept-encoding');
    const compressed =
      found.compressible && acceptsGzip(request) ? await this.#compress(found.file) : undefined;
    if (compressed) response.setHeader('content-encoding', 'gzip');
    response.writeHead(200, { 'content-length': compressed?.length ?? found.sizeBytes });
    if (request.method === 'HEAD') response.end();
    else if (compressed) response.end(compressed);
    else await pipeline(createReadStream(found.file), response);
  }

  #compress(file: string): Promise<Buffer> {
    const known = this.#compressed.get(file);
    if (known) return known;
    const made = readFile(file).then((bytes) => compress(bytes, { level: 9 }));
    this.#compressed.set(file, made);
    return made;
  }

  async #list(): Promise<ReadonlyMap<string, StaticFile>> {
    this.#files ??= listFiles(this.#root);
    const files = await this.#files;
    // Built while the server runs: look again next time.
    if (!files.has('/index.html')) this.#files = undefined;
    return files;
  }
}

async function listFiles(root: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, StaticFile>();
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(root, file).split(sep).join('/')}`;
    // Hidden folders hold the build's own records.
    if (!path.includes('/.')) files.set(path, await describe(file));
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

async function describe(file: string): Promise<StaticFile> {
  const { size: sizeBytes } = await stat(file);
  const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
  const isText = /^text\/|json|svg/.test(contentType);
  return { file, sizeBytes, contentType, compressible: isText && sizeBytes >= minimumBytesToCompress };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A missing asset must fail: answering it with the page would be reported as a broken script. */
function isNavigation(request: IncomingMessage, path: string): boolean {
  return !path.startsWith('/assets/') && (request.headers.accept ?? '').includes('text/html');
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /(^|[\s,])gzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(
    String(request.headers['accept-encoding'] ?? ''),
  );
}
