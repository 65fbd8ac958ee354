import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NamespaceMatrix } from '../../src/common/contract/namespaces';
import { createNodeCgroupFiles } from '../../src/main/backend/cgroup/node-cgroup-files';
import { createContainerLists } from '../../src/main/backend/features/containers/containers-feature';
import { createNamespacesFeature } from '../../src/main/backend/features/namespaces/namespaces-feature';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
/** Who joined another one first: Podman removes none that others depend on. */
const names = ['ns-joined', 'ns-host', 'ns-owner', 'ns-near', 'ns-open', 'ns-far'];

describeEngines((engine) => {
  let services: Services;
  let lists: ReturnType<typeof createContainerLists>;
  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    lists = createContainerLists({ engines: services.engines, logger: createPlatform().logger });
  });
  afterAll(async () => {
    lists?.dispose();
    await services?.stop();
  });

  afterEach(async () => {
    for (const name of names) await engine().api.call('DELETE', `/containers/${name}?force=1`);
  });

  const client = (os: string) =>
    createRouterClient(
      createNamespacesFeature({
        engines: services.engines,
        lists,
        os,
        files: createNodeCgroupFiles(),
        now: Date.now,
      }),
    );
  const watch = (os = 'linux') =>
    client(os).watch({ engineId: services.engineId }, { signal: AbortSignal.timeout(30_000) });
  const run = (name: string, hostConfig: object) =>
    runContainer(engine().api, {
      name,
      image,
      command: ['sh', '-c', 'trap exit TERM; while :; do sleep 0.1; done'],
      hostConfig: { NetworkMode: 'none', ...hostConfig },
    });

  async function first(
    stream: AsyncIterable<NamespaceMatrix>,
    fits: (matrix: NamespaceMatrix) => boolean,
  ): Promise<NamespaceMatrix> {
    for await (const matrix of stream) if (fits(matrix)) return matrix;
    throw new Error('the watch ended');
  }
  const isOf =
    (...names: readonly string[]) =>
    ({ containers }: NamespaceMatrix) =>
      containers.map(({ name }) => name).join() === names.join();
  const cellOf = (matrix: NamespaceMatrix, name: string, kind: 'net' | 'pid' | 'ipc' | 'uts' | 'mnt') => {
    const container = matrix.containers.find((candidate) => candidate.name === name);
    if (!container) throw new Error(`${name} is not in the matrix`);
    return container.cells[kind];
  };

  describe('namespaces', () => {
    it('groups by inode who shares with whom, and follows starts and ends', async () => {
      const owner = await run('ns-owner', { IpcMode: 'shareable' });
      await run('ns-joined', {
        NetworkMode: `container:${owner}`,
        PidMode: `container:${owner}`,
        IpcMode: `container:${owner}`,
      });
      const loose = await run('ns-host', { PidMode: 'host', IpcMode: 'host', UTSMode: 'host' });
      const stream = (await watch())[Symbol.asyncIterator]();
      const all = { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) };
      const matrix = await first(all, isOf('ns-host', 'ns-joined', 'ns-owner'));
      expect(matrix.containers.every(({ source }) => source.kind === 'proc')).toBe(true);
      for (const kind of ['net', 'pid', 'ipc'] as const) {
        expect(cellOf(matrix, 'ns-joined', kind).group).toBe(cellOf(matrix, 'ns-owner', kind).group);
        expect(cellOf(matrix, 'ns-owner', kind)).toMatchObject({ host: false });
      }
      expect(cellOf(matrix, 'ns-joined', 'mnt').group).not.toBe(cellOf(matrix, 'ns-owner', 'mnt').group);
      for (const kind of ['pid', 'ipc', 'uts'] as const) {
        expect(cellOf(matrix, 'ns-host', kind).host).toBe(true);
      }
      expect(cellOf(matrix, 'ns-host', 'pid').asked).toBe('host');
      expect(matrix.host?.cells.mnt.inode).toBeGreaterThan(0);
      expect(matrix.containers[0]?.uidMap?.length).toBeGreaterThan(0);
      await engine().api.call('POST', `/containers/${loose}/kill`);
      const after = await first(all, isOf('ns-joined', 'ns-owner'));
      expect(after.stopped).toBeGreaterThanOrEqual(1);
      await engine().api.call('POST', `/containers/${loose}/start`);
      await first(all, isOf('ns-host', 'ns-joined', 'ns-owner'));
      await stream.return?.(undefined);
    }, 60_000);

    it('says what follows from the settings where the kernel is elsewhere', async () => {
      const owner = await run('ns-far', {});
      await run('ns-near', { NetworkMode: `container:${owner}` });
      await run('ns-open', { PidMode: 'host' });
      const matrix = await first(await watch('darwin'), isOf('ns-far', 'ns-near', 'ns-open'));
      expect(matrix.host).toBeUndefined();
      expect(matrix.containers.map(({ source }) => source)).toEqual(
        Array(3).fill({ kind: 'engine', reason: 'not_linux' }),
      );
      expect(cellOf(matrix, 'ns-near', 'net').group).toBe(owner);
      expect(cellOf(matrix, 'ns-far', 'net').group).toBe(owner);
      expect(cellOf(matrix, 'ns-open', 'pid')).toMatchObject({ host: true, group: 'host' });
      expect(matrix.containers.some(({ cells }) => Object.values(cells).some(({ inode }) => inode))).toBe(
        false,
      );
    }, 60_000);
  });
});
