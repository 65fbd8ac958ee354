import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../../../src/common/errors';
import { createEngineLoad } from '../../../../../src/main/backend/engine/engine-load';
import { HttpEngineApi } from '../../../../../src/main/backend/engine/http-engine-api';
import { createPipeTransport } from '../../../../../src/main/backend/engine/transport/socket-transports';
import { maxPooledSockets, type Transport } from '../../../../../src/main/backend/engine/transport/transport';
import { createTestPlatform, type TestPlatform, until } from './test-platform';

let platform: TestPlatform;
let transport: Transport;
const closers: (() => void)[] = [];
const load = createEngineLoad(() => Date.now());

beforeEach(() => {
  platform = createTestPlatform();
  transport = createPipeTransport(socketPath());
});

afterEach(() => {
  transport.close();
  for (const close of closers.splice(0)) close();
  platform.remove();
});

const socketPath = (): string => join(platform.home, 'e.sock');

async function serve(answer: RequestListener): Promise<Server> {
  const server = createServer(answer);
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((done) => server.listen(socketPath(), done));
  return server;
}

/** Answers each connection with these bytes, whatever is asked, and ends it. */
async function serveRaw(
  bytes: string,
  afterwards: (socket: Socket) => void = (socket) => socket.end(),
): Promise<void> {
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(bytes, () => afterwards(socket)));
  });
  closers.push(() => server.close());
  await new Promise<void>((done) => server.listen(socketPath(), done));
}

const api = (signal?: AbortSignal): HttpEngineApi =>
  new HttpEngineApi({
    transport,
    prefix: '/v1.41',
    load,
    maxJsonBytes: 100_000,
    ...(signal ? { signal } : {}),
  });

const list = z.array(z.object({ Id: z.string() }));
const ask = (more: object = {}): Promise<unknown> => api().json({ path: '/containers/json', ...more }, list);

describe('HttpEngineApi.json', () => {
  it('asks with the version, the query and a JSON body, and gives what the schema gives', async () => {
    const seen: unknown[] = [];
    await serve(async (request, response) => {
      const body = (await request.toArray()).join('');
      seen.push([request.method, request.url, request.headers['content-type'], body]);
      response.end('[{"Id":"a","More":1}]');
    });
    const answer = await ask({ method: 'POST', query: { all: true }, body: { Name: 'ñ' } });
    expect(answer).toEqual([{ Id: 'a' }]);
    expect(seen).toEqual([['POST', '/v1.41/containers/json?all=true', 'application/json', '{"Name":"ñ"}']]);
  });

  it.each([
    ['garbage', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<htm>', 'data_loss'],
    ['half a JSON', 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n[{"Id":"', 'data_loss'],
    ['nothing', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 'data_loss'],
    [
      'another shape',
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[{"Id":42}]'.replace('10', '11'),
      'data_loss',
    ],
    ['less than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{"Id"', 'data_loss'],
    [
      'a chunk that breaks off',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n[{"Id"',
      'data_loss',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'unavailable'],
    ['an endless header', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(80_000)}\r\n\r\n`, 'unavailable'],
    ['a hang-up', '', 'unavailable'],
    ['a redirect', 'HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n', 'unavailable'],
    ['a failure with half a body', 'HTTP/1.1 409 Conflict\r\nContent-Length: 99\r\n\r\n{"mess', 'conflict'],
  ])('rejects %s', async (_what, bytes, code) => {
    await serveRaw(bytes);
    await expect(ask()).rejects.toMatchObject({ name: 'AppError', code });
  });

  it('rejects an answer that is too large, without reading all of it', async () => {
    let sent = 0;
    const piece = ' '.repeat(20_000);
    await serve((_request, response) => {
      const send = (): void => {
        sent += piece.length;
        if (response.destroyed || sent > 50_000_000) response.end();
        else if (response.write(piece)) setImmediate(send);
        else response.once('drain', send);
      };
      send();
    });
    await expect(ask()).rejects.toMatchObject({ code: 'data_loss', details: { limit: 100_000 } });
    expect(sent).toBeLessThan(5_000_000);
  });

  it.each([
    ['that accepts and never answers', ''],
    ['that stops in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{'],
  ])('gives up on an engine %s', async (_what, bytes) => {
    await serveRaw(bytes, () => undefined);
    await expect(ask({ timeoutMs: 60 })).rejects.toMatchObject({ code: 'deadline_exceeded' });
  });

  it('does not count the time of an answer that keeps coming', async () => {
    await serve(async (_request, response) => {
      for (const part of ['[', ' ', ' ', ' ', ']']) {
        response.write(part);
        await new Promise((done) => setTimeout(done, 40));
      }
      response.end();
    });
    await expect(ask({ timeoutMs: 150 })).resolves.toEqual([]);
  });

  it.each([
    ['before the answer', '', 'canceled'],
    ['in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{', 'canceled'],
  ])('is canceled %s', async (_what, bytes, code) => {
    await serveRaw(bytes, () => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await expect(ask({ signal: controller.signal })).rejects.toMatchObject({ code });
  });

  it('is canceled before it begins', async () => {
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'canceled' });
  });

  it("rejects with the connection's reason when that is given up", async () => {
    await serveRaw('', () => undefined);
    const life = new AbortController();
    const asking = api(life.signal).json({ path: '/x' }, list);
    setTimeout(() => life.abort(new AppError('unavailable', 'gone')), 30);
    await expect(asking).rejects.toMatchObject({ code: 'unavailable', message: 'gone' });
  });

  it('answers 500 calls at the same time over few connections', async () => {
    const server = await serve((_request, response) => response.end('[]'));
    let connections = 0;
    server.on('connection', () => connections++);
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    const answers = await Promise.all(Array.from({ length: 500 }, () => ask({ signal })));
    await new Promise((done) => setImmediate(done));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    expect(answers).toHaveLength(500);
    expect(connections).toBeLessThanOrEqual(24);
  });

  it('gives up in time also what still waits for a free connection', async () => {
    await serve(() => undefined);
    const life = new AbortController();
    const busy = Array.from({ length: maxPooledSockets }, () => ask({ signal: life.signal }));
    const ended = Promise.allSettled(busy);
    const abort = new AbortController();
    const canceled = ask({ signal: abort.signal });
    await expect(ask({ timeoutMs: 60 })).rejects.toMatchObject({ code: 'deadline_exceeded' });
    abort.abort();
    await expect(canceled).rejects.toMatchObject({ code: 'canceled' });
    life.abort();
    await ended;
  });

  it('asks again when the engine closed a kept connection, but never posts twice', async () => {
    const posts: string[] = [];
    await serveRaw('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]', (socket) =>
      socket.once('data', (data) => {
        if (data.toString().startsWith('POST')) posts.push('post');
        socket.destroy();
      }),
    );
    await expect(ask()).resolves.toEqual([]);
    await expect(ask()).resolves.toEqual([]);
    await expect(api().send({ method: 'POST', path: '/x' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(posts).toHaveLength(1);
  });
});

describe('HttpEngineApi.send', () => {
  it('takes "already so" for success, and posts nothing as nothing', async () => {
    const lengths: unknown[] = [];
    await serve((request, response) => {
      lengths.push(request.headers['content-length'], request.headers['content-type']);
      response.writeHead(304).end();
    });
    await expect(api().send({ method: 'POST', path: '/containers/x/start' })).resolves.toBeUndefined();
    expect(lengths).toEqual(['0', undefined]);
  });
});

describe('HttpEngineApi.read', () => {
  it('gives a stream that outlives the time-out and is counted while it is open', async () => {
    await serve((_request, response) => {
      response.write('one');
      setTimeout(() => response.end('two'), 150);
    });
    const stream = await api().read({ path: '/logs', timeoutMs: 50 });
    expect(load.read().openStreams).toBe(1);
    expect((await stream.toArray()).join('')).toBe('onetwo');
    await until('the stream is closed', () => load.read().openStreams === 0);
  });

  it('says when the engine closes in the middle', async () => {
    await serveRaw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n', (socket) =>
      setTimeout(() => socket.destroy(), 30),
    );
    const stream = await api().read({ path: '/logs' });
    await expect(stream.toArray()).rejects.toMatchObject({ code: 'data_loss' });
  });

  it('ends the request when the reader leaves', async () => {
    let isClosed = false;
    await serve((request, response) => {
      response.write('one');
      request.socket.once('close', () => {
        isClosed = true;
      });
    });
    const stream = await api().read({ path: '/logs' });
    stream.destroy();
    await until('the engine sees the end', () => isClosed);
  });

  it('does not crash when it is aborted before anybody reads', async () => {
    await serve((_request, response) => response.write('one'));
    const controller = new AbortController();
    const stream = await api().read({ path: '/logs', signal: controller.signal });
    controller.abort();
    await until('the stream is closed', () => stream.destroyed);
    expect(stream.errored).toMatchObject({ code: 'canceled' });
  });
});

describe('HttpEngineApi.write', () => {
  it('sends a body of any size and gives the answer', async () => {
    await serve(async (request, response) => {
      let size = 0;
      for await (const chunk of request) size += (chunk as Buffer).length;
      response.end(String(size));
    });
    const body = Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(65_536)));
    const answer = await api().write({ method: 'POST', path: '/images/load', timeoutMs: 5000 }, body);
    expect((await answer.toArray()).join('')).toBe(String(200 * 65_536));
  });

  it('reads no faster than the engine takes', async () => {
    await serve((request) => request.pause());
    let produced = 0;
    const body = Readable.from(
      (function* () {
        for (; produced < 2000; produced++) yield Buffer.alloc(65_536);
      })(),
    );
    const controller = new AbortController();
    const writing = api().write({ method: 'POST', path: '/images/load', signal: controller.signal }, body);
    writing.catch(() => undefined);
    await new Promise((done) => setTimeout(done, 200));
    expect(produced).toBeLessThan(200);
    controller.abort();
    await expect(writing).rejects.toMatchObject({ code: 'canceled' });
    expect(body.destroyed).toBe(true);
  });

  it('hears a refusal while the body is still on its way', async () => {
    await serve((_request, response) => response.writeHead(400).end('{"message":"bad archive"}'));
    const body = new Readable({ read: () => undefined });
    body.push(Buffer.alloc(1024));
    const writing = api().write({ method: 'POST', path: '/images/load' }, body);
    await expect(writing).rejects.toMatchObject({ code: 'invalid_argument', message: 'bad archive' });
    expect(body.destroyed).toBe(true);
  });

  it('fails with what broke the body', async () => {
    await serve((request) => request.resume());
    const body = new Readable({ read: () => undefined });
    body.push('x');
    const writing = api().write({ method: 'POST', path: '/images/load' }, body);
    setTimeout(() => body.destroy(new AppError('canceled', 'the user left')), 20);
    await expect(writing).rejects.toMatchObject({ code: 'canceled', message: 'the user left' });
  });
});
