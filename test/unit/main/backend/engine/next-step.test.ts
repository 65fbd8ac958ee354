import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UnreachableReason } from '../../../../../src/common/contract/engines';
import { AppError } from '../../../../../src/common/errors';
import { pauseAfter } from '../../../../../src/main/backend/engine/back-off';
import type { Machine } from '../../../../../src/main/backend/engine/discovery/machine';
import { type EngineAddress, parseEngineHost } from '../../../../../src/main/backend/engine/endpoint';
import { createEngineLoad } from '../../../../../src/main/backend/engine/engine-load';
import { findNextStep, groupName } from '../../../../../src/main/backend/engine/next-step';
import { createTestPlatform, type TestPlatform } from './test-platform';

let platform: TestPlatform;

beforeEach(() => {
  platform = createTestPlatform();
});

afterEach(() => platform.remove());

const path = (name: string): string => join(platform.home, name);

interface Situation {
  readonly programs?: readonly string[];
  readonly uid?: number;
  readonly os?: NodeJS.Platform;
}

function nextStep(address: EngineAddress, reason: UnreachableReason, situation: Situation = {}) {
  const { programs = [], uid = 1000, os = 'linux' } = situation;
  const machine: Machine = {
    env: { XDG_RUNTIME_DIR: path('run') },
    os,
    home: platform.home,
    root: platform.home,
    uid,
    managedHost: `unix://${path('run/estiba/engine.sock')}`,
  };
  const find = async (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : undefined);
  const error = new AppError('unavailable', 'x', { details: { reason } });
  return findNextStep(address, error, machine, { ...platform.commands, find });
}

const socket = (name: string): EngineAddress => ({ kind: 'unix', path: path(name) });
const system = 'var/run/docker.sock';

describe('the next step', () => {
  it.each([
    ['dockerd under systemd', ['dockerd', 'systemctl'], 1000, 'sudo systemctl start docker'],
    ['dockerd without systemd', ['dockerd'], 1000, 'sudo service docker start'],
    ['dockerd, as root', ['dockerd', 'systemctl'], 0, 'systemctl start docker'],
    ['nothing but apt', ['apt-get', 'ip'], 1000, 'sudo apt-get install -y docker.io'],
    ['nothing known', [], 1000, undefined],
  ])('for the default socket with %s', async (_what, programs, uid, command) => {
    expect(await nextStep(socket(system), 'socket_missing', { programs, uid })).toBe(command);
    expect(await nextStep(socket(system), 'refused', { programs, uid })).toBe(command);
  });

  it.each([
    ['run/docker.sock', 'systemctl --user start docker'],
    ['run/podman/podman.sock', 'systemctl --user enable --now podman.socket'],
    ['.docker/desktop/docker.sock', 'systemctl --user start docker-desktop'],
    ['nowhere.sock', undefined],
  ])('for %s', async (name, command) => {
    expect(await nextStep(socket(name), 'socket_missing')).toBe(command);
  });

  it('starts the Colima profile that was found', async () => {
    mkdirSync(path('.colima/big'), { recursive: true });
    expect(await nextStep(socket('.colima/big/docker.sock'), 'refused')).toBe('colima start big');
  });

  it('starts Docker Desktop on a Mac', async () => {
    expect(await nextStep(socket(system), 'socket_missing', { os: 'darwin' })).toBe('open -a Docker');
  });

  it("names the socket's own group", async () => {
    mkdirSync(dirname(path(system)), { recursive: true });
    writeFileSync(path(system), '');
    if (process.getuid?.() === 0) {
      chownSync(path(system), 0, 100);
      const expected = `sudo usermod -aG users ${userInfo().username}`;
      expect(await nextStep(socket(system), 'permission_denied')).toBe(expected);
      chownSync(path(system), 0, 0);
      expect(await nextStep(socket(system), 'permission_denied')).toBeUndefined();
    }
    expect(await nextStep(socket('gone.sock'), 'permission_denied')).toBeUndefined();
  });

  it('lets ssh ask in a terminal, with nothing that a shell would take for more', async () => {
    expect(await nextStep(parseEngineHost('ssh://ana@box:2222'), 'ssh')).toBe(
      'ssh -p 2222 ana@box docker version',
    );
    const odd = { kind: 'ssh', user: 'a;b', host: 'box', port: undefined, path: undefined } as const;
    expect(await nextStep(odd, 'ssh')).toBe("ssh 'a;b@box' docker version");
  });
});

describe('groupName', () => {
  it.each([
    [998, 'docker'],
    [1, undefined],
  ])('of %i', (gid, name) => {
    expect(groupName('root:x:0:\ndocker:x:998:ana\n\nbroken', gid)).toBe(name);
  });
});

describe('pauseAfter', () => {
  const longest = (): number => 1;
  const shortest = (): number => 0;

  it('doubles from a quarter of a second to fifteen, half of it random', () => {
    const pauses = [1, 2, 3, 7, 60].map((attempt) => pauseAfter('refused', attempt, longest));
    expect(pauses).toEqual([250, 500, 1000, 15_000, 15_000]);
    expect(pauseAfter('refused', 7, shortest)).toBe(7500);
  });

  it('gives ssh more time, and an unreadable context none', () => {
    expect(pauseAfter('ssh', 60, longest)).toBe(300_000);
    expect(pauseAfter('unreadable_context', 1)).toBeUndefined();
  });
});

describe('createEngineLoad', () => {
  it('forgets requests after a minute and closes a stream once', () => {
    let now = 1_000_000;
    const load = createEngineLoad(() => now);
    for (let index = 0; index < 200; index++) {
      load.countRequest();
      now += 1000;
    }
    expect(load.read().requests).toBeGreaterThanOrEqual(59);
    expect(load.read().requests).toBeLessThanOrEqual(60);
    const close = load.openStream();
    load.openStream();
    close();
    close();
    expect(load.read().openStreams).toBe(1);
    now += 61_000;
    expect(load.read().requests).toBe(0);
  });
});
