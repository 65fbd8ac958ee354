import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function exchange(text: string): Promise<string> {
  const socket = connect(server.host.port, '127.0.0.1');
  socket.write(text);
  return await readToEnd(socket);
}

async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

describe('what is no proper request', () => {
  it.each([
    ['GET / HTTP/1.1\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 421],
    ['GET / HTTP/1.0\r\n\r\n', 421],
    ['nonsense\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'POST /session HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    ['GET /rpc HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 403],
    [
      'GET /other HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      404,
    ],
    ['GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n', 403],
  ])('%j is answered with %i', async (text, status) => {
    const answer = await exchange(text.replaceAll('HOST', `127.0.0.1:${server.host.port}`));
    expect(answer.split(' ', 2)[1]).toBe(String(status));
    expect((await server.send({})).status).toBe(200);
  });

  it('is cut off when its head never ends', { timeout: 20_000 }, async () => {
    const socket = connect(server.host.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\n');
    const dribble = setInterval(() => socket.write('x-more: 1\r\n'), 500);
    const started = performance.now();
    const answer = await readToEnd(socket);
    clearInterval(dribble);
    expect(answer).toContain('408');
    expect(performance.now() - started).toBeLessThan(13_000);
  });

  it('is cut off when a stranger’s body never ends', { timeout: 20_000 }, async () => {
    const { port, origin } = server.host;
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nContent-Length: 100\r\n\r\n{`,
    );
    const started = performance.now();
    expect(await readToEnd(socket)).toContain('HTTP/1.1 408');
    expect(performance.now() - started).toBeLessThan(7000);
  });
});

describe('the port', () => {
  it('is another one when the usual one is taken', async () => {
    const second = await startTestServer({ port: server.host.port });
    expect(second.host.port).not.toBe(server.host.port);
    expect((await second.send({})).status).toBe(200);
    await second.close();
  });

  it('is a failure when the asked one is taken', async () => {
    const taken = startTestServer({ port: server.host.port, portIsExplicit: true });
    await expect(taken).rejects.toMatchObject({
      code: 'already_exists',
      message: `port ${server.host.port} is in use; choose another one with --port`,
    });
  });

  it('is opened on loopback only', async () => {
    const probe = createServer();
    // Another socket can only have the same port on another address when ours is bound to 127.0.0.1 alone.
    probe.listen({ host: '127.0.0.2', port: server.host.port });
    await once(probe, 'listening');
    probe.close();
  });

  it('of an address that is not ours is a failure', async () => {
    await expect(startTestServer({ listen: '192.0.2.1' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});

describe('the end', () => {
  it('comes soon, with streams and half requests open', async () => {
    server.procedures.set('app.quiet', async (_input, { signal }) =>
      (async function* () {
        yield 1;
        await once(signal, 'abort');
      })(),
    );
    const stream = server.call('/rpc/app/quiet').catch((thrown: unknown) => thrown);
    const half = connect(server.host.port, '127.0.0.1');
    half.on('error', () => undefined);
    half.write('POST /session HTTP/1.1\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    await server.host.close();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await stream).toBeInstanceOf(Error);
    await expect(server.send({})).rejects.toThrow(/ECONNREFUSED/);
  });
});
