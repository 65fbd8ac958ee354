import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerProfile, ContainerSample, StatsBatch } from '../../src/common/contract/stats';
import { createContainerLists } from '../../src/main/backend/features/containers/containers-feature';
import { createStatsFeature } from '../../src/main/backend/features/stats/stats-feature';
import { createStatsService, type StatsService } from '../../src/main/backend/features/stats/stats-service';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const mib = 1024 * 1024;

describeEngines((engine, entry) => {
  const isPodman = entry.name.startsWith('podman');
  let services: Services;
  let service: StatsService;
  let lists: ReturnType<typeof createContainerLists>;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    const platform = createPlatform();
    lists = createContainerLists({ engines: services.engines, logger: platform.logger });
    service = createStatsService({ engines: services.engines, lists, platform });
  });
  afterAll(async () => {
    service?.dispose();
    lists?.dispose();
    await services?.stop();
  });

  const client = () => createRouterClient(createStatsFeature({ engines: services.engines, stats: service }));
  const run = (name: string, command: string[], hostConfig: object = {}) =>
    runContainer(engine().api, { name, image, command, hostConfig: { NetworkMode: 'none', ...hostConfig } });
  const remove = (id: string) => engine().api.call('DELETE', `/containers/${id}?force=1`);
  const scope = (id: string) => ({ engineId: services.engineId, id });

  /** Watches until `isDone`, at most 20 s. */
  async function watch(ids: string[] | undefined, isDone: (batches: readonly StatsBatch[]) => boolean) {
    const batches: StatsBatch[] = [];
    const stream = await client().watch({ engineId: services.engineId, ids });
    const deadline = Date.now() + 20_000;
    for await (const batch of stream) {
      batches.push(batch);
      if (isDone(batches) || Date.now() > deadline) break;
    }
    return batches;
  }

  const samplesOf = (batches: readonly StatsBatch[], id: string): ContainerSample[] =>
    batches.flatMap(({ samples }) =>
      samples.filter((sample) => sample.id === id && sample.gap === undefined),
    );
  const profileOf = (batches: readonly StatsBatch[], id: string): ContainerProfile | undefined =>
    batches.flatMap(({ profiles }) => profiles).findLast((profile) => profile.id === id);

  describe('stats', () => {
    it('shows the use of a limited busy loop, its limit and that it is stopped', async () => {
      const id = await run('busy', ['sh', '-c', 'while :; do :; done'], { NanoCpus: 5e8 });
      const batches = await watch([id], (so) => samplesOf(so, id).length >= 4);
      const samples = samplesOf(batches, id);
      const time = samples.reduce((sum, { intervalMs }) => sum + intervalMs, 0);
      const used = samples.reduce((sum, { intervalMs, cpuCores = 0 }) => sum + cpuCores * intervalMs, 0);
      // Less than its share is all it gets on a machine that is busy otherwise; more it never gets.
      expect(used / time).toBeGreaterThan(0.2);
      expect(used / time).toBeLessThan(0.53);
      expect(Math.max(...samples.map(({ throttledShare = 0 }) => throttledShare))).toBeGreaterThan(0.3);
      expect(Math.max(...samples.map(({ stoppedMsPerSecond = 0 }) => stoppedMsPerSecond))).toBeGreaterThan(
        50,
      );
      expect(profileOf(batches, id)).toMatchObject({
        source: { kind: 'cgroup', path: expect.stringContaining(id) },
        bounds: { cpuCores: { value: 0.5, role: 'container' } },
        limits: { cpu: { periodUsec: { value: 100000 } } },
      });
      expect(batches.at(-1)?.host?.cpuCores).toBeGreaterThan(0.2);
      await remove(id);
    });

    it('agrees with the engine about memory, and shows the files', async () => {
      const command = [
        'sh',
        '-c',
        'dd if=/dev/zero of=/tmp/x bs=1M count=20; x=$(yes | head -c 20000000); touch /ready; sleep 1000; :',
      ];
      const id = await run('memory', command, { Memory: 256 * mib, MemorySwap: 256 * mib });
      // While it grows, the engine's figure is older than ours.
      await eventually(async () => {
        const { status } = await engine().api.call('HEAD', `/containers/${id}/archive?path=/ready`);
        expect(status).toBe(200);
      });
      await eventually(async () => {
        const { rows } = await client().verify(scope(id));
        const anon = rows.find(({ metric }) => metric === 'anon');
        expect(anon?.ours).toMatchObject({ value: expect.any(Number) });
        if (anon && 'value' in anon.ours) expect(anon.ours.value).toBeGreaterThan(15_000_000);
      });
      const { rows, files, source, engineAnswer } = await client().verify(scope(id));
      expect(source.kind).toBe('cgroup');
      expect(engineAnswer).toMatchObject({ memory_stats: { limit: 256 * mib } });
      const row = (metric: string) => rows.find((each) => each.metric === metric);
      for (const metric of ['cpuUsage', 'pids', 'memoryCurrent', 'memoryLimit']) {
        const found = row(metric);
        expect(found?.ours, metric).toHaveProperty('value');
        if (!found || !('value' in found.ours) || !('value' in found.engine)) continue;
        const [ours, theirs] = [Number(found.ours.value), Number(found.engine.value)];
        expect(Math.abs(ours - theirs), `${metric}: ${ours} and ${theirs}`).toBeLessThanOrEqual(
          theirs * 0.02 + 4096,
        );
      }
      expect(files.map(({ path }) => path)).toContainEqual(expect.stringContaining(id));
    });

    it('names what binds', async () => {
      const id = await run('bound', ['sleep', '1000'], { NanoCpus: 15e8, PidsLimit: 50, Memory: 64 * mib });
      const limits = await client().effectiveLimits(scope(id));
      const command = isPodman ? 'podman' : 'docker';
      expect(limits.cpuCores).toMatchObject({
        value: 1.5,
        role: 'container',
        setBy: `${command} run --cpus`,
      });
      expect(limits.memoryBytes).toMatchObject({ value: 64 * mib, setBy: `${command} run --memory` });
      expect(limits.pids).toMatchObject({ value: 50, setBy: `${command} run --pids-limit` });
      expect(limits.levels.at(-1)).toMatchObject({ role: 'container', pidsCurrent: 1 });
    });

    it('counts processes and tells when a container has ended', async () => {
      const id = await run('short', ['sh', '-c', 'sleep 1000 & sleep 1001 & wait']);
      const seen = await watch([id], (so) => samplesOf(so, id).length > 0);
      expect(samplesOf(seen, id).at(-1)).toMatchObject({ pids: 3 });
      const stream = await client().watch({ engineId: services.engineId, ids: [id] });
      let killed = false;
      const ended: string[] = [];
      for await (const batch of stream) {
        ended.push(...batch.ended);
        if (ended.length > 0) break;
        if (!killed && batch.samples.length > 0) {
          killed = true;
          await engine().api.call('POST', `/containers/${id}/kill`);
        }
      }
      expect(ended).toEqual([id]);
    });

    it('follows a container through a restart to its new process', async () => {
      const id = await run('again', ['sleep', '1000']);
      await watch([id], (so) => samplesOf(so, id).length > 0);
      await engine().api.call('POST', `/containers/${id}/restart?t=0`);
      const batches = await watch([id], (so) => samplesOf(so, id).length > 1);
      expect(samplesOf(batches, id).at(-1)?.pids).toBe(1);
    });

    it('keeps a history of all, also of what nobody sees', async () => {
      const id = await run('kept', ['sleep', '1000']);
      await eventually(async () => {
        const [history] = await client().history({ engineId: services.engineId, ids: [id] });
        expect(history?.at.length).toBeGreaterThan(0);
        expect(history?.pids).toHaveLength(history?.at.length ?? -1);
        expect(history?.memoryBytes.at(-1)).toBeGreaterThan(0);
      });
    });

    it('counts containers that are not seen in the totals', async () => {
      const batches = await watch([], (so) => (so.at(-1)?.totals.containers ?? 0) > 2);
      expect(batches.at(-1)?.samples).toEqual([]);
      expect(batches.at(-1)?.totals.memoryBytes).toBeGreaterThan(0);
    });

    it('falls back to the engine where files cannot be seen, through the same types', async () => {
      const remote = createStatsService({
        engines: services.engines,
        lists,
        platform: { ...createPlatform(), os: 'darwin' },
      });
      const id = await run('elsewhere', ['sh', '-c', 'while :; do :; done'], {
        NanoCpus: 5e8,
        Memory: 64 * mib,
      });
      const batches: StatsBatch[] = [];
      for await (const batch of remote.of(services.engineId).watch([id], AbortSignal.timeout(20_000))) {
        batches.push(batch);
        if (samplesOf(batches, id).length >= 2) break;
      }
      remote.dispose();
      expect(samplesOf(batches, id).at(-1)?.cpuCores).toBeGreaterThan(0.05);
      expect(samplesOf(batches, id).at(-1)?.cpuCores).toBeLessThan(0.6);
      await remove(id);
      expect(profileOf(batches, id)).toMatchObject({
        source: { kind: 'engine', reason: 'not_linux' },
        bounds: { cpuCores: { value: 0.5 }, memoryBytes: { value: 64 * mib } },
        absent: { cpuPressure: 'not_in_api', oomKills: 'not_in_api' },
      });
    });
  });
});
