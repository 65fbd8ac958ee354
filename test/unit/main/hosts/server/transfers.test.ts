import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTransferRegistry } from '../../../../../src/main/backend/transfers/create-transfer-registry';
import { toContentDisposition } from '../../../../../src/main/hosts/server/transfer-routes';
import { startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const mebibyte = Buffer.alloc(1024 * 1024, 'x');

function offer(ticket: string, body: Readable, contentType = 'application/x-tar', sizeBytes?: number): void {
  server.downloads.set(ticket, async () => ({ fileName: 'web.tar', contentType, body, sizeBytes }));
}

describe('a download', () => {
  it('is sent once, to be saved and not shown', async () => {
    offer('t1', Readable.from([Buffer.from('tar')]), 'application/x-tar', 3);
    const reply = await server.send({ path: '/files/t1' });
    expect([reply.status, reply.body]).toEqual([200, 'tar']);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/x-tar',
      'content-length': '3',
      'content-disposition': `attachment; filename="web.tar"; filename*=UTF-8''web.tar`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect((await server.send({ path: '/files/t1' })).status).toBe(404);
  });

  it.each(['text/html', 'image/svg+xml', 'application/x-tar; charset=x', 'a\r\nset-cookie: x=1'])(
    'of the type %j is never given to the browser as such',
    async (contentType) => {
      offer('t1', Readable.from(['<script>']), contentType);
      const reply = await server.send({ path: '/files/t1' });
      expect(reply.headers['content-type']).toBe('application/octet-stream');
      expect(reply.headers['set-cookie']).toBeUndefined();
    },
  );

  it.each([
    '/files/',
    '/files/unknown',
    '/files/__proto__',
    '/files/..%2f',
    '/files/a/b',
    `/files/${'a'.repeat(200)}`,
  ])('at %s is 404', async (path) => {
    expect((await server.send({ path })).status).toBe(404);
  });

  it('that breaks half way is not taken for the whole', async () => {
    const body = Readable.from(
      (async function* () {
        yield mebibyte;
        throw new Error('the engine is gone');
      })(),
    );
    offer('t1', body);
    await expect(server.send({ path: '/files/t1' })).rejects.toThrow(/aborted|hang up/);
  });

  it('makes no more than its reader takes, and ends when the reader goes away', async () => {
    let made = 0;
    const body = new Readable({
      read() {
        made++;
        this.push(mebibyte);
      },
    });
    offer('t1', body);
    const request = httpRequest({
      host: '127.0.0.1',
      port: server.host.port,
      path: '/files/t1',
      agent: false,
    }).end();
    request.on('error', () => undefined);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    response.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made).toBeLessThan(20);
    request.destroy();
    await expect.poll(() => body.destroyed).toBe(true);
  });
});

describe('an upload', () => {
  it('is read as it comes, by a ticket alone', async () => {
    let received = 0;
    server.uploads.set('u1', async (body) => {
      for await (const chunk of body) received += (chunk as Buffer).length;
    });
    const body = Buffer.concat(Array.from({ length: 20 }, () => mebibyte));
    expect((await server.send({ method: 'POST', path: '/files/u1', body })).status).toBe(204);
    expect(received).toBe(20 * 1024 * 1024);
    expect((await server.send({ method: 'POST', path: '/files/u1', body: 'again' })).status).toBe(404);
  });

  it('holds its sender back while nobody reads', async () => {
    let upload: Readable | undefined;
    server.uploads.set('u1', async (body) => {
      upload = body;
      await once(body, 'end');
    });
    let sent = 0;
    const source = new Readable({
      read() {
        this.push(sent++ < 200 ? mebibyte : null);
      },
    });
    const request = httpRequest({
      host: '127.0.0.1',
      port: server.host.port,
      path: '/files/u1',
      method: 'POST',
      agent: false,
    });
    source.pipe(request);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(sent).toBeLessThan(40);
    upload?.resume();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(204);
    expect(sent).toBe(201);
  });

  it('that is refused says why and reads no further', async () => {
    const reply = await server.send({ method: 'POST', path: '/files/unknown', body: 'x'.repeat(1000) });
    expect([reply.status, (reply.json() as { code: string }).code]).toEqual([404, 'not_found']);
  });

  it('fails for its reader when the sender goes away', async () => {
    let failure: unknown;
    server.uploads.set('u1', async (body) => {
      try {
        for await (const _ of body);
      } catch (thrown) {
        failure = thrown;
        throw thrown;
      }
    });
    const request = httpRequest({
      host: '127.0.0.1',
      port: server.host.port,
      path: '/files/u1',
      method: 'POST',
      agent: false,
    });
    request.on('error', () => undefined);
    request.write(mebibyte);
    await new Promise((resolve) => setTimeout(resolve, 100));
    request.destroy();
    await expect.poll(() => failure).toBeInstanceOf(Error);
    expect((await server.call('/rpc/app/echo', 1)).status).toBe(200);
  });
});

describe('a ticket of the back end', () => {
  it('is good once and for 60 seconds', async () => {
    const clock = { time: 0, now: () => clock.time };
    const transfers = createTransferRegistry({ clock });
    await server.close();
    server = await startTestServer({}, { transfers });
    const offer = () => {
      const open = async () => ({ fileName: 'a', contentType: 'x/y', body: Readable.from(['bytes']) });
      return `/${transfers.offerDownload(open, () => undefined)}`;
    };
    const [used, late] = [offer(), offer()];
    expect((await server.send({ path: used })).body).toBe('bytes');
    expect((await server.send({ path: used })).status).toBe(404);
    clock.time = 60_001;
    expect((await server.send({ path: late })).status).toBe(404);
    transfers.dispose();
  });
});

describe('toContentDisposition', () => {
  it.each([
    ['imagen ñandú.tar', 'imagen _and_.tar', 'imagen%20%C3%B1and%C3%BA.tar'],
    ['a"b\\c%41.tar', 'c_41.tar', 'c%2541.tar'],
    ['a"b%41.tar', 'a_b_41.tar', 'a%22b%2541.tar'],
    ['../../etc/passwd', 'passwd', 'passwd'],
    ['x\r\nset-cookie: a=b', 'xset-cookie: a=b', 'xset-cookie%3A%20a%3Db'],
    ['photo\u202egpj.exe', 'photogpj.exe', 'photogpj.exe'],
    ["it's (1)*!.tar", "it's (1)*!.tar", 'it%27s%20%281%29%2A%21.tar'],
    ['..', 'download', 'download'],
    ['', 'download', 'download'],
    ['\ud800.tar', '.tar', '.tar'],
  ])('%j', (name, ascii, extended) => {
    expect(toContentDisposition(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${extended}`);
  });

  it('bounds the name without cutting a character in two', () => {
    expect(toContentDisposition('😀'.repeat(500))).toContain(`''${'%F0%9F%98%80'.repeat(200)}`);
  });
});
