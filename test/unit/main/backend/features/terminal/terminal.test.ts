import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { TerminalOutput } from '../../../../../../src/common/contract/terminal';
import { createEngineLoad } from '../../../../../../src/main/backend/engine/engine-load';
import { HttpEngineApi } from '../../../../../../src/main/backend/engine/http-engine-api';
import { createNetworkTransport } from '../../../../../../src/main/backend/engine/transport/socket-transports';
import { ByteBlocks } from '../../../../../../src/main/backend/features/terminal/byte-blocks';
import { demultiplex } from '../../../../../../src/main/backend/features/terminal/demultiplex';
import { endLocalProcess } from '../../../../../../src/main/backend/features/terminal/end-process';
import {
  chooseShells,
  foldersOf,
  parseShellsFile,
} from '../../../../../../src/main/backend/features/terminal/find-shells';
import { OutputHub } from '../../../../../../src/main/backend/features/terminal/output-hub';
import { parsePathStat } from '../../../../../../src/main/backend/features/terminal/path-stat';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('shells', () => {
  it('are looked for in the folders of PATH first', () => {
    expect(foldersOf(['A=1', 'PATH=/opt/bin:/usr/bin/:relative::/bin'])).toEqual([
      '/opt/bin',
      '/usr/bin',
      '/bin',
      '/usr/local/bin',
      '/sbin',
      '/usr/sbin',
    ]);
  });

  it('come best first, once per name, and busybox stands for a missing sh', () => {
    expect(chooseShells(['/bin/sh', '/usr/bin/bash', '/bin/bash', '/bin/busybox'])).toEqual([
      { name: 'bash', command: ['/usr/bin/bash'] },
      { name: 'sh', command: ['/bin/sh'] },
    ]);
    expect(chooseShells(['/opt/busybox'])).toEqual([{ name: 'sh', command: ['/opt/busybox', 'sh'] }]);
    expect(chooseShells([])).toEqual([]);
  });

  it('are read from /etc/shells without comments and without what is none', () => {
    const text = '# /etc/shells\n/bin/sh\n/usr/bin/tmux\n /bin/xonsh # mine\nno path\n/bin/\u202Ebad\n';
    expect(parseShellsFile(text)).toEqual(['/bin/sh', '/bin/xonsh']);
  });

  it('are told by the header of the archive API', () => {
    const header = Buffer.from('{"name":"sh","mode":134218239,"linkTarget":"/bin/busybox"}').toString(
      'base64',
    );
    expect(parsePathStat(header)).toMatchObject({ mode: 134218239, linkTarget: '/bin/busybox' });
    expect(parsePathStat('%%%')).toBeUndefined();
    expect(parsePathStat(undefined)).toBeUndefined();
  });
});

describe('output without a terminal', () => {
  it('is freed of its frames, wherever they are cut', async () => {
    const frame = (kind: number, text: string): Buffer => {
      const head = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
      head.writeUInt32BE(text.length, 4);
      return Buffer.concat([head, Buffer.from(text)]);
    };
    const all = Buffer.concat([frame(1, 'one'), frame(2, ''), frame(2, 'two'), frame(1, '!')]);
    for (let step = 1; step <= all.length; step++) {
      const stream = demultiplex();
      for (let at = 0; at < all.length; at += step) stream.write(all.subarray(at, at + step));
      stream.end();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      expect(Buffer.concat(parts).toString()).toBe('onetwo!');
    }
  });

  it('fails for what is no frame', async () => {
    const stream = demultiplex();
    stream.write(Buffer.from('plain text'));
    await expect(stream.toArray()).rejects.toMatchObject({ code: 'data_loss' });
  });
});

describe('OutputHub', () => {
  const take = async (stream: AsyncIterator<TerminalOutput>): Promise<TerminalOutput> =>
    (await stream.next()).value as TerminalOutput;

  it('replays what is kept, beginning with a whole line after a cut', async () => {
    const hub = new OutputHub({ keepBytes: 10 });
    for (const line of ['first\n', 'x', 'half\nsec\n', 'third\n']) hub.push(bytes(line));
    const watcher = hub.watch();
    expect(await take(watcher)).toEqual({ kind: 'start', replayBytes: 6, truncated: true });
    expect(new TextDecoder().decode((await take(watcher)) as Uint8Array)).toBe('third\n');
  });

  it('says when a watcher has enough, and when it has room again', async () => {
    let drained = 0;
    const hub = new OutputHub({
      queueBytes: 4,
      onDrain: () => {
        drained += 1;
      },
    });
    expect(hub.push(bytes('nobody watches'))).toBe(true);
    const watcher = hub.watch();
    await watcher.next();
    expect(hub.push(bytes('more'))).toBe(false);
    await watcher.next();
    expect(drained).toBeGreaterThan(0);
    await watcher.return?.();
    expect(hub.push(bytes('much more'))).toBe(true);
  });

  it('takes a million small pieces in a moment, and keeps the newest', async () => {
    const hub = new OutputHub({ keepBytes: 1000 * 64 });
    const before = performance.now();
    const idle = hub.watch();
    for (let count = 0; count < 200_000; count++) hub.push(bytes('y\r\n'));
    await idle.return?.();
    for (let count = 0; count < 800_000; count++) hub.push(bytes('z\r\n'));
    // By the piece it took minutes.
    expect(performance.now() - before).toBeLessThan(5000);
    const start = await take(hub.watch());
    expect(start).toMatchObject({ kind: 'start', truncated: true });
    const { replayBytes } = start as Extract<TerminalOutput, { kind: 'start' }>;
    expect(replayBytes).toBeGreaterThan(60_000);
    expect(replayBytes % 3).toBe(0);
  });

  it('puts small pieces together that come close to each other, and lets a single one pass', async () => {
    const hub = new OutputHub();
    const watcher = hub.watch();
    await take(watcher);
    hub.push(bytes('a'));
    expect(new TextDecoder().decode((await take(watcher)) as Uint8Array)).toBe('a');
    const second = take(watcher);
    for (const piece of ['b', 'c', 'd']) hub.push(bytes(piece));
    await Promise.resolve();
    hub.push(bytes('e'));
    expect(new TextDecoder().decode((await second) as Uint8Array)).toBe('bcde');
    const full = take(watcher);
    hub.push(bytes('x'.repeat(20 * 1024)));
    expect(((await full) as Uint8Array).length).toBe(16 * 1024);
  });
});

describe('ByteBlocks', () => {
  it('gives back what was put in, however it is cut', () => {
    for (const step of [1, 3, 7, 8, 9, 100]) {
      const blocks = new ByteBlocks(8);
      const all = 'the quick brown fox jumps over the lazy dog';
      for (let at = 0; at < all.length; at += 5) blocks.push(bytes(all.slice(at, at + 5)));
      for (const letter of 'abc') blocks.push(bytes(letter));
      let text = '';
      while (blocks.bytes > 0) text += new TextDecoder().decode(blocks.take(step));
      expect(text).toBe(`${all}abc`);
      expect(blocks.blocks).toBe(0);
    }
  });

  it('is not changed in a copy by what comes later', () => {
    const blocks = new ByteBlocks(64);
    blocks.push(bytes('one'));
    const [copy] = blocks.toArray();
    blocks.push(bytes('two'));
    expect(new TextDecoder().decode(copy)).toBe('one');
    expect(new TextDecoder().decode(blocks.drop())).toBe('onetwo');
    expect(blocks.bytes).toBe(0);
  });
});

describe('ending a process', () => {
  it('spares a process that is not in the container', async () => {
    expect(await endLocalProcess(process.pid, 'f'.repeat(64))).toBe(false);
    expect(await endLocalProcess(1, 'f'.repeat(64))).toBe(false);
  });
});

describe('an upgraded connection', () => {
  async function answerWith(answer: string) {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(answer);
        socket.on('data', (chunk) => socket.write(`<${chunk}>`));
        socket.on('end', () => socket.end('last words'));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const stop = new AbortController();
    const load = createEngineLoad(Date.now);
    const transport = createNetworkTransport({ kind: 'tcp', host: '127.0.0.1', port });
    const api = new HttpEngineApi({ transport, prefix: '', load, signal: stop.signal });
    const open = () => api.upgrade({ method: 'POST', path: '/exec/1/start', body: { Tty: true } });
    const close = () => {
      transport.close();
      server.close();
    };
    return { open, close, stop, load };
  }
  const switching = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';

  it('carries bytes both ways, those behind the head too, and keeps the output after the end of the input', async () => {
    const { open, close, load } = await answerWith(`${switching}early `);
    const stream = await open();
    expect(load.read().openStreams).toBe(1);
    stream.write('in');
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text === 'early <in>') stream.end();
    });
    await new Promise((resolve) => stream.once('close', resolve));
    expect(text).toBe('early <in>last words');
    expect(load.read().openStreams).toBe(0);
    close();
  });

  it('is closed with the reason when the engine is given up', async () => {
    const { open, close, stop } = await answerWith(switching);
    const stream = await open();
    const failed = new Promise((resolve) => stream.once('error', resolve));
    stop.abort();
    expect(await failed).toMatchObject({ code: 'canceled' });
    close();
  });

  it('is refused in the words of the engine, and where nothing is upgraded', async () => {
    const refused = await answerWith(
      'HTTP/1.1 409 Conflict\r\nContent-Length: 26\r\n\r\n{"message":"not running!"}',
    );
    await expect(refused.open()).rejects.toMatchObject({ message: 'not running!' });
    refused.close();
    const plain = await answerWith('HTTP/1.1 200 OK\r\n\r\n');
    await expect(plain.open()).rejects.toMatchObject({ code: 'not_implemented' });
    plain.close();
  });
});
