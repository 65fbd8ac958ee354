import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Analysis } from '../../src/common/contract/layer-analysis';
import { describeEngines, importBusyboxImage } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { type BenchClient, withBackend } from '../support/layers/layers-bench';

/** What happens to a reading of layers when something ends in the middle of it. */

const bigDockerfile = `
FROM estiba-test/bb:1
RUN dd if=/dev/urandom of=/a bs=1048576 count=60
RUN dd if=/dev/urandom of=/b bs=1048576 count=60
`;

describeEngines((engine) => {
  let home: string;
  const containers = () => engine().api.json<readonly unknown[]>('GET', '/containers/json?all=1');

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'estiba-layers-faults-'));
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  /** Reads by `docker save`, calls `interrupt` with the first bytes, and gives the last state and when it came. */
  async function read(
    tag: string,
    interrupt: (client: BenchClient, jobId: string) => Promise<unknown>,
  ): Promise<{ last: Analysis | undefined; endedAfterMs: number }> {
    return withBackend(
      engine().host,
      async (client, engineId) => {
        await client.settings.update({ layers: { fastPath: false } });
        const location = { kind: 'engine', engineId, image: tag } as const;
        const { analysisId, jobId = '' } = await client.layers.open({ location, fresh: true });
        let last: Analysis | undefined;
        let interruptedAt = 0;
        let interrupting: Promise<unknown> | undefined;
        for await (const state of await client.layers.watch({ analysisId })) {
          last = state;
          const job = await client.jobs.get({ jobId });
          if (interruptedAt > 0 || job.progress?.kind !== 'layers' || job.progress.bytes === 0) continue;
          interruptedAt = performance.now();
          interrupting = interrupt(client, jobId);
        }
        const endedAfterMs = performance.now() - interruptedAt;
        await interrupting;
        expect(interruptedAt).toBeGreaterThan(0);
        return { last, endedAfterMs };
      },
      home,
    );
  }

  it('a cancel ends it within 200 ms and leaves nothing', async () => {
    await buildImage(engine().api, 'estiba-test/canceled:1', bigDockerfile);
    const before = await containers();
    const { last, endedAfterMs } = await read('estiba-test/canceled:1', (client, jobId) =>
      client.jobs.cancel({ jobId }),
    );
    expect(last).toMatchObject({ state: 'canceled' });
    expect(endedAfterMs).toBeLessThan(200);
    expect(await containers()).toHaveLength(before.length);
    const files = await readdir(home, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.includes('.tmp'))).toEqual([]);
  }, 240_000);

  it('an image that is removed meanwhile is read to its end, or the engine’s words are told', async () => {
    await buildImage(engine().api, 'estiba-test/removed:1', bigDockerfile);
    const { last } = await read('estiba-test/removed:1', () =>
      engine().api.call('DELETE', '/images/estiba-test/removed:1?force=1'),
    );
    if (last?.state === 'ready') expect(last.layers.every(({ state }) => state === 'ready')).toBe(true);
    else expect(last).toMatchObject({ state: 'failed', error: { message: expect.stringMatching(/\w{3}/) } });
  }, 240_000);
});
