import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEngineHost } from '../../../../../src/main/backend/engine/endpoint';
import {
  createEngineRegistry,
  type EngineRegistryWithControl,
} from '../../../../../src/main/backend/engine/registry';
import { sshArguments } from '../../../../../src/main/backend/engine/transport/ssh-transport';
import { createCommandRunner } from '../../../../../src/main/backend/platform/commands';
import { type FakeEngine, startFakeEngine } from '../../../../support/fake-engine';
import { createTestPlatform, memorySettings, type TestPlatform, until } from './test-platform';

let platform: TestPlatform;
let engine: FakeEngine;
let registry: EngineRegistryWithControl | undefined;

beforeEach(async () => {
  platform = createTestPlatform();
  engine = await startFakeEngine({ socketPath: join(platform.home, 'far.sock') });
});

afterEach(async () => {
  await registry?.dispose();
  registry = undefined;
  await engine.stop();
  platform.remove();
});

/** A program called ssh that notes its arguments and pid, and then does what the script says. */
function installSsh(script: string): NodeJS.ProcessEnv {
  const folder = join(platform.home, 'bin');
  mkdirSync(folder);
  const lines = [
    `#!${process.execPath}`,
    `const log = ${JSON.stringify(join(platform.home, 'ssh.log'))};`,
    `require('node:fs').appendFileSync(log, JSON.stringify([process.pid, ...process.argv.slice(2)]) + '\\n');`,
    script,
  ];
  writeFileSync(join(folder, 'ssh'), lines.join('\n'), { mode: 0o755 });
  return { PATH: `${folder}:${process.env.PATH}`, DOCKER_HOST: 'ssh://ana@far.example:2222' };
}

const dialStdio = (): string => `
const socket = require('node:net').connect(${JSON.stringify(engine.socketPath)});
process.stdin.pipe(socket).pipe(process.stdout);
socket.on('error', (error) => { console.error(error.message); process.exit(1); });
`;

function open(env: NodeJS.ProcessEnv): EngineRegistryWithControl {
  const merged = { ...platform.env, ...env };
  const commands = createCommandRunner({ env: merged, os: 'linux' });
  registry = createEngineRegistry({
    platform: { ...platform, env: merged, commands },
    settings: memorySettings(),
    systemRoot: platform.home,
  });
  return registry;
}

const calls = (): readonly (readonly [number, ...string[]])[] =>
  readFileSync(join(platform.home, 'ssh.log'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('an engine behind ssh', () => {
  it("is reached through the user's own ssh, kept alive, and leaves no process", async () => {
    const engines = open(installSsh(dialStdio()));
    const connection = engines.get('environment');
    await until('connected', () => connection.state.kind === 'connected', 8000);
    for (let index = 0; index < 5; index++) await connection.api.send({ path: '/_ping' });
    engine.emit({ type: 'container', action: 'start', id: 'c1' });
    await until('the event', () => connection.recentEvents().length === 1);
    // One for short requests, one for the event stream.
    expect(calls()).toHaveLength(2);
    expect(calls()[0]?.slice(1)).toEqual(
      expect.arrayContaining([
        '-l',
        'ana',
        '-p',
        '2222',
        '--',
        'far.example',
        'docker',
        'system',
        'dial-stdio',
      ]),
    );
    const pids = calls().map(([pid]) => pid);
    await engines.dispose();
    await until('no ssh is left', () => !pids.some(isRunning));
  });

  it('tells what ssh said, with a command to try', async () => {
    const script = `console.error('ana@far.example: Permission denied (publickey).'); process.exit(255);`;
    const engines = open(installSsh(script));
    const connection = engines.get('environment');
    await until(
      'the command',
      () => connection.state.kind === 'unreachable' && !!connection.state.command,
      8000,
    );
    expect(connection.state).toMatchObject({
      reason: 'ssh',
      error: { message: 'ana@far.example: Permission denied (publickey).' },
      command: 'ssh -p 2222 ana@far.example docker version',
    });
  });

  it('tells what the far shell said when there is no docker', async () => {
    const script = `console.error('bash: docker: command not found'); process.exit(127);`;
    const connection = open(installSsh(script)).get('environment');
    await until('unreachable', () => connection.state.kind === 'unreachable', 8000);
    expect(connection.state).toMatchObject({
      reason: 'ssh',
      error: { message: expect.stringContaining('command not found') },
    });
  });

  it('is lost when ssh dies, and comes back', async () => {
    const connection = open(installSsh(dialStdio())).get('environment');
    const kinds: string[] = [];
    connection.subscribe(({ kind }) => kinds.push(kind));
    await until('connected', () => connection.state.kind === 'connected', 8000);
    for (const [pid] of calls()) process.kill(pid, 'SIGKILL');
    await until('connected again', () => kinds.filter((kind) => kind === 'connected').length === 2, 8000);
  });

  it('says that there is no ssh', async () => {
    const env = { PATH: join(platform.home, 'empty'), DOCKER_HOST: 'ssh://far.example' };
    const connection = open(env).get('environment');
    await until('unreachable', () => connection.state.kind === 'unreachable');
    expect(connection.state).toMatchObject({ error: { message: expect.stringContaining('ssh') } });
  });
});

describe('sshArguments', () => {
  it('names the far socket when there is one', () => {
    const address = parseEngineHost('ssh://box/run/user/1000/docker.sock');
    if (address.kind !== 'ssh') throw new Error('not ssh');
    expect(sshArguments(address).join(' ')).toContain(
      '-- box docker --host unix:///run/user/1000/docker.sock system dial-stdio',
    );
  });
});
