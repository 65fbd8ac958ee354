import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilesFeature } from '../../src/main/backend/features/files/files-feature';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { eventually, type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const script =
  'mkdir -p /data/sub && printf "one\\n" > /data/text && chown 7:8 /data/text && chmod 640 /data/text && ln -s /data/sub /data/in && ln -s ../../../../../../etc /data/up && ln -s loop /data/loop && printf x > "/data/$(printf \'\\377\')" && ln -s /proc/1/root/proc/1/root/data /data/magic; touch /ready; sleep 1000';

const id64 = (path: string): string => Buffer.from(path).toString('base64url');

describeEngines((engine, entry) => {
  const isPodman = entry.name.startsWith('podman');
  let services: Services;
  let id = '';
  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
    const command = ['sh', '-c', script];
    id = await runContainer(engine().api, {
      name: 'files',
      image,
      command,
      hostConfig: { NetworkMode: 'none' },
    });
    await eventually(async () => {
      const { status } = await engine().api.call('HEAD', `/containers/${id}/archive?path=/ready`);
      if (status !== 200) throw new Error('not ready');
    });
  });
  afterAll(() => services?.stop());

  const client = (os: NodeJS.Platform) => {
    const platform = { ...createPlatform({ env: { PATH: process.env.PATH } }), os };
    return createRouterClient(createFilesFeature({ ...services, platform }));
  };
  const at = (path: string) => ({ engineId: services.engineId, id, path: id64(path) });

  describe('files', () => {
    it.each(['linux', 'darwin'] as const)('lists, reads, edits, and makes folders (%s)', async (os) => {
      const files = client(os);
      const list = await files.list(at('/data'));
      expect(list.source).toBe(os === 'linux' ? 'process' : 'archive');
      const by = new Map(list.entries.map((entry) => [entry.name, entry]));
      expect(by.get('sub')?.kind).toBe('directory');
      // Podman's archive has no owners.
      const owner = isPodman && os === 'darwin' ? {} : { uid: 7, gid: 8 };
      expect(by.get('text')).toMatchObject({ kind: 'file', mode: 0o640, ...owner });
      expect(by.get('in')).toMatchObject({ kind: 'symlink', linkTarget: '/data/sub' });
      expect(by.has('\\xff')).toBe(true);
      const { version = '', text } = await files.preview(at('/data/text'));
      const save = files.save({ ...at('/data/text'), text: `${text}more\n`, version });
      if (isPodman) await expect(save).rejects.toMatchObject({ code: 'not_implemented' });
      else {
        await save;
        expect((await files.preview(at('/data/text'))).text).toBe(`${text}more\n`);
        const again = (await files.list(at('/data'))).entries.find(({ name }) => name === 'text');
        expect(again).toMatchObject({ uid: 7, gid: 8, mode: 0o640 });
        await expect(files.save({ ...at('/data/text'), text: 'lost', version })).rejects.toMatchObject({
          code: 'conflict',
        });
      }
      await files.makeFolder({ ...at('/data'), name: `made-${os}` });
      expect((await files.list(at('/data'))).entries.map(({ name }) => name)).toContain(`made-${os}`);
      await expect(files.makeFolder({ ...at('/data'), name: `made-${os}` })).rejects.toMatchObject({
        code: 'already_exists',
      });
    });

    it('never leaves the container, whatever links say', async () => {
      const files = client('linux');
      expect((await files.list(at('/data/in'))).path).toBe('/data/sub');
      // Ten steps up and into etc is the container's etc, not the machine's.
      const up = await files.list(at('/data/up')).catch(() => undefined);
      expect(up?.path ?? '/etc').toBe('/etc');
      expect((await files.list(at('/data/../../../..'))).path).toBe('/');
      await expect(files.list(at('/data/loop'))).rejects.toMatchObject({ code: 'failed_precondition' });
      // Links of /proc are taken by their text: the root is the container's own.
      const magic = await files.list(at('/data/magic')).catch(() => undefined);
      expect(magic?.path ?? '/data').toBe('/data');
      await expect(files.preview(at('/dev/null'))).rejects.toMatchObject({ code: 'failed_precondition' });
    });

    it('refuses an upload that does not fit before a byte is sent', async () => {
      const upload = { ...at('/data'), name: 'huge', sizeBytes: 2 ** 52 };
      await expect(client('linux').upload(upload)).rejects.toMatchObject({ code: 'resource_exhausted' });
      await expect(
        client('linux').upload({ ...at('/data'), name: 'text', sizeBytes: 1 }),
      ).rejects.toMatchObject({
        code: 'already_exists',
      });
    });
  });
});
