import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TerminalProgram, TerminalSession } from '../../src/common/contract/terminal';
import { createTerminalFeature } from '../../src/main/backend/features/terminal/terminal-feature';
import { TerminalService } from '../../src/main/backend/features/terminal/terminal-service';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { rawExec } from '../support/engine/raw-exec';
import { createTar } from '../support/tar';
import { eventually, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const size = { cols: 91, rows: 33 };
const shell: TerminalProgram = { kind: 'exec', command: ['/bin/sh'] };

describeEngines((engine, entry) => {
  const isPodman = entry.name.startsWith('podman');
  let services: Services;
  let terminals: TerminalService;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    const logger = { warn: (message: string, fields?: object) => console.warn(message, fields) };
    terminals = new TerminalService({ engines: services.engines, clock: { now: Date.now }, logger });
  });
  afterAll(async () => {
    await terminals?.dispose();
    await services?.stop();
  });

  const client = () => createRouterClient(createTerminalFeature({ terminals }));
  const scopeOf = (id: string) => ({ engineId: services.engineId, id });

  async function run(command: string[], more: object = {}, from = image): Promise<string> {
    const name = `terminal-${Math.random().toString(36).slice(2, 8)}`;
    const hostConfig = { NetworkMode: 'none' };
    return await runContainer(engine().api, { name, image: from, command, hostConfig, more });
  }

  /** Without a shell where one is looked for. */
  async function importShellless(): Promise<string> {
    const body = await readFile('/bin/busybox');
    const files = [
      { name: 'opt/', directory: true },
      { name: 'opt/busybox', body, mode: 0o755 },
      { name: 'marker', body: Buffer.from('of the target') },
    ];
    const query = new URLSearchParams({ fromSrc: '-', repo: 'estiba-test/bare', tag: '1' });
    const { text } = await engine().api.call('POST', `/images/create?${query}`, { body: createTar(files) });
    return /"status":"(?:sha256:)?([0-9a-f]{64})"/.exec(text)?.[1] ?? 'no image';
  }

  /** Everything a session prints, as it grows. */
  function follow(session: TerminalSession) {
    const seen = { text: '', bytes: 0, items: 0, ended: undefined as TerminalSession | undefined };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const item of await client().watch({ sessionId: session.id })) {
        if (item instanceof Uint8Array) {
          seen.bytes += item.length;
          seen.items += 1;
          seen.text = (seen.text + decoder.decode(item, { stream: true })).slice(-20_000);
        } else if (item.kind === 'ended') seen.ended = item.session;
      }
    })();
    reading.catch(() => {});
    const until = (pattern: RegExp) => eventually(() => expect(seen.text).toMatch(pattern), 10_000);
    const end = () =>
      eventually(() => {
        expect(seen.ended).toBeDefined();
        return seen.ended;
      }, 10_000);
    return { seen, until, end };
  }

  async function start(id: string, program: TerminalProgram = shell) {
    const session = await client().open({ ...scopeOf(id), program, size });
    const type = (data: string) => client().write({ sessionId: session.id, data });
    return { session, type, ...follow(session) };
  }

  /** Some engines refuse it, others give it an exit code of their own. */
  async function failsSoon(id: string, program: TerminalProgram): Promise<void> {
    const before = Date.now();
    try {
      const outcome = (await (await start(id, program)).end())?.outcome;
      expect(outcome).toMatchObject({ kind: 'exited' });
      expect([126, 127]).toContain(outcome?.kind === 'exited' ? outcome.exitCode : 0);
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: 'AppError' });
    }
    expect(Date.now() - before).toBeLessThan(8000);
  }

  describe('terminal', () => {
    it('finds the shells that are there, echoes, knows its size, and tells the exit code', async () => {
      const id = await run(['sleep', '1000']);
      const target = await client().target(scopeOf(id));
      expect(target.running).toBe(true);
      expect(target.shells.map(({ name }) => name)).toEqual(expect.arrayContaining(['sh']));
      expect(target.shells.map(({ name }) => name)).not.toContain('bash');
      const { session, type, until, end } = await start(id);
      await type('busybox stty size; echo $((6*7))-ok $TERM\n');
      await until(/33 91\s+42-ok xterm-256color/);
      await client().resize({ sessionId: session.id, size: { cols: 120, rows: 40 } });
      await type('busybox stty size\n');
      await until(/40 120/);
      await type('exit 7\n');
      expect((await end())?.outcome).toEqual({ kind: 'exited', exitCode: 7, containerEnded: false });
      expect(await client().list(scopeOf(id))).toHaveLength(1);
      await client().close({ sessionId: session.id });
      expect(await client().list(scopeOf(id))).toHaveLength(0);
      const delays: number[] = [];
      const typed = await start(id, {
        kind: 'exec',
        command: ['/bin/sh', '-c', 'busybox stty raw -echo; echo go; cat'],
      });
      await typed.until(/go/);
      for (let count = 0; count < 50; count++) {
        const before = performance.now();
        const length = typed.seen.bytes;
        await typed.type('x');
        while (typed.seen.bytes === length) await sleep(0);
        delays.push(performance.now() - before);
      }
      const p95 = delays.toSorted((a, b) => a - b)[47] ?? Number.NaN;
      console.log(`echo through the back end: p95 ${p95.toFixed(1)} ms`);
      expect(p95).toBeLessThan(30);
      expect(await client().close({ sessionId: typed.session.id })).toEqual({ process: 'ended' });
    });

    it('takes user, folder and environment, and replays to who comes later', async () => {
      const id = await run(['sleep', '1000']);
      const { session, type, until } = await start(id, {
        ...shell,
        user: '1234:56',
        workingDir: '/etc',
        env: ['WHO=me and you'],
      });
      await type('echo "$(id -u):$(id -g) $(pwd) $WHO"\n');
      await until(/1234:56 \/etc me and you/);
      const later = follow(session);
      await later.until(/1234:56 \/etc me and you/);
      await client().close({ sessionId: session.id });
    });

    it('ends programs that never end, and explains those that end at once', async () => {
      const id = await run(['sleep', '1000']);
      const { session } = await start(id, { kind: 'exec', command: ['/bin/sleep', '100000'] });
      const processes = async () => (await engine().api.call('GET', `/containers/${id}/top`)).text;
      expect(await processes()).toContain('100000');
      expect(await client().close({ sessionId: session.id })).toEqual({ process: 'ended' });
      expect(await processes()).not.toContain('100000');
      const short = await start(id, { kind: 'exec', command: ['/bin/true'] });
      expect((await short.end())?.outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
      await failsSoon(id, { kind: 'exec', command: ['/no/such/shell'] });
      await failsSoon(id, { ...shell, user: 'nobody-here' });
      await failsSoon(id, { ...shell, workingDir: '/no/such/folder' });
    }, 60_000);

    it('bounds a flood, and still reacts', async () => {
      const id = await run(['sleep', '1000']);
      const before = performance.now();
      const flood = await start(id, {
        kind: 'exec',
        command: [
          '/bin/sh',
          '-c',
          'yes 0123456789012345678901234567890123456789012345678901234567890 | head -c 10000000',
        ],
      });
      await eventually(() => expect(flood.seen.ended).toBeDefined(), 60_000);
      expect(flood.seen.bytes).toBeGreaterThan(10_000_000);
      console.log(`10 MB through a terminal in ${Math.round(performance.now() - before)} ms`);
      const endless = await start(id, { kind: 'exec', command: ['/bin/sh', '-c', 'yes; echo over'] });
      await eventually(() => expect(endless.seen.bytes).toBeGreaterThan(300_000));
      await endless.type('\u0003');
      await endless.end();
    });

    // Old engines give a flood of short lines line by line: how long it takes is measured against a bare client.
    it('takes a flood of short lines about as fast as the engine gives it', async () => {
      const id = await run(['sleep', '1000']);
      const lines = 500_000;
      const command = ['/bin/sh', '-c', `yes | head -n ${lines}`];
      let [raw, ours, items] = [0, 0, 0];
      for (let turn = 0; turn < 2; turn++) {
        const engineAlone = await rawExec(engine(), id, command);
        raw += engineAlone.ms;
        expect(engineAlone.bytes).toBeGreaterThanOrEqual(3 * lines);
        const before = performance.now();
        const flood = await start(id, { kind: 'exec', command });
        await eventually(() => expect(flood.seen.ended).toBeDefined(), 60_000);
        ours += performance.now() - before;
        items = flood.seen.items;
        expect(flood.seen.bytes).toBe(3 * lines);
        const note = `${engineAlone.chunks} pieces from the engine, ${items} items to the page`;
        console.log(`${lines} lines of 3 bytes: ${note}`);
      }
      console.log(
        `a bare client ${Math.round(raw)} ms, Estiba ${Math.round(ours)} ms, ratio ${(ours / raw).toFixed(2)}`,
      );
      expect(ours).toBeLessThan(2.5 * raw + 2000);
      // Not more than one every two milliseconds, and those that are full.
      expect(items).toBeLessThan(ours / 2 + (3 * lines) / (16 * 1024));
    }, 180_000);

    it('attaches to the main process and leaves it alive', async () => {
      const loop = 'trap "echo caught" INT; while read line; do echo "got $line"; done; sleep 1000';
      const id = await run(['sh', '-c', loop], { Tty: true, OpenStdin: true });
      const attached = await start(id, { kind: 'attach', stdin: true, detachKeys: 'ctrl-p,ctrl-q' });
      expect(attached.session.tty).toBe(true);
      await attached.type('hello\n');
      await attached.until(/got hello/);
      // As a person types: keys that reach the engine in one piece are no detach keys to Docker 20.10 and Podman.
      await attached.type('\u0010');
      await sleep(300);
      await attached.type('\u0011');
      expect((await attached.end())?.outcome).toEqual({ kind: 'detached' });
      const again = await start(id, { kind: 'attach', stdin: true });
      await again.type('more\n');
      await again.until(/got more/);
      expect(await client().close({ sessionId: again.session.id })).toEqual({ process: 'detached' });
      expect((await client().target(scopeOf(id))).running).toBe(true);
    });

    it('attaches without a terminal: both outputs, and an end of the input', async () => {
      const id = await run(
        ['sh', '-c', 'while read line; do echo "got $line"; echo "err $line" >&2; done; exit 3'],
        {
          OpenStdin: true,
          StdinOnce: true,
        },
      );
      const attached = await start(id, { kind: 'attach', stdin: true });
      expect(attached.session.tty).toBe(false);
      await attached.type('one\n');
      await attached.until(/got one/);
      await attached.until(/err one/);
      await client().endInput({ sessionId: attached.session.id });
      expect((await attached.end())?.outcome).toEqual({ kind: 'exited', exitCode: 3, containerEnded: true });
    });

    // Podman in a sandbox may not set the limits that it gives every container, and the API takes none for a helper.
    it.skipIf(isPodman)('shows a container without a shell from a helper, and removes that', async () => {
      const bare = await importShellless();
      const id = await run(['/opt/busybox', 'sleep', '1000'], {}, bare);
      expect((await client().target(scopeOf(id))).shells).toEqual([]);
      await expect(start(id, { kind: 'debug', image: bare })).rejects.toMatchObject({
        details: { reason: 'no_shell' },
      });
      const { session, type, until, end } = await start(id, { kind: 'debug', image });
      expect(session.helper?.targetRoot).toBe('/proc/1/root');
      await type('cat marker; echo; ps | grep "sleep 100[0]"\n');
      await until(/of the target\s+1 .*sleep 1000/);
      const helpers = async () => {
        const query = { all: '1', filters: JSON.stringify({ label: ['dev.estiba.helper'] }) };
        return await engine().api.json<unknown[]>('GET', '/containers/json', { query });
      };
      expect(await helpers()).toHaveLength(1);
      await type('exit 4\n');
      expect((await end())?.outcome).toEqual({ kind: 'exited', exitCode: 4, containerEnded: false });
      await eventually(async () => expect(await helpers()).toHaveLength(0));
      const other = await start(id, { kind: 'debug', image });
      await client().close({ sessionId: other.session.id });
      expect(await helpers()).toHaveLength(0);
    });

    it('says that the container died', async () => {
      const id = await run(['sleep', '1000']);
      const { type, until, end } = await start(id);
      await type('echo here\n');
      await until(/here/);
      await engine().api.call('POST', `/containers/${id}/kill`);
      expect((await end())?.outcome).toMatchObject({ kind: 'exited', containerEnded: true });
      await expect(start(id)).rejects.toMatchObject({ code: 'failed_precondition' });
    });
  });
});
