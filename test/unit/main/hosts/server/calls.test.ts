import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../../../src/common/contract';
import { AppError, errorCodes } from '../../../../../src/common/errors';
import { statusOfCode } from '../../../../../src/main/hosts/server/http-reply';
import { apiToken, startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const authorization = `Bearer ${apiToken}`;

async function openStream(path: string): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const { port } = server.host;
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    headers: { authorization },
    agent: false,
  });
  request.on('error', () => undefined);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { request, response };
}

describe('a call by HTTP', () => {
  it('answers JSON, nothing and bytes', async () => {
    expect((await server.call('/rpc/app/echo', { a: ['ñ', 1] })).json()).toEqual({ a: ['ñ', 1] });
    expect((await server.call('/rpc/app/nothing')).status).toBe(204);
    const bytes = await server.call('/rpc/app/bytes');
    expect(bytes.headers['content-type']).toBe('application/octet-stream');
    expect(bytes.headers['content-length']).toBe('3');
  });

  it('answers an error as it is, with a fitting status', async () => {
    const reply = await server.call('/rpc/app/missing');
    expect(reply.status).toBe(404);
    expect(reply.json()).toEqual({ code: 'not_found', message: 'no such image', details: { id: 'x' } });
  });

  it('has an error status for every code', () => {
    for (const code of errorCodes) expect(statusOfCode[code]).toBeGreaterThanOrEqual(400);
  });

  it('logs what nobody expected and names the entry', async () => {
    const reply = await server.call('/rpc/app/crash');
    expect(reply.status).toBe(500);
    expect(reply.json()).toMatchObject({ code: 'internal', errorId: 'E1' });
    expect(reply.body).not.toContain('at ');
    expect(server.log.join()).toContain('app.crash failed');
  });

  it('survives a handler that throws at once', async () => {
    server.procedures.set('app.sync', () => {
      throw new TypeError('not even a promise');
    });
    expect((await server.call('/rpc/app/sync')).status).toBe(500);
    expect((await server.call('/rpc/app/echo', 1)).status).toBe(200);
  });

  it.each([
    '/rpc/app/unknown',
    '/rpc/__proto__/toString',
    '/rpc/constructor/constructor',
    '/rpc/app/__proto__',
    '/rpc/app',
    '/rpc/',
    '/rpc/app/echo/more',
    '/rpc/app.echo/x',
    '/rpc//echo',
    '/rpc/app%2Fecho',
    '/rpc/app/ech%6f',
    '/rpc/../rpc/app/echo',
  ])('finds nothing at %s', async (path) => {
    expect((await server.call(path, {})).status).toBe(404);
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('refuses %s', async (method) => {
    const reply = await server.send({ method, path: '/rpc/app/echo', headers: { authorization } });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe('POST');
  });

  it('refuses a body that is not JSON, or does not say that it is', async () => {
    const send = (type: string, body: string) =>
      server.send({
        method: 'POST',
        path: '/rpc/app/echo',
        headers: { authorization, 'content-type': type },
        body,
      });
    expect((await send('application/json', '{"a":')).status).toBe(400);
    expect((await send('text/plain', '{}')).status).toBe(400);
    expect((await send('application/x-www-form-urlencoded', 'a=1')).status).toBe(400);
    expect((await send('application/json; charset=utf-8', '1')).status).toBe(200);
  });

  it('refuses an oversize body, announced or not', async () => {
    const body = Buffer.alloc(16 * 1024 * 1024 + 1, 0x20);
    const headers = { authorization, 'content-type': 'application/json' };
    const announced = { ...headers, 'content-length': String(body.length) };
    expect((await server.send({ method: 'POST', path: '/rpc/app/echo', headers: announced })).status).toBe(
      413,
    );
    const chunked = { ...headers, 'transfer-encoding': 'chunked' };
    expect(
      (await server.send({ method: 'POST', path: '/rpc/app/echo', headers: chunked, body })).status,
    ).toBe(413);
    expect(
      (
        await server.send({
          method: 'POST',
          path: '/session',
          headers: { origin: server.host.origin },
          body: 'x'.repeat(5000),
        })
      ).status,
    ).toBe(413);
    expect((await server.call('/rpc/app/echo', 1)).status).toBe(200);
  });

  it('reads no body of a stranger', async () => {
    const headers = { authorization: 'Bearer wrong', 'content-length': String(2 ** 40) };
    const reply = await server.send({ method: 'POST', path: '/rpc/app/echo', headers });
    expect(reply.status).toBe(401);
    expect(reply.headers.connection).toBe('close');
  });

  it('answers 500 at the same time', async () => {
    const calls = Array.from({ length: 500 }, (_, index) => server.call('/rpc/app/echo', { index }));
    const replies = await Promise.all(calls);
    expect(replies.map((reply) => reply.json())).toEqual(replies.map((_, index) => ({ index })));
  });

  it('tells the procedure when the client goes away', async () => {
    let seen: AbortSignal | undefined;
    server.procedures.set('app.wait', (_input, { signal }) => {
      seen = signal;
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const { port } = server.host;
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path: '/rpc/app/wait',
      method: 'POST',
      headers: { authorization },
    });
    request.on('error', () => undefined);
    request.end();
    await expect.poll(() => seen).toBeDefined();
    expect(seen?.aborted).toBe(false);
    request.destroy();
    await expect.poll(() => seen?.aborted).toBe(true);
    expect(server.log).toEqual([]);
  });
});

describe('a stream by HTTP', () => {
  it('is server-sent events with an end', async () => {
    server.procedures.set('app.count', async () =>
      (async function* () {
        yield { text: 'two\nlines' };
        yield new Uint8Array([1, 2, 3]);
      })(),
    );
    const reply = await server.call('/rpc/app/count');
    expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(reply.body).toBe(
      'data: {"text":"two\\nlines"}\n\ndata: {"base64":"AQID"}\n\nevent: end\ndata:\n\n',
    );
  });

  it('ends with an error event when it fails half way', async () => {
    server.procedures.set('app.fail', async () =>
      (async function* () {
        yield 1;
        throw new AppError('unavailable', 'the engine is gone');
      })(),
    );
    const { body } = await server.call('/rpc/app/fail');
    expect(body).toBe(
      'data: 1\n\nevent: error\ndata: {"code":"unavailable","message":"the engine is gone"}\n\n',
    );
  });

  it('waits for a client that does not read', async () => {
    let made = 0;
    let ended = false;
    server.procedures.set('app.flood', async () =>
      (async function* () {
        try {
          for (;;) {
            made++;
            yield 'x'.repeat(64 * 1024);
          }
        } finally {
          ended = true;
        }
      })(),
    );
    const { request, response } = await openStream('/rpc/app/flood');
    response.pause();
    const settled = await untilSteady(() => made);
    // What fits into the sockets' buffers, at most some megabytes.
    expect(settled).toBeLessThan(300);
    response.resume();
    await expect.poll(() => made).toBeGreaterThan(settled + 100);
    request.destroy();
    await expect.poll(() => ended).toBe(true);
  });

  it('is told to end when the client goes away while it waits', async () => {
    let aborted = false;
    server.procedures.set('app.quiet', async (_input, { signal }) =>
      (async function* () {
        yield 'first';
        await once(signal, 'abort');
        aborted = true;
      })(),
    );
    const { request, response } = await openStream('/rpc/app/quiet');
    await once(response, 'data');
    request.destroy();
    await expect.poll(() => aborted).toBe(true);
    expect((await server.call('/rpc/app/echo', 1)).status).toBe(200);
  });
});

describe('the document', () => {
  it('describes every procedure and is for those inside', async () => {
    expect((await server.send({ path: '/openapi.json' })).status).toBe(401);
    const reply = await server.send({ path: '/openapi.json', headers: { authorization } });
    const document = reply.json() as { openapi: string; paths: Record<string, unknown> };
    const expected = Object.entries(contract).flatMap(([feature, slice]) =>
      Object.keys(slice).map((name) => `/rpc/${feature}/${name}`),
    );
    expect(document.openapi).toBe('3.1.1');
    expect(new Set(Object.keys(document.paths))).toEqual(new Set(expected));
    expect(document.paths['/rpc/engines/connect']).toMatchObject({
      post: { requestBody: { content: { 'application/json': { schema: { required: ['engineId'] } } } } },
    });
    expect(document.paths['/rpc/jobs/watch']).toMatchObject({
      post: {
        responses: { 200: { content: { 'text/event-stream': { 'x-item-schema': { type: 'object' } } } } },
      },
    });
  });
});

async function untilSteady(read: () => number): Promise<number> {
  let last = -1;
  while (read() !== last) {
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return last;
}
