import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { managedEngineStatus } from '../../../../../src/common/contract/engines';
import { bridgeName, freeSubnet } from '../../../../../src/main/backend/engine/managed/bridge';
import { daemonArguments } from '../../../../../src/main/backend/engine/managed/daemon-start';
import { mountPointsBelow } from '../../../../../src/main/backend/engine/managed/daemon-stop';
import { tailFile } from '../../../../../src/main/backend/engine/managed/file-tail';
import { createManagedEngine } from '../../../../../src/main/backend/engine/managed/managed-engine';
import { managedPathsOf } from '../../../../../src/main/backend/engine/managed/managed-paths';
import { createCommandRunner } from '../../../../../src/main/backend/platform/commands';
import type { Platform } from '../../../../../src/main/backend/platform/platform';
import { createTestPlatform, type TestPlatform } from './test-platform';

let platform: TestPlatform;

beforeEach(() => {
  platform = createTestPlatform();
});

afterEach(() => platform.remove());

/** A machine that has these programs and no others; each notes its arguments and does as its script says. */
function withPrograms(programs: Readonly<Record<string, string>>, more: Partial<Platform> = {}): Platform {
  const folder = join(platform.home, 'bin');
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const runner = createCommandRunner({ env: { PATH: `${folder}:/usr/bin:/bin` }, os: 'linux' });
  const known = new Set(Object.keys(programs));
  const commands = {
    ...runner,
    find: async (name: string) => (known.has(name) ? join(folder, name) : undefined),
  };
  return { ...platform, commands, ...more };
}

const work = (lines: string[] = []) => ({
  signal: new AbortController().signal,
  log: (text: string) => void lines.push(text),
});

const isRoot = process.getuid?.() === 0;
const sudo = isRoot ? '' : 'sudo ';

describe('the status of the managed engine', () => {
  it.each([
    [{ 'apt-get': '' }, `${sudo}apt-get install -y docker.io iproute2`],
    [{ 'apt-get': '', ip: '' }, `${sudo}apt-get install -y docker.io`],
    [{ 'apt-get': '', dockerd: '' }, `${sudo}apt-get install -y iproute2`],
    [{ dnf: '', ip: '' }, `${sudo}dnf install -y moby-engine`],
    [{ pacman: '', ip: '' }, `${sudo}pacman -S --noconfirm docker`],
    [{}, undefined],
  ])('with %j names the install command', async (programs, installCommand) => {
    const status = await createManagedEngine({ platform: withPrograms(programs) }).status();
    expect(managedEngineStatus.parse(status)).toEqual(status);
    expect(status.installCommand).toBe(installCommand);
    expect(status.canInstall).toBe(isRoot && 'apt-get' in programs);
  });

  it.skipIf(!isRoot)('says whether it is installed', async () => {
    const state = async (programs: Record<string, string>): Promise<string> =>
      (await createManagedEngine({ platform: withPrograms(programs) }).status()).state;
    expect(await state({})).toBe('not_installed');
    expect(await state({ dockerd: '' })).toBe('stopped');
  });

  it('is unsupported elsewhere, and says why', async () => {
    const engine = createManagedEngine({ platform: withPrograms({}, { os: 'darwin' }) });
    expect(await engine.status()).toMatchObject({
      state: 'unsupported',
      reason: expect.stringContaining('Linux'),
      canInstall: false,
    });
    await expect(engine.start(work())).rejects.toMatchObject({ code: 'failed_precondition' });
  });
});

describe.skipIf(!isRoot)('the managed engine (as root)', () => {
  it('names the command that is missing before it can start', async () => {
    const engine = createManagedEngine({ platform: withPrograms({ 'apt-get': '' }) });
    await expect(engine.start(work())).rejects.toMatchObject({
      code: 'failed_precondition',
      message: expect.stringContaining('apt-get install -y docker.io iproute2'),
      details: { command: 'apt-get install -y docker.io iproute2' },
    });
  });

  it('installs with apt-get, tells each line, and goes on when the lists cannot be renewed', async () => {
    const script =
      'case "$1" in update) echo no network >&2; exit 100;; *) echo "got $* $DEBIAN_FRONTEND";; esac';
    const lines: string[] = [];
    const engine = createManagedEngine({ platform: withPrograms({ 'apt-get': script, ip: '' }) });
    await engine.install(work(lines));
    expect(lines).toEqual([
      'apt-get update',
      'no network',
      expect.stringContaining('apt-get update ended with 100'),
      'apt-get install -y docker.io',
      'got install -y docker.io noninteractive',
    ]);
  });

  it('says when the installation failed', async () => {
    const engine = createManagedEngine({ platform: withPrograms({ 'apt-get': 'exit 100' }) });
    await expect(engine.install(work())).rejects.toMatchObject({ code: 'failed_precondition' });
  });

  it('installs nothing where apt-get is not', async () => {
    const engine = createManagedEngine({ platform: withPrograms({ dnf: 'exit 0' }) });
    await expect(engine.install(work())).rejects.toMatchObject({ code: 'failed_precondition' });
  });
});

describe('daemonArguments', () => {
  it('keep every path below the folders of Estiba, and never turn bridges off', () => {
    const args = daemonArguments(managedPathsOf(platform));
    const paths = args.flatMap((arg) => /=(?:unix:\/\/)?(\/.*)$/.exec(arg)?.[1] ?? []);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const path of paths) expect(path.startsWith(platform.home)).toBe(true);
    expect(args.find((arg) => arg.startsWith('--bridge='))).toMatch(/^--bridge=estiba-[0-9a-f]{6}$/);
  });

  it('name bridges that Linux takes and that differ by data root', () => {
    expect(bridgeName('/a').length).toBeLessThanOrEqual(15);
    expect(bridgeName('/a')).not.toBe(bridgeName('/b'));
  });
});

describe('freeSubnet', () => {
  it.each([
    ['', '172.30.0'],
    ['2: eth0 inet 172.30.0.5/24 brd 172.30.0.255', '172.30.1'],
    ['172.30.0.0/24 dev br-1\n172.30.1.0/24 dev br-2', '172.30.2'],
    ['172.30.0.0/16 dev br-1', undefined],
    ['172.16.0.0/12 via 10.0.0.1', undefined],
    ['172.17.0.0/16 dev docker0', '172.30.0'],
  ])('with %j is %s', (inUse, subnet) => {
    expect(freeSubnet(inUse)).toBe(subnet);
  });
});

describe('mountPointsBelow', () => {
  const line = (root: string, point: string): string =>
    `45 27 254:0 ${root} ${point} rw shared:3 - ext4 /dev/vda rw`;

  it('finds what lies below, the innermost first, and nothing beside it', () => {
    const mounts = [
      line('/', '/'),
      line('/', '/data/overlay2/a/merged'),
      line('/', '/data/overlay2/a/merged/with\\040space'),
      line('/', '/data-of-somebody/x'),
    ].join('\n');
    expect(mountPointsBelow(mounts, ['/data'])).toEqual([
      '/data/overlay2/a/merged/with space',
      '/data/overlay2/a/merged',
    ]);
  });

  it("takes dockerd's own mount of the data root and leaves a disk that was mounted there", () => {
    expect(mountPointsBelow(line('/data', '/data'), ['/data'])).toEqual(['/data']);
    expect(mountPointsBelow(line('/', '/data'), ['/data'])).toEqual([]);
  });
});

describe('tailFile', () => {
  it('gives the last lines from a place on', async () => {
    const file = join(platform.home, 'log');
    writeFileSync(file, 'one\ntwo\nthree\nfour\n');
    expect(await tailFile(file, 2)).toEqual(['three', 'four']);
    expect(await tailFile(file, 9, 8)).toEqual(['three', 'four']);
    expect(await tailFile(join(platform.home, 'none'), 2)).toEqual([]);
  });
});
