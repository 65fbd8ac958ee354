import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../src/common/contract/containers';
import { createContainer, describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, LiveView, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const hostile = {
  'html <img/src/onerror>': '<script>alert("1")</script>',
  rtl: 'abc\u202egpj.exe',
  control: 'bell\u0007 escape\u001b[31m null-free',
  __proto__: 'kept as data',
  emoji: '🚢'.repeat(10),
};

describeEngines((engine, entry) => {
  let services: Services;
  const isPodman = entry.name.startsWith('podman');

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const target = (...ids: string[]) => ({ engineId: services.engineId, ids });
  const noNetwork = { NetworkMode: 'none' };

  const create = (name: string, more: object = {}) =>
    createContainer(engine().api, {
      name,
      image,
      command: ['sleep', '1000'],
      hostConfig: noNetwork,
      ...more,
    });
  const run = (name: string, command = ['sleep', '1000']) =>
    runContainer(engine().api, { name, image, command, hostConfig: noNetwork });

  async function find(id: string): Promise<ContainerSummary | undefined> {
    return (await services.containers.list({ engineId: services.engineId })).find((each) => each.id === id);
  }

  describe('containers', () => {
    it('start, stop, pause, unpause, restart, kill and remove, each as one job', async () => {
      const id = await create('actions');
      const { engineId } = services;
      const steps = [
        [() => services.containers.start(target(id)), 'running'],
        [() => services.containers.start(target(id)), 'running'],
        [() => services.containers.restart({ ...target(id), timeoutSeconds: 0 }), 'running'],
        ...(services.info().capabilities.pause
          ? ([
              [() => services.containers.pause(target(id)), 'paused'],
              [() => services.containers.unpause(target(id)), 'running'],
            ] as const)
          : []),
        [() => services.containers.kill({ engineId, ids: [id], signal: 'KILL' }), 'exited'],
        [() => services.containers.start(target(id)), 'running'],
        [() => services.containers.stop({ ...target(id), timeoutSeconds: 0 }), 'exited'],
        [() => services.containers.stop({ ...target(id), timeoutSeconds: 0 }), 'exited'],
      ] as const;
      for (const [act, state] of steps) {
        const job = await services.ended(await act());
        expect(job, JSON.stringify(job)).toMatchObject({
          state: 'succeeded',
          subjects: [{ id, name: 'actions' }],
        });
        await eventually(async () => expect((await find(id))?.state).toBe(state));
      }
      expect(await find(id)).toMatchObject({ exitCode: 137 });
      const removal = await services.ended(await services.containers.remove(target('actions')));
      expect(removal).toMatchObject({ state: 'succeeded', kind: 'container.remove' });
      expect(await find(id)).toBeUndefined();
    });

    it('are renamed, and not to a name that is taken', async () => {
      const id = await create('old-name');
      const other = await create('taken');
      const { engineId } = services;
      await services.containers.rename({ engineId, id, name: 'new-name' });
      expect((await find(id))?.name).toBe('new-name');
      await expect(services.containers.rename({ engineId, id, name: 'taken' })).rejects.toMatchObject({
        message: expect.stringMatching(/already in use|already used/),
        code: 'already_exists',
      });
      await services.ended(await services.containers.remove(target(id, other)));
    });

    it('report a partial failure of a bulk action in one summary', async () => {
      const ids = await Promise.all(['bulk-1', 'bulk-2'].map((name) => create(name)));
      const running = await run('bulk-running');
      const job = await services.ended(await services.containers.remove(target(...ids, running, 'missing')));
      expect(job.state).toBe('succeeded');
      expect(job.subjectCount).toBe(4);
      expect(job.result).toMatchObject({
        kind: 'items',
        succeeded: [{ name: 'bulk-1' }, { name: 'bulk-2' }],
        failed: [
          {
            subject: { id: running, name: 'bulk-running' },
            error: {
              code: isPodman ? expect.any(String) : 'conflict',
              message: expect.stringContaining('running'),
            },
          },
          { subject: { id: 'missing', name: 'missing' }, error: { code: 'not_found' } },
        ],
      });
      const forced = await services.ended(
        await services.containers.remove({ ...target(running), force: true, volumes: true }),
      );
      expect(forced.state).toBe('succeeded');
    });

    it('tell what would be lost: the writable layer and anonymous volumes', async () => {
      const id = await createContainer(engine().api, {
        name: 'loses',
        image,
        command: ['sh', '-c', 'dd if=/dev/zero of=/srv/data bs=1000 count=50 && sleep 1000'],
        hostConfig: { ...noNetwork, Binds: ['named:/named'] },
        more: { Volumes: { '/anonymous': {} } },
      });
      await services.ended(await services.containers.start(target(id)));
      await eventually(async () => {
        const [preview] = await services.containers.previewRemove(target(id));
        expect(preview).toMatchObject({ id, name: 'loses', state: 'running' });
        // Podman also counts the folder's entry.
        expect(preview?.writableBytes).toBeGreaterThanOrEqual(50_000);
        expect(preview?.writableBytes).toBeLessThan(51_000);
        expect(preview?.anonymousVolumes).toHaveLength(1);
        expect(preview?.anonymousVolumes[0]).toMatch(/^[0-9a-f]{64}$/);
      });
      await services.ended(await services.containers.remove({ ...target(id), force: true, volumes: true }));
      const volumes = await services.volumes.list({ engineId: services.engineId });
      expect(volumes.map((volume) => [volume.name, volume.anonymous])).toEqual([['named', false]]);
    });

    it('carry hostile labels through untouched, as data', async () => {
      const labels = JSON.parse(JSON.stringify(hostile)) as Record<string, string>;
      const id = await create('hostile', { labels });
      const summary = await find(id);
      const { details, raw } = await services.containers.inspect({ engineId: services.engineId, id });
      for (const [key, value] of Object.entries(labels)) {
        expect(summary?.labels[key]).toBe(value);
        expect(details.labels[key]).toBe(value);
      }
      expect(raw).toMatchObject({ Id: id });
      await services.ended(await services.containers.remove(target(id)));
    });

    it('have details in the words of the contract', async () => {
      const id = await create('detailed', {
        labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
        hostConfig: {
          ...noNetwork,
          Memory: 64 * 1024 * 1024,
          MemorySwap: 128 * 1024 * 1024,
          NanoCpus: 500_000_000,
          RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        },
        more: { Env: ['A=b'], WorkingDir: '/srv', User: '1234', Entrypoint: ['/bin/sh', '-c'] },
      });
      const { details } = await services.containers.inspect({ engineId: services.engineId, id });
      expect(details).toMatchObject({
        id,
        name: 'detailed',
        state: 'created',
        entrypoint: ['/bin/sh', '-c'],
        command: ['sleep', '1000'],
        workingDir: '/srv',
        user: '1234',
        compose: { project: 'shop', service: 'web' },
        restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
        limits: { cpus: 0.5, memoryBytes: 64 * 1024 * 1024 },
      });
      expect(details.env).toContain('A=b');
      expect(details.pid).toBeUndefined();
      expect(details.exitCode).toBeUndefined();
      await services.ended(await services.containers.remove(target(id)));
    });

    it('are not found by an id that is not there, which cannot name anything else', async () => {
      const { engineId } = services;
      await expect(services.containers.inspect({ engineId, id: 'nobody' })).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringMatching(/no such container/i),
      });
      for (const id of ['../../info', '..', 'a/../../info', '?all=1', '%2e%2e/info']) {
        await expect(services.containers.inspect({ engineId, id })).rejects.toThrow();
      }
    });
  });

  describe('the live container list', () => {
    it('is right after a burst and after a restart of the engine, and says when it is stale', async () => {
      const stop = new AbortController();
      const updates = await services.containers.watch(
        { engineId: services.engineId },
        { signal: stop.signal },
      );
      const view = new LiveView(updates, (container) => container.id);
      await eventually(() => expect(view.kinds).toContain('snapshot'));
      const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => create(`burst-${index}`)));
      await services.ended(await services.containers.start(target(...ids.slice(0, 4))));
      await services.ended(await services.containers.remove(target(...ids.slice(8))));
      await services.containers.rename({ engineId: services.engineId, id: ids[5] ?? '', name: 'renamed' });
      await expectSame(view);
      expect(view.items.get(ids[0] ?? '')?.state).toBe('running');
      expect(view.items.get(ids[5] ?? '')?.name).toBe('renamed');
      expect(view.items.has(ids[11] ?? '')).toBe(false);

      // The tests' podman cannot reach into the mount namespace of the one before.
      if (isPodman) await services.ended(await services.containers.kill(target(...ids.slice(0, 4))));
      await engine().kill();
      await eventually(() => expect(view.stale).toBe(true));
      await engine().restart();
      await eventually(() => expect(view.stale).toBe(false), 40_000);
      await expectSame(view);
      const last = await services.ended(
        await services.containers.remove({ ...target(...ids.slice(0, 8)), force: true }),
      );
      expect(last, JSON.stringify(last)).toMatchObject({ result: { failed: [] } });
      await expectSame(view);
      expect(view.items.size).toBe(0);
      stop.abort();
    });

    async function expectSame(view: LiveView<ContainerSummary>): Promise<void> {
      const facts = (items: Iterable<ContainerSummary>) =>
        [...items]
          .map(({ id, name, state, image: reference }) => ({ id, name, state, reference }))
          .sort(byId);
      await eventually(async () => {
        const truth = await services.containers.list({ engineId: services.engineId });
        expect(facts(view.items.values())).toEqual(facts(truth));
      });
    }
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
