import { execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContainer, describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { createTar } from '../support/tar';
import { eventually, type Services, startServices } from './resource-services';

describeEngines((engine, entry) => {
  let services: Services;
  const isPodman = entry.name.startsWith('podman');

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const measure = (maxAgeSeconds = 0) =>
    services.system.diskUsage({ engineId: services.engineId, maxAgeSeconds });

  async function importFile(reference: string, bytes: number): Promise<void> {
    const { engineId } = services;
    const ticket = await services.images.import({ engineId, fileName: 'root.tar', reference });
    const root = createTar([{ name: 'file', body: Buffer.alloc(bytes, reference) }]);
    await services.transfers.upload(ticket.path.replace(/^files\//, ''), Readable.from([root]));
    await services.ended(ticket);
  }

  describe('disk usage', () => {
    it('counts images, containers and volumes as docker system df does', async () => {
      await importFile('estiba-test/unused:1', 2_000_000);
      await runContainer(engine().api, {
        name: 'active',
        image: 'estiba-test/bb:1',
        command: ['sh', '-c', 'dd if=/dev/zero of=/srv/x bs=1000 count=30; sleep 1000'],
        hostConfig: { NetworkMode: 'none', Binds: ['mounted:/m'] },
      });
      await createContainer(engine().api, {
        name: 'resting',
        image: 'estiba-test/bb:1',
        hostConfig: { NetworkMode: 'none' },
      });
      await services.volumes.create({ engineId: services.engineId, name: 'alone' });
      await eventually(async () => {
        const usage = await measure();
        expect(usage.containers).toMatchObject({ count: 2, active: 1, reclaimableBytes: 0 });
        expect(usage.containers.sizeBytes).toBeGreaterThanOrEqual(30_000);
        expect(usage.containers.sizeBytes).toBeLessThan(31_000);
      });
      const usage = await measure();
      expect(usage.images).toMatchObject({ count: 2, active: 1 });
      expect(usage.volumes).toMatchObject({ count: 2, active: 1 });
      const listed = await services.images.list({ engineId: services.engineId });
      const sizes = new Map(listed.map(({ id, sizeBytes }) => [id, sizeBytes]));
      for (const { id, uniqueBytes } of usage.imageSizes) expect(uniqueBytes).toBe(sizes.get(id));
      if (isPodman) return;
      expect(usage.images.sizeBytes).toBe([...sizes.values()].reduce((sum, size) => sum + size, 0));
      expect(usage.images.reclaimableBytes).toBe(2_000_000);
      expect(dfOfCli()).toEqual({
        Images: [usage.images.count, usage.images.active],
        Containers: [usage.containers.count, usage.containers.active],
        'Local Volumes': [usage.volumes.count, usage.volumes.active],
        'Build Cache': [usage.buildCache.count, usage.buildCache.active],
      });
    });

    it('is measured once for many callers, and not again while it is young', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => measure()));
      expect(new Set(all.map((usage) => usage.measuredAt)).size).toBe(1);
      expect((await measure(60)).measuredAt).toBe(all[0]?.measuredAt);
      expect((await measure()).measuredAt).toBeGreaterThan(all[0]?.measuredAt ?? 0);
    });

    it('waits while somebody else measures', async () => {
      const { api } = engine();
      const others = Array.from({ length: 4 }, () => api.call('GET', '/system/df'));
      await expect(measure()).resolves.toMatchObject({ images: { count: 2 } });
      await Promise.all(others);
    });

    /** Count and active of each line, by the command that everybody knows. */
    function dfOfCli(): Readonly<Record<string, readonly number[]>> {
      const text = execFileSync('docker', ['-H', engine().host, 'system', 'df', '--format', '{{json .}}'], {
        encoding: 'utf8',
      });
      const lines = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, string>);
      return Object.fromEntries(
        lines.map((line) => [line.Type, [Number(line.TotalCount), Number(line.Active)]]),
      );
    }
  });
});
