import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeCgroupFiles } from '../../src/main/backend/cgroup/node-cgroup-files';
import { createLimitsFeature } from '../../src/main/backend/features/limits/limits-feature';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const mib = 1024 * 1024;

describeEngines((engine, entry) => {
  const isPodman = entry.name.startsWith('podman');
  let services: Services;

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const client = () => {
    const clocks = { wall: Date.now, monotonic: () => performance.now() };
    return createRouterClient(
      createLimitsFeature({ engines: services.engines, files: createNodeCgroupFiles(), clocks }),
    );
  };

  describe('limits', () => {
    it.skipIf(isPodman)(
      'changes a running container, says the present use, and puts everything back',
      async () => {
        const hostConfig = { NetworkMode: 'none', NanoCpus: 1e9, Memory: 128 * mib, MemorySwap: 128 * mib };
        const id = await runContainer(engine().api, {
          name: 'limits',
          image,
          command: ['sleep', '1000'],
          hostConfig,
        });
        const scope = { engineId: services.engineId, id };
        const { values, context } = await client().get(scope);
        expect(values).toMatchObject({ cpus: 1, memoryBytes: 128 * mib, memorySwapBytes: 128 * mib });
        expect(context).toMatchObject({ running: true, memoryBytes: expect.any(Number), pids: 1 });
        const next = { ...values, cpus: 0.5, memoryBytes: 64 * mib, pids: 40 };
        const { before, after } = await client().update({ ...scope, values: next });
        expect(before).toEqual(values);
        expect(after).toMatchObject({
          cpus: 0.5,
          memoryBytes: 64 * mib,
          memorySwapBytes: 128 * mib,
          pids: 40,
        });
        const undone = await client().update({ ...scope, values: before });
        expect(undone.after).toEqual(values);
        await expect(client().update({ ...scope, values: { ...values, cpus: 5000 } })).rejects.toMatchObject({
          code: 'invalid_argument',
        });
        await engine().api.call('DELETE', `/containers/${id}?force=1`);
      },
    );
  });
});
