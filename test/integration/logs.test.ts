import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEvent, LogTime } from '../../src/common/contract/logs';
import { maxLineBytes } from '../../src/common/log-limits';
import { createLogsFeature } from '../../src/main/backend/features/logs/logs-feature';
import { createContainer, describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';

/** What a page has of one log. */
class Reading {
  readonly texts: string[] = [];
  readonly times: LogTime[] = [];
  readonly flags: number[] = [];
  readonly cut: number[] = [];
  readonly states: string[] = [];
  total = 0;
  ended = false;
  failure: unknown;
  readonly #abort = new AbortController();

  constructor(open: (signal: AbortSignal) => Promise<AsyncIterable<LogEvent>>) {
    this.#read(open).catch((error: unknown) => {
      this.failure = error;
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  async #read(open: (signal: AbortSignal) => Promise<AsyncIterable<LogEvent>>): Promise<void> {
    for await (const event of await open(this.#abort.signal)) {
      if (event.kind !== 'lines') {
        this.states.push(event.kind === 'paused' ? event.reason : event.kind);
        continue;
      }
      const { texts, ms, nanos, flags, cut } = event.lines;
      this.texts.push(...texts);
      this.flags.push(...flags);
      this.cut.push(...cut.map(({ bytes }) => bytes));
      this.times.push(...ms.map((value, index) => ({ ms: value, nanos: nanos[index] ?? 0 })));
      this.total = event.totalLines;
    }
    this.ended = true;
  }
}

/**
 * Podman 4.3, asked for the last lines, joins the parts of long lines wrongly and ends one that is being written: the text
 * is not what the container wrote, and nothing in it says so. Known, see docs/logs.md.
 */
const mangles = (name: string): boolean => name.startsWith('podman');

describeEngines((engine, entry) => {
  let services: Services;
  let number = 0;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const client = () => createRouterClient(createLogsFeature(services));
  const run = (script: string, more: object = {}) => {
    number += 1;
    return runContainer(engine().api, {
      name: `logs-${number}`,
      image,
      command: ['sh', '-c', script],
      hostConfig: { NetworkMode: 'none' },
      more,
    });
  };
  const watch = (id: string, tail = 100_000) =>
    new Reading(async (signal) =>
      client().watch({ engineId: services.engineId, id, tail }, { signal } as never),
    );
  const remove = (id: string) => engine().api.call('DELETE', `/containers/${id}?force=1`);
  const saved = async (input: object, id: string): Promise<string> => {
    const { path } = await client().save({
      engineId: services.engineId,
      containers: [{ id, name: 'x' }],
      ...input,
    });
    const { body } = await services.transfers.download(path.replace('files/', ''));
    let text = '';
    for await (const chunk of body) text += chunk.toString();
    return text;
  };

  describe('logs', () => {
    it('gives 25,000 lines in order, without loss, and says that the container ended', async () => {
      const id = await run('sleep 1; seq 1 25000; exit 3');
      const reading = watch(id);
      await eventually(() => expect(reading.states).toContain('exited'), 60_000);
      reading.stop();
      expect(reading.texts).toEqual(Array.from({ length: 25_000 }, (_none, index) => String(index + 1)));
      expect(reading.total).toBe(25_000);
      await remove(id);
    }, 90_000);

    it('does not stop at 50,000 lines a second', async () => {
      const rounds = 12;
      const script = `sleep 1; i=0; while [ $i -lt ${rounds} ]; do seq 1 25000 | sed "s/^/INFO a line with the number /"; sleep 0.4; i=$((i+1)); done; sleep 1000`;
      const id = await run(script);
      const startedAt = Date.now();
      const reading = watch(id, 5000);
      const isWhole = () => expect(reading.texts.length).toBe(rounds * 25_000);
      await eventually(isWhole, 60_000);
      console.log(`NOTE ${rounds * 25_000} lines of ${entry.name} in ${Date.now() - startedAt} ms`);
      reading.stop();
      expect(reading.texts.at(-1)).toBe('INFO a line with the number 25000');
      await remove(id);
    }, 90_000);

    it('tells the streams apart and begins with the tail', async () => {
      const id = await run('echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; sleep 1000');
      await sleep(1500);
      const reading = watch(id, 2);
      await eventually(() => expect(reading.texts).toEqual(['two', 'three']));
      expect(reading.flags).toEqual([1, 0]);
      expect(Math.abs((reading.times[0]?.ms ?? 0) - Date.now())).toBeLessThan(20_000);
      reading.stop();
      await remove(id);
    });

    const onRestart = 'goes on over a restart without losing or repeating lines, and ends with the removal';
    it(onRestart, async () => {
      const id = await run('seq 1 300; sleep 1000');
      const reading = watch(id);
      await eventually(() => expect(reading.texts).toHaveLength(300));
      await engine().api.call('POST', `/containers/${id}/restart?t=0`);
      await eventually(() => expect(reading.texts).toHaveLength(600));
      await sleep(700);
      expect(reading.texts).toHaveLength(600);
      expect(reading.texts.slice(300, 303)).toEqual(['1', '2', '3']);
      await remove(id);
      await eventually(() => expect(reading.ended).toBe(true));
      expect(reading.states.at(-1)).toBe('removed');
    }, 60_000);

    it('gives earlier lines back to the beginning', async () => {
      const id = await run('seq 1 500; sleep 1000');
      await eventually(async () => expect((await saved({}, id)).split('\n')).toHaveLength(501));
      const reading = watch(id, 100);
      await eventually(() => expect(reading.texts).toHaveLength(100));
      reading.stop();
      const oldest = reading.times[0] ?? { ms: 0, nanos: 0 };
      const atTime = reading.times.filter(
        ({ ms, nanos }) => ms === oldest.ms && nanos === oldest.nanos,
      ).length;
      const scope = { engineId: services.engineId, id, before: oldest };
      const first = await client().earlier({ ...scope, atTime, known: 100, limit: 150 });
      expect(first.lines.texts).toEqual(Array.from({ length: 150 }, (_none, index) => String(index + 251)));
      expect(first.hasMore).toBe(true);
      await remove(id);
    });

    it('joins the parts of a long line of a terminal, or leaves them with the times that the engine wrote', async () => {
      const id = await run(
        'echo one; sleep 1; head -c 40000 /dev/zero | tr "\\0" x; echo; echo end; sleep 1000',
        {
          Tty: true,
        },
      );
      const reading = watch(id);
      await eventually(() => expect(reading.texts.at(-1)).toBe('end'));
      reading.stop();
      const text = await saved({}, id);
      if (mangles(entry.name)) {
        expect(text.replace(/[^x]/g, '')).toHaveLength(40_000);
      } else {
        expect(reading.texts).toEqual(['one', 'x'.repeat(40_000), 'end']);
        expect(text).toBe(`one\n${'x'.repeat(40_000)}\nend\n`);
      }
      await remove(id);
    });

    it('reads a terminal', async () => {
      const id = await run('echo one; echo two >&2; sleep 1000', { Tty: true });
      const reading = watch(id);
      await eventually(() => expect(reading.texts).toEqual(['one', 'two']));
      reading.stop();
      await remove(id);
    });

    it('takes binary output and a very long line, which is cut and can be saved in full', async () => {
      const id = await run(
        'head -c 2000 /bin/busybox; echo; head -c 5000000 /dev/zero | tr "\\0" x; echo; echo end; sleep 1000',
      );
      if (mangles(entry.name)) {
        const end = `\n${'x'.repeat(5_000_000)}\nend\n`;
        await eventually(async () => expect((await saved({}, id)).endsWith(end)).toBe(true));
        await remove(id);
        return;
      }
      const reading = watch(id);
      await eventually(() => expect(reading.texts.at(-1)).toBe('end'), 60_000);
      reading.stop();
      const long = reading.texts.at(-2) ?? '';
      expect([long.length, reading.cut]).toEqual([maxLineBytes, [5_000_000]]);
      const only = reading.times.at(-2);
      const text = await saved({ only, streams: 'stdout' }, id);
      expect(text).toContain('x'.repeat(5_000_000));
      await remove(id);
    }, 90_000);

    it('says that a container was never started, and refuses one that is not there', async () => {
      const id = await createContainer(engine().api, { name: 'logs-created', image, command: ['sh'] });
      const reading = watch(id);
      await eventually(() => expect(reading.states).toEqual(['not_started']));
      reading.stop();
      const none = watch('no-such-container');
      await eventually(() => expect(none.failure).toMatchObject({ code: 'not_found' }));
      await remove(id);
    });
  });
});
