import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// The server host as a process of its own, from source, in a home of its own and without any engine.

type Child = ChildProcessByStdio<null, Readable, Readable>;

let home: string;
let children: Child[];
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'estiba-process-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(home, { recursive: true, force: true });
});

interface Run {
  readonly child: Child;
  readonly output: () => string;
  readonly errors: () => string;
  readonly exited: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main/hosts/server/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: path.join(home, 'no-programs'),
      HOME: home,
      XDG_RUNTIME_DIR: home,
      DOCKER_HOST: `unix://${home}/docker.sock`,
    },
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, errors: () => errors, exited };
}

async function start(...args: string[]): Promise<Run & { readonly url: URL }> {
  const running = run('--no-open', ...args);
  await Promise.race([
    expect.poll(running.output, { timeout: 30_000 }).toContain('\n'),
    running.exited.then((code) => Promise.reject(new Error(`ended with ${code}: ${running.errors()}`))),
  ]);
  return { ...running, url: new URL(/Open (\S+)/.exec(running.output())?.[1] ?? '') };
}

async function exchange(url: URL): Promise<number> {
  const reply = await fetch(new URL('/session', url), {
    method: 'POST',
    headers: { origin: url.origin },
    body: JSON.stringify({ token: url.hash.slice('#token='.length) }),
  });
  return reply.status;
}

const tokenFile = (url: URL) => path.join(home, 'estiba', `api-token-${url.port}`);

describe('the server host as a process', () => {
  it('says in one line what it is, why and where, and the link opens it once', async () => {
    const { output, url } = await start('--port=0');
    expect(output()).toMatch(
      /^Estiba \S+: browser host \(as asked\)\. Open http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/,
    );
    expect(await exchange(url)).toBe(200);
    expect(await exchange(url)).toBe(403);
  });

  it('prints another link at SIGUSR1 and opens no inspector', async () => {
    const { child, output, errors, url } = await start('--port=0');
    expect(await exchange(url)).toBe(200);
    child.kill('SIGUSR1');
    await expect.poll(() => output().split('\n').length).toBe(3);
    const second = new URL(output().split('Open ').at(-1)?.trim() ?? '');
    expect(await exchange(second)).toBe(200);
    expect(errors()).not.toMatch(/debugger/i);
  });

  it('keeps the token for scripts in a private file, and takes it away at the end', async () => {
    const { child, exited, url } = await start('--port=0');
    expect(statSync(tokenFile(url)).mode & 0o777).toBe(0o600);
    const headers = { authorization: `Bearer ${readFileSync(tokenFile(url), 'utf8').trim()}` };
    const reply = await fetch(new URL('/rpc/app/info', url), { method: 'POST', headers });
    expect(await reply.json()).toMatchObject({ host: 'server' });
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(existsSync(tokenFile(url))).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends with 0 within 5 s at %s, with a stream open',
    async (signal) => {
      const { child, exited, url } = await start('--port=0');
      const headers = { authorization: `Bearer ${readFileSync(tokenFile(url), 'utf8').trim()}` };
      const stream = await fetch(new URL('/rpc/engines/watch', url), { method: 'POST', headers });
      expect(stream.headers.get('content-type')).toContain('text/event-stream');
      const started = performance.now();
      child.kill(signal);
      expect(await exited).toBe(0);
      expect(performance.now() - started).toBeLessThan(5000);
      await stream.body?.cancel().catch(() => undefined);
    },
  );

  it('ends with 1 and a clear word when the asked port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exited, output, errors } = run('--no-open', `--port=${port}`);
    expect(await exited).toBe(1);
    expect(errors()).toBe(`estiba: port ${port} is in use; choose another one with --port\n`);
    expect(output()).toBe('');
    other.close();
  });

  it('ends with 2 for an unknown option', async () => {
    const { exited, errors } = run('--nonsense');
    expect(await exited).toBe(2);
    expect(errors()).toMatch(/^estiba: .*--nonsense.*\nSee --help\.\n$/);
  });

  it('ends with 1 when a certificate cannot be read', async () => {
    const { exited, errors } = run('--listen=0.0.0.0', '--tls-cert=/nonexistent', '--tls-key=/nonexistent');
    expect(await exited).toBe(1);
    expect(errors()).toBe('estiba: cannot read /nonexistent\n');
  });
});
