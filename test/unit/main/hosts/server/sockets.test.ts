import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { type SocketOutcome, startTestServer, type TestServer } from './test-server';

let server: TestServer;
let key: string;
beforeEach(async () => {
  server = await startTestServer();
  key = await server.openSession();
});
afterEach(() => server.close());

function expectOpen(outcome: SocketOutcome): WebSocket {
  if (outcome.kind !== 'open') throw new Error(`refused with ${outcome.status}`);
  return outcome.socket;
}

async function ask(socket: WebSocket, frame: unknown): Promise<unknown> {
  socket.send(JSON.stringify(frame));
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data)) as unknown;
}

const protocols = () => ['estiba.v1', `auth.${key}`];

describe('the socket', () => {
  it('opens with a session key, and the key is not repeated in the answer', async () => {
    const socket = expectOpen(
      await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
    );
    expect(socket.protocol).toBe('estiba.v1');
    expect(socket.extensions).toBe('');
    expect(await ask(socket, ['call', 1, 'app.echo', { a: 1 }])).toEqual(['result', 1, { a: 1 }]);
  });

  it.each([undefined, 'null', 'http://evil.example', 'http://127.0.0.1:1'])(
    'is refused from the origin %s',
    async (origin) => {
      const outcome = await server.openSocket({
        protocols: protocols(),
        ...(origin === undefined ? {} : { origin }),
      });
      expect(outcome).toEqual({ kind: 'refused', status: 403 });
    },
  );

  it('is refused under a foreign name, even with its matching origin', async () => {
    const host = `evil.example:${server.host.port}`;
    const outcome = await server.openSocket({ protocols: protocols(), origin: `http://${host}`, host });
    expect(outcome).toEqual({ kind: 'refused', status: 421 });
  });

  it.each([
    [['estiba.v1']],
    [['auth.KEY']],
    [['estiba.v2', 'auth.KEY']],
    [['estiba.v1', 'auth.']],
    [['estiba.v1', 'auth.KEY', 'auth.other']],
  ])('is refused with the protocols %j', async (offered) => {
    const outcome = await server.openSocket({
      protocols: offered.map((name) => name.replace('KEY', key)),
      origin: server.host.origin,
    });
    expect(outcome).toEqual({ kind: 'refused', status: 401 });
  });

  it('is refused with a wrong key, the API token or an unused link for a key', async () => {
    const link = server.host.createLink().split('#token=')[1] ?? '';
    for (const wrong of ['wrong', 'api-token-of-the-tests', link]) {
      const offered = ['estiba.v1', `auth.${wrong}`];
      const outcome = await server.openSocket({ protocols: offered, origin: server.host.origin });
      expect(outcome).toEqual({ kind: 'refused', status: 401 });
    }
  });

  it('is refused with 429 after too many different wrong keys', async () => {
    const outcomes: SocketOutcome[] = [];
    for (let index = 0; index < 11; index++) {
      const wrong = ['estiba.v1', `auth.wrong-${index}`];
      outcomes.push(await server.openSocket({ protocols: wrong, origin: server.host.origin }));
    }
    const statuses = outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.status : 0));
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expectOpen(await server.openSocket({ protocols: protocols(), origin: server.host.origin }));
  });

  it('is closed by an oversize frame, and the server lives on', async () => {
    const open = () => server.openSocket({ protocols: protocols(), origin: server.host.origin });
    const socket = expectOpen(await open());
    socket.on('error', () => undefined);
    socket.send(Buffer.alloc(16 * 1024 * 1024 + 1));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
    expect(await ask(expectOpen(await open()), ['call', 1, 'app.echo', 2])).toEqual(['result', 1, 2]);
  });

  it.each(['', '{', '[]', '["call"]', '["result",1]', 'null', '["call",1,"__proto__"'])(
    'is closed by the frame %j, and the server lives on',
    async (frame) => {
      const socket = expectOpen(
        await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
      );
      socket.send(frame);
      const [code] = await once(socket, 'close');
      expect(code).toBe(4400);
      expect((await server.call('/rpc/app/echo', 1)).status).toBe(200);
    },
  );

  it.each([
    '__proto__.toString',
    'constructor.constructor',
    'app.__proto__',
    'app',
    'app.unknown',
    'toString',
  ])('has no procedure %s', async (path) => {
    const socket = expectOpen(
      await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
    );
    expect(await ask(socket, ['call', 1, path, {}])).toMatchObject(['error', 1, { code: 'not_found' }]);
  });

  it('hides a crash behind an error id and survives it', async () => {
    const socket = expectOpen(
      await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
    );
    const answer = await ask(socket, ['call', 1, 'app.crash']);
    expect(answer).toMatchObject([
      'error',
      1,
      { code: 'internal', errorId: expect.stringMatching(/^E\d+$/) },
    ]);
    expect(await ask(socket, ['call', 2, 'app.echo', 3])).toEqual(['result', 2, 3]);
  });

  it('answers 500 calls at the same time', async () => {
    const socket = expectOpen(
      await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
    );
    const answers = new Set<number>();
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const [kind, id] = JSON.parse(String(data)) as [string, number];
        if (kind === 'result') answers.add(id);
        if (answers.size === 500) resolve();
      });
    });
    for (let id = 1; id <= 500; id++) socket.send(JSON.stringify(['call', id, 'app.echo', id]));
    await all;
    expect(answers.size).toBe(500);
  });

  it('ends with the server', async () => {
    const socket = expectOpen(
      await server.openSocket({ protocols: protocols(), origin: server.host.origin }),
    );
    const closed = once(socket, 'close');
    const started = performance.now();
    await server.host.close();
    expect((await closed)[0]).toBe(1001);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('says with a plain request that it is a socket', async () => {
    expect((await server.send({ path: '/rpc' })).status).toBe(426);
  });
});
