import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContainer, describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, LiveView, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';

describeEngines((engine) => {
  let services: Services;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const target = (...ids: string[]) => ({ engineId: services.engineId, ids });

  describe('volumes', () => {
    it('are created, listed, inspected and removed', async () => {
      const { engineId } = services;
      const labels = { 'com.docker.compose.project': 'shop', html: '<b>\u202e</b>' };
      const made = await services.volumes.create({ engineId, name: 'data', labels });
      expect(made).toMatchObject({ name: 'data', driver: 'local', labels, anonymous: false });
      expect(made.compose).toEqual({ project: 'shop' });
      expect(Math.abs((made.createdAt ?? 0) - Date.now())).toBeLessThan(60_000);
      const [listed] = await services.volumes.list({ engineId });
      expect(listed).toMatchObject({ name: 'data', labels, mountpoint: made.mountpoint });
      const { details, raw } = await services.volumes.inspect({ engineId, id: 'data' });
      expect(details).toEqual(listed);
      expect(raw).toMatchObject({ Name: 'data' });
      const job = await services.ended(await services.volumes.remove(target('data', 'nobody')));
      expect(job).toMatchObject({
        state: 'succeeded',
        result: {
          succeeded: [{ name: 'data' }],
          failed: [{ subject: { name: 'nobody' }, error: { code: 'not_found' } }],
        },
      });
      expect(await services.volumes.list({ engineId })).toEqual([]);
    });

    it('get a name from the engine when they have none', async () => {
      const made = await services.volumes.create({ engineId: services.engineId });
      expect(made).toMatchObject({ name: expect.stringMatching(/^[0-9a-f]{64}$/), anonymous: true });
      await services.ended(await services.volumes.remove(target(made.name)));
    });

    it('are not created with an unknown driver', async () => {
      const { engineId } = services;
      await expect(services.volumes.create({ engineId, name: 'xx', driver: 'nope' })).rejects.toThrow(/nope/);
    });

    it('in use tell by whom and how much, and are refused', async () => {
      const { engineId } = services;
      const container = await runContainer(engine().api, {
        name: 'writer',
        image,
        command: ['sh', '-c', 'dd if=/dev/zero of=/v/file bs=1000 count=100; sleep 1000'],
        hostConfig: { NetworkMode: 'none', Binds: ['used:/v'] },
      });
      await eventually(async () => {
        const usage = await services.system.diskUsage({ engineId, maxAgeSeconds: 0 });
        expect(usage.volumeSizes).toEqual([{ name: 'used', sizeBytes: 100_000 }]);
      });
      expect(await services.volumes.previewRemove(target('used'))).toEqual([
        { name: 'used', sizeBytes: 100_000, usedBy: [{ id: container, name: 'writer', running: true }] },
      ]);
      const refused = await services.ended(await services.volumes.remove(target('used')));
      expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
      await services.ended(await services.containers.remove({ ...target(container), force: true }));
      const removed = await services.ended(await services.volumes.remove(target('used')));
      expect(removed.state).toBe('succeeded');
    });

    it('are followed by their live list, also those that containers bring and take', async () => {
      const { engineId } = services;
      const stop = new AbortController();
      const view = new LiveView(
        await services.volumes.watch({ engineId }, { signal: stop.signal }),
        (volume) => volume.name,
      );
      await eventually(() => expect(view.kinds).toContain('snapshot'));
      for (const name of ['one', 'one-more', 'two']) await services.volumes.create({ engineId, name });
      const container = await createContainer(engine().api, {
        name: 'brings',
        image,
        hostConfig: { NetworkMode: 'none', Binds: ['brought:/b'] },
        more: { Volumes: { '/anonymous': {} } },
      });
      await eventually(() => expect(view.items.size).toBe(5));
      await services.ended(await services.containers.remove({ ...target(container), volumes: true }));
      await services.ended(await services.volumes.remove(target('one')));
      await eventually(() => expect([...view.items.keys()].sort()).toEqual(['brought', 'one-more', 'two']));
      await services.ended(await services.volumes.remove(target('brought', 'one-more', 'two')));
      await eventually(() => expect(view.items.size).toBe(0));
      stop.abort();
    });
  });
});
