import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProcessBatch } from '../../src/common/contract/processes';
import { createNodeCgroupFiles } from '../../src/main/backend/cgroup/node-cgroup-files';
import { createProcessesFeature } from '../../src/main/backend/features/processes/processes-feature';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const script =
  'mkdir -p /etc; echo web:x:0:0::: > /etc/passwd; trap "" HUP; sleep 1001 & sleep 1002 & while :; do :; done';

describeEngines((engine) => {
  let services: Services;
  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const clientOn = (os: string) =>
    createRouterClient(
      createProcessesFeature({
        engines: services.engines,
        os,
        files: createNodeCgroupFiles(),
        clocks: { wall: Date.now, monotonic: () => performance.now() },
      }),
    );
  const run = (name: string) =>
    runContainer(engine().api, {
      name,
      image,
      command: ['sh', '-c', script],
      hostConfig: { NetworkMode: 'none', CapAdd: ['SYS_PTRACE'] },
    });
  /** The first batch that fits. */
  async function batchOf(
    os: string,
    id: string,
    fits: (batch: ProcessBatch) => boolean,
  ): Promise<ProcessBatch> {
    const stream = await clientOn(os).watch(
      { engineId: services.engineId, id },
      { signal: AbortSignal.timeout(20_000) },
    );
    for await (const batch of stream) if (fits(batch)) return batch;
    throw new Error('the watch ended');
  }
  const all = (batch: ProcessBatch) =>
    batch.processes.length === 3 && batch.processes.some(({ cpuCores = 0 }) => cpuCores > 0.1);

  describe('processes', () => {
    it('reads the tree, signals one of it, and notices the end', async () => {
      const id = await run('processes');
      const scope = { engineId: services.engineId, id };
      const { processes, source } = await eventually(async () => {
        const batch = await batchOf('linux', id, all);
        if (batch.processes[0]?.insideUserName === undefined) throw new Error('not written yet');
        return batch;
      });
      expect(source?.kind).toBe('proc');
      const [main, ...children] = processes;
      expect(main).toMatchObject({ main: true, insidePid: 1, insideUid: 0, insideUserName: 'web' });
      expect(main?.commandLine).toEqual(['sh', '-c', script]);
      expect(children.map(({ parent }) => parent)).toEqual([main?.pid, main?.pid]);
      const security = await clientOn('linux').security(scope);
      expect(security.capabilities?.effective).toContain('SYS_PTRACE');
      expect(security.signals?.ignored).toContain('HUP');
      const child = children.at(0);
      const target = { pid: child?.pid ?? 0, startTicks: child?.startTicks ?? 0 };
      const stale = { ...target, startTicks: target.startTicks + 1 };
      await expect(
        clientOn('linux').signal({ ...scope, process: stale, signal: 'KILL' }),
      ).rejects.toMatchObject({ code: 'not_found' });
      const outside = { pid: process.pid, startTicks: 1 };
      await expect(
        clientOn('linux').signal({ ...scope, process: outside, signal: 'KILL' }),
      ).rejects.toMatchObject({ code: 'not_found' });
      expect(await clientOn('linux').signal({ ...scope, process: target, signal: 'KILL' })).toEqual({
        by: 'kernel',
      });
      await batchOf('linux', id, (batch) =>
        batch.processes.every(({ pid, state }) => pid !== target.pid || state === 'Z'),
      );
      const ended = batchOf('linux', id, ({ running }) => !running);
      expect(
        await clientOn('linux').signal({
          ...scope,
          process: { pid: main?.pid ?? 0, startTicks: main?.startTicks },
          signal: 'KILL',
        }),
      ).toEqual({ by: 'engine' });
      expect((await ended).processes).toEqual([]);
      await expect(clientOn('linux').security(scope)).rejects.toMatchObject({ code: 'failed_precondition' });
      await engine().api.call('DELETE', `/containers/${id}?force=1`);
    }, 60_000);

    it('takes the engine’s list where there is no /proc', async () => {
      const id = await run('processes-top');
      const scope = { engineId: services.engineId, id };
      const batch = await eventually(() => batchOf('darwin', id, ({ processes }) => processes.length === 3));
      expect(batch.source).toEqual({ kind: 'engine', reason: 'not_linux' });
      expect(batch.processes.filter(({ main }) => main)).toHaveLength(1);
      expect(batch.processes.map(({ commandLine }) => commandLine.join(' '))).toContain('sleep 1001');
      const security = await clientOn('darwin').security(scope);
      expect(security.capabilities?.effective).toContain('SYS_PTRACE');
      const other = batch.processes.find(({ main }) => !main);
      await expect(
        clientOn('darwin').signal({ ...scope, process: { pid: other?.pid ?? 0 }, signal: 'TERM' }),
      ).rejects.toMatchObject({ code: 'failed_precondition' });
      await engine().api.call('DELETE', `/containers/${id}?force=1`);
    }, 60_000);
  });
});
