import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, LiveView, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';

describeEngines((engine, entry) => {
  let services: Services;
  const isPodman = entry.name.startsWith('podman');

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const target = (...ids: string[]) => ({ engineId: services.engineId, ids });

  describe('networks', () => {
    it('of the engine itself are marked and not removed', async () => {
      const { engineId } = services;
      const networks = await services.networks.list({ engineId });
      const own = networks.filter((network) => network.predefined).map((network) => network.name);
      // Podman calls its only one bridge when it speaks to docker's clients.
      expect(own.sort()).toEqual(isPodman ? ['bridge'] : ['bridge', 'host', 'none']);
      const first = networks.find((network) => network.predefined);
      expect(await services.networks.previewRemove(target(first?.id ?? ''))).toMatchObject([
        { name: first?.name, predefined: true },
      ]);
      const job = await services.ended(await services.networks.remove(target(first?.name ?? '')));
      expect(job).toMatchObject({ state: 'failed', subjects: [{ id: first?.id, name: first?.name }] });
    });

    it('are created with a subnet, inspected, and refused a second time', async () => {
      const { engineId } = services;
      const input = {
        engineId,
        name: 'front',
        subnet: '10.77.0.0/24',
        gateway: '10.77.0.1',
        internal: true,
        labels: { 'com.docker.compose.project': 'shop', html: '<i>\u202e</i>' },
      };
      const made = await services.networks.create(input);
      expect(made).toMatchObject({
        name: 'front',
        driver: 'bridge',
        internal: true,
        predefined: false,
        subnets: [{ subnet: '10.77.0.0/24', gateway: '10.77.0.1' }],
        labels: input.labels,
        compose: { project: 'shop' },
      });
      expect((await services.networks.list({ engineId })).find(({ id }) => id === made.id)).toEqual(made);
      const { details } = await services.networks.inspect({ engineId, id: 'front' });
      expect(details).toEqual({ ...made, endpoints: [] });
      await expect(
        services.networks.create({ ...input, subnet: undefined, gateway: undefined }),
      ).rejects.toMatchObject({ code: 'already_exists' });
      const job = await services.ended(await services.networks.remove(target(made.id)));
      expect(job).toMatchObject({ state: 'succeeded', subjects: [{ name: 'front' }] });
    });

    it('are not created with a gateway alone or a wrong subnet', async () => {
      const { engineId } = services;
      await expect(
        services.networks.create({ engineId, name: 'xx', gateway: '10.0.0.1' }),
      ).rejects.toMatchObject({
        code: 'invalid_argument',
      });
      await expect(services.networks.create({ engineId, name: 'xx', subnet: 'nonsense' })).rejects.toThrow();
    });

    // Podman's networks need netavark, which writes firewall rules.
    it.skipIf(isPodman)('in use tell by whom; containers show when they join and leave', async () => {
      const { engineId } = services;
      const stop = new AbortController();
      const [networks, containers] = [
        new LiveView(
          await services.networks.watch({ engineId }, { signal: stop.signal }),
          (network) => network.id,
        ),
        new LiveView(
          await services.containers.watch({ engineId }, { signal: stop.signal }),
          (container) => container.id,
        ),
      ];
      await eventually(() => expect([networks.stale, containers.stale]).toEqual([false, false]));
      const { id } = await services.networks.create({ engineId, name: 'joined' });
      const container = await runContainer(engine().api, {
        name: 'member',
        image,
        command: ['sleep', '1000'],
        hostConfig: { NetworkMode: 'joined' },
      });
      await eventually(() => {
        expect(networks.items.get(id)?.name).toBe('joined');
        expect(containers.items.get(container)?.networks).toMatchObject([
          { name: 'joined', networkId: id, ipv4: expect.stringMatching(/^\d+\./) },
        ]);
      });
      const usedBy = [{ id: container, name: 'member', running: true }];
      expect(await services.networks.previewRemove(target('joined'))).toEqual([
        { id, name: 'joined', predefined: false, usedBy },
      ]);
      const { details } = await services.networks.inspect({ engineId, id });
      expect(details.endpoints).toMatchObject([{ containerId: container, containerName: 'member' }]);
      const refused = await services.ended(await services.networks.remove(target(id)));
      expect(refused).toMatchObject({ state: 'failed', error: { code: 'failed_precondition' } });
      const { api } = engine();
      await api.json('POST', `/networks/${id}/disconnect`, { body: { Container: container } });
      await eventually(() => expect(containers.items.get(container)?.networks).toEqual([]));
      await services.ended(await services.containers.remove({ ...target(container), force: true }));
      await services.ended(await services.networks.remove(target(id)));
      await eventually(() => expect(networks.items.has(id)).toBe(false));
      stop.abort();
    });
  });
});
