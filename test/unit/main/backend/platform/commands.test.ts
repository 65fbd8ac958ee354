import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommandRunner } from '../../../../../src/main/backend/platform/commands';
import { findProgram } from '../../../../../src/main/backend/platform/find-program';

const runner = createCommandRunner({
  env: { PATH: process.env.PATH, GREETING: 'hello' },
  os: process.platform,
});
const node = process.execPath;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'estiba-commands-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(body: string): [string, string[]] {
  return [node, ['-e', body]];
}

describe('run', () => {
  it('gives exit code and outputs', async () => {
    const body = 'console.log("out"); console.error("err"); process.exitCode = 3';
    expect(await runner.run(...script(body))).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('never goes through a shell', async () => {
    const { stdout } = await runner.run('echo', ['$HOME; `id` && x', '*']);
    expect(stdout).toBe('$HOME; `id` && x *\n');
  });

  it('lays the environment over the own one', async () => {
    const body = 'process.stdout.write([process.env.GREETING, process.env.NAME].join())';
    const options = { env: { NAME: 'ana', GREETING: undefined } };
    expect((await runner.run(...script(body), { env: { NAME: 'ana' } })).stdout).toBe('hello,ana');
    expect((await runner.run(...script(body), options)).stdout).toBe(',ana');
  });

  it('bounds the output and still lets the program end', async () => {
    const body = 'process.stdout.write("x".repeat(3 * 1024 * 1024))';
    const result = await runner.run(...script(body));
    expect(result.stdout.length).toBe(1024 * 1024);
    expect(result.exitCode).toBe(0);
  });

  it('rejects with not_found when there is no such program', async () => {
    const expected = { code: 'not_found', details: { command: 'no-such-program' } };
    await expect(runner.run('no-such-program', [])).rejects.toMatchObject(expected);
  });

  it('rejects with permission_denied when the system refuses to run a file', async () => {
    const file = path.join(folder, 'broken');
    writeFileSync(file, '#!/no/such/interpreter\n', { mode: 0o700 });
    await expect(runner.run(file, [])).rejects.toMatchObject({ code: 'permission_denied' });
  });

  it('gives a program that was killed the code that a shell would give', async () => {
    expect((await runner.run(...script('process.kill(process.pid, "SIGKILL")'))).exitCode).toBe(137);
  });

  it('rejects with deadline_exceeded and with the last words', async () => {
    const body = 'console.error("waiting for godot"); setInterval(() => 0, 1000)';
    const running = runner.run(...script(body), { timeoutMs: 400 });
    await expect(running).rejects.toMatchObject({
      code: 'deadline_exceeded',
      details: { stderr: 'waiting for godot' },
    });
  });

  it('ends a program on abort, also one that does not want to', async () => {
    const ready = path.join(folder, 'pid');
    const body = `process.on("SIGTERM", () => 0);
      require("fs").writeFileSync(${JSON.stringify(ready)}, String(process.pid)); setInterval(() => 0, 1000)`;
    const abort = new AbortController();
    const running = runner.run(...script(body), { signal: abort.signal });
    await expect.poll(() => statSync(ready, { throwIfNoEntry: false })?.size, { timeout: 5000 }).toBeTruthy();
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'canceled' });
    expect(() => process.kill(Number(readFileSync(ready, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('does not start after an abort', async () => {
    const running = runner.run(...script(''), { signal: AbortSignal.abort() });
    await expect(running).rejects.toMatchObject({ code: 'canceled' });
  });

  it('does not wait for a child that inherited the outputs', async () => {
    const started = performance.now();
    const { stdout } = await runner.run('sh', ['-c', 'echo done; sleep 6 & echo $!']);
    process.kill(Number(stdout.split('\n')[1]));
    expect(stdout).toMatch(/^done\n/);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('spawn', () => {
  it('talks with a program', async () => {
    const command = runner.spawn('cat', [], { stdin: true });
    command.stdin?.end('to and fro');
    let text = '';
    for await (const chunk of command.stdout) text += String(chunk);
    expect(text).toBe('to and fro');
    expect(await command.exited).toEqual({ exitCode: 0, signal: undefined });
  });

  it('gives no input unless asked', async () => {
    const command = runner.spawn('cat', []);
    expect(command.stdin).toBeUndefined();
    expect((await command.exited).exitCode).toBe(0);
  });

  it('kills by signal', async () => {
    const command = runner.spawn('sleep', ['20']);
    command.kill();
    expect(await command.exited).toEqual({ exitCode: undefined, signal: 'SIGTERM' });
  });

  it('lets a detached program write to its own log', async () => {
    const logFile = path.join(folder, 'deep', 'dockerd.log');
    const run = () =>
      runner.spawn('sh', ['-c', 'echo out; echo err >&2'], { detached: true, logFile }).exited;
    await run();
    await run();
    expect(readFileSync(logFile, 'utf8')).toBe('out\nerr\nout\nerr\n');
    expect(statSync(logFile).mode & 0o777).toBe(0o600);
  });

  it('puts a detached program into a session of its own', async () => {
    const command = runner.spawn('sleep', ['20'], { detached: true });
    const group = Number(readFileSync(`/proc/${command.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3]);
    command.kill('SIGKILL');
    await command.exited;
    expect(group).toBe(command.pid);
  });

  it('throws for a program that is not there', () => {
    expect(() => runner.spawn('no-such-program', [])).toThrow('there is no such program');
  });
});

describe('findProgram', () => {
  it('looks on PATH first, then in the system folders', () => {
    writeFileSync(path.join(folder, 'mount'), '#!/bin/sh\n', { mode: 0o700 });
    expect(findProgram('mount', { PATH: folder }, 'linux')).toBe(path.join(folder, 'mount'));
    expect(findProgram('sh', {}, 'linux')).toBe('/usr/bin/sh');
  });

  it('passes over files that may not be run, folders, and relative entries of PATH', () => {
    writeFileSync(path.join(folder, 'tool'), '', { mode: 0o600 });
    expect(findProgram('tool', { PATH: folder }, 'linux')).toBeUndefined();
    expect(findProgram(path.basename(folder), { PATH: path.dirname(folder) }, 'linux')).toBeUndefined();
    expect(findProgram('sh', { PATH: `.::${path.relative('.', '/bin')}` }, 'darwin')).toBe('/usr/bin/sh');
  });
});
