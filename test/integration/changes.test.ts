import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PathMark } from '../../src/common/contract/layer-tree';
import { createChangesFeature } from '../../src/main/backend/features/changes/changes-feature';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const hostConfig = { NetworkMode: 'none' };
/** The engine counts the text of symbolic links, too: `/etc/passwd`. */
const linkBytes = 11;
const script = [
  'mkdir -p /data/deep',
  'echo hello > /data/a',
  'head -c 1048576 /dev/zero > /data/deep/big',
  'ln /data/a /data/a2',
  'ln -s /etc/passwd /data/link',
  'chown 1234:99 /data/deep && chmod 4755 /data/a',
  'echo changed >> /etc/passwd',
  'chmod 600 /etc/group',
  'rm /etc/shells /opt/image/one',
  'rm -r /srv/whole && mkdir /srv/whole && echo new > /srv/whole/only',
  'printf x > "/data/$(printf \'new\\nline\')"',
  'printf x > "/data/$(printf \'\\377\\376\')"',
  'echo ready; sleep 1000',
].join(' && ');

describeEngines((engine, entry) => {
  const isPodman = entry.name.startsWith('podman');
  let services: Services;
  let id = '';

  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    const seed =
      'mkdir -p /opt/image /srv/whole && echo 1 > /opt/image/one && echo 2 > /opt/image/two && echo sh > /etc/shells && echo root:x:0:0 > /etc/passwd && echo g > /etc/group && echo old > /srv/whole/old && sleep 1000';
    const base = await runContainer(engine().api, {
      name: 'seed',
      image,
      command: ['sh', '-c', seed],
      hostConfig,
    });
    await waitFor(base, '/srv/whole/old');
    await engine().api.json(
      'POST',
      `/commit?container=${base}&repo=localhost/estiba-test/seed&tag=1&pause=0`,
      { body: {} },
    );
    await engine().api.call('DELETE', `/containers/${base}?force=1`);
    id = await runContainer(engine().api, {
      name: 'writer',
      image: 'localhost/estiba-test/seed:1',
      command: ['sh', '-c', script],
      hostConfig,
    });
    await waitFor(id, '/data/deep/big');
    await waitFor(id, '/srv/whole/only');
    await new Promise((done) => setTimeout(done, 500));
  });
  afterAll(() => services?.stop());

  async function waitFor(container: string, path: string): Promise<void> {
    for (let turn = 0; turn < 100; turn += 1) {
      const answer = await engine().api.call('HEAD', `/containers/${container}/archive?path=${path}`);
      if (answer.status === 200) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${path} did not appear`);
  }

  const client = (os: NodeJS.Platform = 'linux') => {
    const platform = { ...createPlatform({ env: { PATH: process.env.PATH } }), os };
    return createRouterClient(createChangesFeature({ ...services, platform }));
  };

  async function listed(os: NodeJS.Platform) {
    const changes = client(os);
    const summary = await changes.measure({ engineId: services.engineId, id });
    const marks: PathMark[] = ['added', 'content', 'metadata', 'type', 'removed'];
    const spec = { mode: 'layer', layer: 1, sort: 'name', flat: true, filter: { marks } } as const;
    const view = await changes.openView({ analysisId: summary.analysisId, spec });
    const { rows } = await changes.rows({ viewId: view.viewId, offset: 0, limit: 1000 });
    return { changes, summary, rows, by: new Map(rows.map((row) => [row.path, row])) };
  }

  describe('changes', () => {
    it('reads the upper folder: kinds, sizes, links, odd names, folders that hide the image', async () => {
      const { summary, by } = await listed('linux');
      expect(summary.source).toBe('upper');
      expect(summary.opaqueUnknown).toBe(false);
      const marks = Object.fromEntries([...by].map(([path, { mark }]) => [path, mark]));
      expect(marks).toMatchObject({
        'data/a': 'added',
        'data/deep/big': 'added',
        'data/link': 'added',
        'etc/passwd': 'content',
        'etc/group': 'metadata',
        'etc/shells': 'removed',
        'opt/image/one': 'removed',
        'srv/whole/old': 'removed',
        'srv/whole/only': 'added',
        'data/new\\x0aline': 'added',
        'data/\\xff\\xfe': 'added',
      });
      expect(by.has('opt/image/two')).toBe(false);
      expect(by.get('data/deep/big')).toMatchObject({ bytes: 1048576 });
      expect(summary.writtenBytes).toBe((await sizeRw()) - linkBytes);
    });

    it('says the same kinds when only the engine can be asked', async () => {
      const { summary, by } = await listed('darwin');
      expect(summary).toMatchObject({ source: 'api', reason: 'not_local' });
      expect(by.get('data/deep/big')).toMatchObject({ mark: 'added', bytes: 1048576 });
      expect(by.get('etc/passwd')?.mark).toBe('content');
      expect(by.get('etc/shells')?.mark).toBe('removed');
      expect(summary.writtenBytes).toBe(await sizeRw());
    });

    it.each(['linux', 'darwin'] as const)('gives both versions of a file (%s)', async (os) => {
      const { changes, summary, by } = await listed(os);
      const { node = 0 } = by.get('etc/passwd') ?? {};
      const { analysisId } = summary;
      const [before, after] = [
        await changes.preview({ analysisId, node, layer: 0 }),
        await changes.preview({ analysisId, node, layer: 1 }),
      ];
      expect(before.text).toBe('root:x:0:0\n');
      expect(after.text).toBe('root:x:0:0\nchanged\n');
    });

    it('measures for the list from the folder alone', async () => {
      const { engineId } = services;
      expect(await client().sizes({ engineId, ids: [id] })).toEqual([
        { id, bytes: (await sizeRw()) - linkBytes },
      ]);
      expect(await client('darwin').sizes({ engineId, ids: [id] })).toEqual([{ id }]);
    });

    it('makes an image of it', async () => {
      const scope = { engineId: services.engineId, id };
      const reference = 'localhost/estiba-test/committed:2';
      const job = await services.ended(
        await client().commit({
          ...scope,
          reference,
          author: 'A',
          message: 'm',
          pause: false,
          changes: ['ENV X=1'],
        }),
      );
      expect(job.state).toBe('succeeded');
      const { details } = await services.images.inspect({ engineId: scope.engineId, id: reference });
      expect(details.tags.join()).toContain('committed:2');
      await expect(client().commit({ ...scope, reference: 'Not A Name' })).rejects.toMatchObject({
        code: 'invalid_argument',
      });
    });

    // Podman's archive has no owners: there it is refused.
    it.skipIf(isPodman)('moves a folder to a volume and takes it back', async () => {
      const scope = { engineId: services.engineId, id };
      await expect(
        services.ended(await client().moveToVolume({ ...scope, path: '/nowhere', volume: 'moved-none' })),
      ).resolves.toMatchObject({ state: 'failed' });
      const job = await services.ended(
        await client().moveToVolume({ ...scope, path: '/data', volume: 'moved-data' }),
      );
      expect(job.error).toBeUndefined();
      const made = await services.containers.inspect({ engineId: scope.engineId, id: 'writer' });
      expect(made.details.id).not.toBe(id);
      expect(made.details.state).toBe('running');
      expect(made.details.mounts).toEqual([
        expect.objectContaining({ type: 'volume', name: 'moved-data', destination: '/data' }),
      ]);
      const moved = { engineId: scope.engineId, id: made.details.id };
      expect(await client().moved(moved)).toMatchObject({ moved: { volume: 'moved-data', oldId: id } });
      expect(await services.ended(await client().undoMove(moved))).toMatchObject({ state: 'succeeded' });
      const back = await services.containers.inspect({ engineId: scope.engineId, id: 'writer' });
      expect(back.details).toMatchObject({ id, state: 'running', mounts: [] });
      const names = (await services.volumes.list({ engineId: scope.engineId })).map(({ name }) => name);
      expect(names).not.toContain('moved-data');
    });
  });

  async function sizeRw(): Promise<number> {
    const [preview] = await services.containers.previewRemove({ engineId: services.engineId, ids: [id] });
    return preview?.writableBytes ?? -1;
  }
});
