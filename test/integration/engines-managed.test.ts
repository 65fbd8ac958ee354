import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManagedEngineStatus } from '../../src/common/contract/engines';
import { bridgeName } from '../../src/main/backend/engine/managed/bridge';
import { createContainer, engineApi, importBusyboxImage, runContainer } from '../support/engine';

const driver = join(import.meta.dirname, '../support/managed-engine/driver.ts');
const reason = missing();

/** What this machine lacks for the tests, if anything. */
function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root';
  for (const program of ['dockerd', 'ip', 'nsenter']) {
    try {
      execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`], { stdio: 'pipe' });
    } catch {
      return `needs ${program}`;
    }
  }
  return undefined;
}

type Outcome = ManagedEngineStatus & { readonly error?: { readonly code: string; readonly message: string } };

describe.skipIf(reason !== undefined)(
  `Estiba's own engine${reason ? ` (NOT tested: ${reason})` : ''}`,
  () => {
    // A network of its own: no rule and no bridge of the machine is touched, whatever runs here.
    const network = `estiba-${randomBytes(3).toString('hex')}`;
    let home: string;
    const parents: ChildProcess[] = [];

    beforeAll(() => {
      execFileSync('ip', ['netns', 'add', network]);
      inNetwork('ip', 'link', 'set', 'lo', 'up');
    });

    afterAll(() => {
      execFileSync('ip', ['netns', 'delete', network]);
    });

    beforeEach(() => {
      home = mkdtempSync('/tmp/em-');
    });

    afterEach(async () => {
      await act('stop');
      for (const parent of parents.splice(0)) parent.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    });

    function inNetwork(...command: readonly string[]): string {
      return execFileSync('nsenter', [`--net=/run/netns/${network}`, ...command], { encoding: 'utf8' });
    }

    function launch(action: string): ChildProcess {
      const command = [process.execPath, '--import', 'tsx', driver, home, action];
      return spawn('nsenter', [`--net=/run/netns/${network}`, ...command], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    }

    /** What a process of its own says after it has done something with the engine. */
    async function act(action: string): Promise<Outcome> {
      const child = launch(action);
      if (action === 'start-and-wait') parents.push(child);
      let text = '';
      for await (const chunk of child.stdout ?? []) {
        text += String(chunk);
        if (text.includes('\n')) break;
      }
      return JSON.parse(text);
    }

    const socket = (): string => join(home, 'estiba', 'engine.sock');
    const pidFile = (): string => join(home, '.local/share/estiba/engine/dockerd.pid');
    const isRunning = (pid: number | undefined): boolean =>
      pid !== undefined &&
      existsSync(`/proc/${pid}/cmdline`) &&
      readFileSync(`/proc/${pid}/cmdline`).length > 0;

    /** Processes, mounts and devices that name this test's folder. */
    function traces(): readonly string[] {
      const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
      const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
      const device = bridgeName(join(home, '.local/share/estiba/engine/data'));
      const links = inNetwork('ip', '-o', 'link').split('\n');
      return [
        ...processes.filter((line) => line.includes(home) && /dockerd|containerd/.test(line)),
        ...mounts.filter((line) => line.includes(home)),
        ...links.filter((line) => line.includes(device)),
        ...(existsSync(socket()) ? [socket()] : []),
      ];
    }

    it('starts, runs containers with a network, and leaves nothing but its data when it is stopped', async () => {
      expect(await act('status')).toMatchObject({ state: 'stopped', canInstall: expect.any(Boolean) });
      const { state, pid } = await act('start');
      expect(state).toBe('running');
      const api = engineApi(socket());
      const image = await importBusyboxImage(api, { repository: 'managed-test', tag: '1' });
      const id = await runContainer(api, { name: 'managed-1', image, command: ['sleep', '1000'] });
      const details = await api.json<{ NetworkSettings: { Networks: { bridge: { IPAddress: string } } } }>(
        'GET',
        `/containers/${id}/json`,
      );
      expect(details.NetworkSettings.Networks.bridge.IPAddress).toMatch(/^172\.30\./);
      expect(inNetwork('ip', '-o', 'link')).not.toContain('docker0');
      await api.call('DELETE', `/containers/${id}`, { query: { force: '1' } });
      expect(await act('stop')).toMatchObject({ state: 'stopped' });
      expect(isRunning(pid)).toBe(false);
      expect(traces()).toEqual([]);
      await act('start');
      expect((await engineApi(socket()).json<unknown[]>('GET', '/images/json')).length).toBe(1);
    });

    it('goes on when Estiba is killed, and is adopted', async () => {
      const { pid } = await act('start-and-wait');
      parents[0]?.kill('SIGKILL');
      const api = engineApi(socket());
      const image = await importBusyboxImage(api, { repository: 'managed-test', tag: '1' });
      await createContainer(api, { name: 'managed-1', image, command: ['true'] });
      expect(await act('start')).toMatchObject({ state: 'running', pid });
      expect((await api.json<unknown[]>('GET', '/containers/json', { query: { all: '1' } })).length).toBe(1);
    });

    it('is found without its pid file, and not mistaken for a process that has its number now', async () => {
      const { pid } = await act('start');
      rmSync(pidFile());
      expect(await act('status')).toMatchObject({ state: 'running', pid });
      expect(await act('stop')).toMatchObject({ state: 'stopped' });
      writeFileSync(pidFile(), String(process.pid));
      expect(await act('status')).toMatchObject({ state: 'stopped' });
      expect(await act('start')).toMatchObject({ state: 'running', pid: expect.any(Number) });
      expect(isRunning(process.pid)).toBe(true);
    });

    it('starts again after dockerd was killed with a container, and stops without a trace', async () => {
      const { pid = 0 } = await act('start');
      const api = engineApi(socket());
      const image = await importBusyboxImage(api, { repository: 'managed-test', tag: '1' });
      await runContainer(api, { name: 'managed-1', image, command: ['sleep', '1000'] });
      process.kill(pid, 'SIGKILL');
      expect(await act('status')).toMatchObject({ state: 'stopped' });
      expect(await act('start')).toMatchObject({ state: 'running' });
      expect((await api.json<unknown[]>('GET', '/containers/json', { query: { all: '1' } })).length).toBe(1);
      await act('stop');
      expect(traces()).toEqual([]);
    });

    it('cleans up after a killed dockerd, also when it is only stopped', async () => {
      const { pid = 0 } = await act('start');
      const api = engineApi(socket());
      const image = await importBusyboxImage(api, { repository: 'managed-test', tag: '1' });
      await runContainer(api, { name: 'managed-1', image, command: ['sleep', '1000'] });
      process.kill(pid, 'SIGKILL');
      await act('stop');
      expect(traces()).toEqual([]);
    });

    it('starts anew an engine that hangs', async () => {
      const { pid = 0 } = await act('start');
      process.kill(pid, 'SIGSTOP');
      const again = await act('start');
      expect(again.state).toBe('running');
      expect(again.pid).not.toBe(pid);
    });

    it('does not start beside another engine of the same network', async () => {
      await act('start');
      const first = home;
      const second = mkdtempSync('/tmp/em-');
      home = second;
      const outcome = await act('start');
      home = first;
      rmSync(second, { recursive: true, force: true });
      expect(outcome.error).toMatchObject({
        code: 'failed_precondition',
        message: expect.stringContaining('Another Docker Engine'),
      });
      expect(await act('status')).toMatchObject({ state: 'running' });
    });

    it("tells dockerd's last words when it cannot start, and leaves no trace", async () => {
      const data = join(home, '.local/share/estiba/engine/data');
      mkdirSync(data, { recursive: true });
      writeFileSync(join(data, 'containers'), 'a file in the way');
      const { error } = await act('start');
      expect(error).toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/ended.*not a directory/),
      });
      expect(traces()).toEqual([]);
    });
  },
);
