import { Readable } from 'node:stream';
import { AppError, toAppError } from '../../../common/errors';
import {
  createLink,
  createPortChannel,
  type PortLike,
  type Procedure,
  serveChannel,
} from '../../../common/rpc';
import type { TransferRegistry } from '../../backend';
import type { TransferRoutes } from './app-protocol';

/**
 * Bytes between the page (answered in the main process) and the back end (another process). Each transfer has a
 * message channel of its own and one side serves the bytes as a stream, so the transport's credit window is the
 * back-pressure: at most 64 chunks are under way.
 */

/** What the main process asks of the back end's process, beside the port it sends along. */
export type BackendPortMessage =
  | { readonly kind: 'api' }
  | { readonly kind: 'download'; readonly ticket: string }
  | { readonly kind: 'upload'; readonly ticket: string };

interface DownloadHead {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes?: number;
}

type Call = (path: readonly string[], input?: unknown, signal?: AbortSignal) => Promise<unknown>;

function callerOn(port: PortLike): { readonly call: Call; close(): void } {
  const channel = createPortChannel(port);
  const link = createLink(channel);
  return {
    call: (path, input, signal) => link.call(path, input, signal ? { context: {}, signal } : { context: {} }),
    close: () => channel.close(),
  };
}

/** Back end's side of a download: `body.open` gives the head, `body.read` the bytes. */
export async function serveDownload(
  transfers: TransferRegistry,
  ticket: string,
  port: PortLike,
): Promise<void> {
  const channel = createPortChannel(port);
  const opened = transfers.download(ticket);
  // The page may never read what failed to open; it is told by `body.open`.
  opened.catch(() => undefined);
  const procedures = new Map<string, Procedure>([
    [
      'body.open',
      async () => {
        const { fileName, contentType, sizeBytes } = await opened;
        return { fileName, contentType, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
      },
    ],
    ['body.read', async (_input, { signal }) => readBody((await opened).body, signal)],
  ]);
  serveChannel(channel, procedures);
  channel.onClose(() => void opened.then(({ body }) => body.destroy()).catch(() => undefined));
}

async function* readBody(body: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = (): void => void body.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of body) yield new Uint8Array(chunk as Buffer);
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}

/** Back end's side of an upload: it reads the page's bytes and says how it went. */
export async function acceptUpload(
  transfers: TransferRegistry,
  ticket: string,
  port: PortLike,
): Promise<void> {
  const { call, close } = callerOn(port);
  try {
    const items = (await call(['body', 'read'])) as AsyncIterable<Uint8Array>;
    await transfers.upload(ticket, Readable.from(items, { objectMode: false }));
    await call(['body', 'done'], { ok: true });
  } catch (error) {
    const { code, message } = toAppError(error);
    await call(['body', 'done'], { ok: false, code, message }).catch(() => undefined);
  } finally {
    close();
  }
}

/** The main process' side of both. `open` hands the other end of a new message channel to the back end. */
export function createTransferRoutes(open: (message: BackendPortMessage) => PortLike): TransferRoutes {
  return {
    download: async (ticket) => {
      const { call, close } = callerOn(open({ kind: 'download', ticket }));
      try {
        const head = (await call(['body', 'open'])) as DownloadHead;
        const bytes = (await call(['body', 'read'])) as AsyncIterableIterator<Uint8Array>;
        return new Response(webStream(bytes, close), { headers: downloadHeaders(head) });
      } catch (error) {
        close();
        return errorResponse(error);
      }
    },
    upload: async (ticket, request) => {
      const channel = createPortChannel(open({ kind: 'upload', ticket }));
      const response = await new Promise<Response>((resolve) => {
        serveChannel(channel, uploadProcedures(request, resolve));
        channel.onClose(() => resolve(errorResponse(new AppError('unavailable', 'the upload was cut off'))));
      });
      channel.close();
      return response;
    },
  };
}

function uploadProcedures(request: Request, settle: (response: Response) => void): Map<string, Procedure> {
  return new Map<string, Procedure>([
    ['body.read', async () => chunksOf(request)],
    [
      'body.done',
      async (input) => {
        const outcome = input as { ok: boolean; code?: AppError['code']; message?: string };
        const failure = new AppError(outcome.code ?? 'internal', outcome.message ?? 'the upload failed');
        settle(outcome.ok ? new Response(undefined, { status: 204 }) : errorResponse(failure));
      },
    ],
  ]);
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function webStream(bytes: AsyncIterableIterator<Uint8Array>, close: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await bytes.next();
      if (!done) return controller.enqueue(value);
      controller.close();
      close();
    },
    cancel: async () => {
      await bytes.return?.();
      close();
    },
  });
}

function downloadHeaders(head: DownloadHead): Headers {
  // RFC 5987: the plain name for old readers, the exact one in UTF-8.
  const plain = head.fileName.replaceAll(/[^\w.-]/g, '_');
  const headers = new Headers({
    'content-type': head.contentType,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(head.fileName)}`,
    'x-content-type-options': 'nosniff',
  });
  if (head.sizeBytes !== undefined) headers.set('content-length', String(head.sizeBytes));
  return headers;
}

function errorResponse(thrown: unknown): Response {
  const error = toAppError(thrown);
  const status = error.code === 'not_found' ? 404 : 502;
  return Response.json({ code: error.code, message: error.message }, { status });
}
