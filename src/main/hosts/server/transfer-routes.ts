import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../common/errors';
import { sendNothing } from './http-reply';
import type { Exchange, ServerContext } from './route-context';

/**
 * `GET /files/<ticket>`: a file for the user. The ticket is the permission and is good once, so that a plain link can
 * start the browser's own download.
 */
export async function sendDownload(exchange: Exchange, context: ServerContext): Promise<void> {
  const { transfers, logger } = await context.backend;
  const { response } = exchange;
  const download = await transfers.download(ticketOf(exchange.path));
  if (response.destroyed) {
    download.body.destroy();
    return;
  }
  response.writeHead(200, {
    'content-type': toContentType(download.contentType),
    'content-disposition': toContentDisposition(download.fileName),
    ...(download.sizeBytes === undefined ? {} : { 'content-length': download.sizeBytes }),
  });
  // A body that fails half way breaks the connection, so that the browser does not take the part for the whole; a
  // client that goes away destroys the body, which cancels the job behind it.
  await pipeline(download.body, response).catch((cause: unknown) => {
    logger.warn('a download ended early', { fileName: download.fileName, reason: String(cause) });
  });
}

/** `POST /files/<ticket>` with the bytes as body: nothing is buffered, the reader's pace holds the sender back. */
export async function takeUpload(exchange: Exchange, context: ServerContext): Promise<void> {
  const { transfers } = await context.backend;
  const { request, response } = exchange;
  try {
    await transfers.upload(ticketOf(exchange.path), request);
    sendNothing(response);
  } finally {
    // What was not read must not be: the rest of the body can be many gigabytes.
    if (!request.readableEnded) closeAfter(response);
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

/** 256 bits as base64url or hex; anything else cannot be a ticket. */
function ticketOf(path: string): string {
  const ticket = /^\/files\/([A-Za-z0-9_-]{1,128})$/.exec(path)?.[1];
  if (ticket === undefined) throw new AppError('not_found', 'there is no such file');
  return ticket;
}

/** The type comes from the back end, but nothing that a browser would show or run is ever passed on. */
function toContentType(contentType: string): string {
  return /^application\/(x-tar|gzip|zstd|octet-stream|json|x-ndjson)$/.test(contentType)
    ? contentType
    : 'application/octet-stream';
}

/**
 * RFC 6266 with RFC 5987's extended form. Names come from images and volumes: they lose their path, control characters
 * and the marks that turn the reading direction (which make `gpj.exe` read as `exe.jpg`).
 */
export function toContentDisposition(fileName: string): string {
  const name = fileName
    .replace(/^.*[\\/]/s, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '');
  const bounded = [...name].slice(0, 200).join('');
  const safe = /^\.*$/.test(bounded) ? 'download' : bounded;
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const extended = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`;
}
