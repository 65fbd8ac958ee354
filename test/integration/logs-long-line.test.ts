import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogLines, LogTime } from '../../src/common/contract/logs';
import { lineFlag, maxLineBytes } from '../../src/common/log-limits';
import { createLogsFeature } from '../../src/main/backend/features/logs/logs-feature';
import { describeEngine, importBusyboxImage, machineDocker, runContainer } from '../support/engine';
import { type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const mebibyte = 1024 * 1024;
const lineBytes = 100 * mebibyte;
/** What a log line of 100 MB may add to the back end's process while it is read. */
const mostGrowth = 100 * mebibyte;

/** The growth of this process' resident memory while `work` runs, in bytes. */
async function growthOf(name: string, work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const startedAt = performance.now();
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  const growth = Math.max(most, process.memoryUsage.rss()) - before;
  console.log(
    `NOTE ${name}: ${Math.round(growth / mebibyte)} MiB more, ${Math.round(performance.now() - startedAt)} ms`,
  );
  return growth;
}

describeEngine(machineDocker(), (engine) => {
  let services: Services;
  let id: string;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    const script = `echo first; sleep 1; head -c ${lineBytes} /dev/zero | tr "\\0" x; echo; echo end; sleep 1000`;
    id = await runContainer(engine().api, {
      name: 'long-line',
      image,
      command: ['sh', '-c', script],
      hostConfig: { NetworkMode: 'none' },
    });
  });
  afterAll(() => services?.stop());

  const client = () => createRouterClient(createLogsFeature(services));

  /** Reads until the line `end` has come. */
  async function readToEnd(tail: number): Promise<LogLines> {
    const all: LogLines = { texts: [], ms: [], nanos: [], flags: [], cut: [] };
    const abort = new AbortController();
    const events = await client().watch({ engineId: services.engineId, id, tail }, {
      signal: abort.signal,
    } as never);
    for await (const event of events) {
      if (event.kind !== 'lines') continue;
      const { lines } = event;
      all.cut.push(...lines.cut.map(({ index, bytes }) => ({ index: index + all.texts.length, bytes })));
      for (const name of ['ms', 'nanos', 'flags'] as const) all[name].push(...lines[name]);
      all.texts.push(...lines.texts);
      if (all.texts.at(-1) === 'end') break;
    }
    abort.abort();
    return all;
  }

  describe('a line of 100 MB', () => {
    let time: LogTime;

    it('is followed with bounded memory, cut, and its length is said', async () => {
      let lines: LogLines | undefined;
      const growth = await growthOf('followed', async () => {
        lines = await readToEnd(5000);
      });
      expect(lines?.texts.map((text) => text.length)).toEqual([5, maxLineBytes, 3]);
      expect(lines?.cut).toEqual([{ index: 1, bytes: lineBytes }]);
      expect(growth).toBeLessThan(mostGrowth);
      time = { ms: lines?.ms[1] ?? 0, nanos: lines?.nanos[1] ?? 0 };
    }, 120_000);

    it('says that its beginning may be missing where the last entries begin in its middle', async () => {
      const growth = await growthOf('the last 5,000 entries', async () => {
        const lines = await readToEnd(5000);
        expect(lines.texts.map((text) => text.length)).toEqual([maxLineBytes, 3]);
        expect(lines.flags).toEqual([lineFlag.cut | lineFlag.headless, 0]);
      });
      expect(growth).toBeLessThan(mostGrowth);
    }, 120_000);

    it('does not hide what is before it', async () => {
      const growth = await growthOf('earlier', async () => {
        const scope = { engineId: services.engineId, id, before: time, atTime: 1, known: 2 };
        const { lines, hasMore } = await client().earlier(scope);
        expect([lines.texts, hasMore]).toEqual([['first'], false]);
      });
      expect(growth).toBeLessThan(mostGrowth);
    }, 120_000);

    it('is saved in full with bounded memory', async () => {
      let bytes = 0;
      const growth = await growthOf('saved', async () => {
        const { path } = await client().save({
          engineId: services.engineId,
          containers: [{ id, name: 'x' }],
          only: time,
        });
        const { body } = await services.transfers.download(path.replace('files/', ''));
        for await (const chunk of body) bytes += chunk.length;
      });
      expect(bytes).toBe(lineBytes + 1);
      expect(growth).toBeLessThan(mostGrowth);
    }, 120_000);
  });
});
