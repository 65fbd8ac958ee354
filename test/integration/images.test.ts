import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSummary } from '../../src/common/contract/images';
import {
  createContainer,
  describeEngines,
  importBusyboxImage,
  importEmptyImage,
  runContainer,
  tagImage,
} from '../support/engine';
import { createTar } from '../support/tar';
import { eventually, LiveView, type Services, startServices } from './resource-services';

describeEngines((engine, entry) => {
  let services: Services;
  let busybox: string;
  const isPodman = entry.name.startsWith('podman');
  /** Podman lists its own images under localhost. */
  const listed = (reference: string) => (isPodman ? expect.stringContaining(reference) : reference);

  beforeAll(async () => {
    busybox = await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());

  const target = (...ids: string[]) => ({ engineId: services.engineId, ids });
  const list = () => services.images.list({ engineId: services.engineId });
  const byTag = async (tag: string): Promise<ImageSummary> => {
    const found = (await list()).find(({ tags }) => tags.some((each) => each.endsWith(tag)));
    if (!found) throw new Error(`no image ${tag}`);
    return found;
  };
  const filled = (name: string, bytes: number) => ({ name, body: Buffer.alloc(bytes, name) });
  const upload = (path: string, body: Buffer | Readable) =>
    services.transfers.upload(
      path.replace(/^files\//, ''),
      body instanceof Readable ? body : Readable.from(chunks(body)),
    );
  const download = (path: string) => services.transfers.download(path.replace(/^files\//, ''));

  describe('images', () => {
    it('are listed and inspected with sorted references, and without the word <none>', async () => {
      const { engineId } = services;
      const image = await byTag('estiba-test/bb:1');
      expect(image).toMatchObject({ id: busybox, dangling: false, digests: expect.any(Array) });
      expect(image.sizeBytes).toBeGreaterThan(500_000);
      const { details } = await services.images.inspect({ engineId, id: image.id });
      expect(details).toMatchObject({
        id: image.id,
        tags: image.tags,
        os: 'linux',
        config: { command: ['sh'], env: expect.arrayContaining(['PATH=/bin']) },
      });
      expect(details.diffIds).toHaveLength(1);
      expect(details.diffIds[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    });

    it('are tagged, and a wrong reference names its place', async () => {
      const { engineId } = services;
      await services.images.tag({ engineId, id: busybox, reference: 'localhost:5000/team/app:v1' });
      await services.images.tag({ engineId, id: busybox, reference: 'estiba-test/untagged' });
      const tags = (await byTag('estiba-test/bb:1')).tags;
      expect(tags).toEqual(expect.arrayContaining(['localhost:5000/team/app:v1']));
      expect(tags.some((tag) => tag.endsWith('estiba-test/untagged:latest'))).toBe(true);
      await expect(
        services.images.tag({ engineId, id: busybox, reference: 'team/App' }),
      ).rejects.toMatchObject({ code: 'invalid_argument', details: { part: 'path' } });
      await expect(services.images.tag({ engineId, id: 'nobody', reference: 'a:b' })).rejects.toMatchObject({
        code: 'not_found',
      });
      const untagged = tags.filter((tag) => /team\/app|untagged/.test(tag));
      const job = await services.ended(await services.images.remove(target(...untagged)));
      expect(job.result).toMatchObject({
        kind: 'items',
        succeeded: [{}, {}],
        notes: expect.arrayContaining(['Untagged: localhost:5000/team/app:v1']),
      });
      expect((await byTag('estiba-test/bb:1')).tags).toEqual(tags.filter((tag) => !untagged.includes(tag)));
    });

    it('are saved and loaded again with their tags', async () => {
      await importEmptyImage(engine().api, { repository: 'estiba-test/other', tag: '2' });
      const other = await byTag('estiba-test/other:2');
      const ticket = await services.images.save(target(busybox, other.id));
      const file = await download(ticket.path);
      expect(file).toMatchObject({ fileName: 'images-2.tar', contentType: 'application/x-tar' });
      const archive = await buffer(file.body);
      const saved = await services.ended(ticket);
      expect(saved).toMatchObject({
        state: 'succeeded',
        kind: 'image.save',
        subjectCount: 2,
        result: { kind: 'bytes', bytes: archive.length },
      });
      const removal = await services.ended(
        await services.images.remove({ ...target(busybox, other.id), force: true }),
      );
      expect(removal, JSON.stringify(removal)).toMatchObject({ state: 'succeeded', result: { failed: [] } });
      expect((await list()).map(({ id }) => id)).not.toContain(busybox);
      const { engineId } = services;
      const loading = await services.images.load({ engineId, fileName: 'a.tar', sizeBytes: archive.length });
      await upload(loading.path, archive);
      const loaded = await services.ended(loading);
      expect(loaded).toMatchObject({
        state: 'succeeded',
        progress: { kind: 'bytes', total: archive.length },
        result: {
          kind: 'references',
          references: expect.arrayContaining([listed('estiba-test/bb:1'), listed('estiba-test/other:2')]),
        },
      });
      busybox = (await byTag('estiba-test/bb:1')).id;
    });

    it('are saved compressed', async () => {
      const ticket = await services.images.save({ ...target(busybox), compress: true });
      const file = await download(ticket.path);
      expect(file.fileName).toMatch(/estiba-test-bb-1\.tar\.gz$/);
      const archive = await buffer(file.body);
      expect(gunzipSync(archive).includes('manifest.json')).toBe(true);
      const job = await services.ended(ticket);
      expect(job.result).toMatchObject({ bytes: gunzipSync(archive).length });
    });

    it('cannot be saved when they are not there', async () => {
      const ticket = await services.images.save(target('estiba-test/nobody:1'));
      await expect(download(ticket.path)).rejects.toMatchObject({ code: 'not_found' });
      expect(await services.ended(ticket)).toMatchObject({ state: 'failed', error: { code: 'not_found' } });
    });

    it('leave a canceled job behind when the reader goes away', async () => {
      const ticket = await services.images.save(target(busybox));
      const file = await download(ticket.path);
      file.body.destroy();
      expect(await services.ended(ticket)).toMatchObject({ state: 'canceled' });
    });

    it('are not loaded from something else than an archive', async () => {
      const { engineId } = services;
      const ticket = await services.images.load({ engineId, fileName: 'cat.png' });
      await expect(upload(ticket.path, Buffer.from('not a tar'.repeat(1000)))).rejects.toThrow();
      const job = await services.ended(ticket);
      expect(job.state).toBe('failed');
      expect(job.error?.message).not.toBe('');
    });

    it('are not loaded when the sender goes away', async () => {
      const { engineId } = services;
      const ticket = await services.images.load({ engineId, fileName: 'half.tar', sizeBytes: 10_000_000 });
      const body = new Readable({ read: () => undefined });
      body.push(createTar([filled('layer.tar', 1_000_000)]).subarray(0, 100_000));
      setTimeout(() => body.destroy(new Error('aborted')), 100);
      await expect(upload(ticket.path, body)).rejects.toThrow();
      expect(await services.ended(ticket)).toMatchObject({ state: 'canceled' });
    });

    it('are imported from a root file system, under the asked reference and with changes', async () => {
      const { engineId } = services;
      const root = createTar([{ name: 'etc/', directory: true }, filled('etc/data', 2000)]);
      const ticket = await services.images.import({
        engineId,
        fileName: 'root.tar',
        reference: 'estiba-test/imported:7',
        message: 'from a test',
        changes: ['ENV A=b', 'WORKDIR /etc', 'EXPOSE 80/tcp'],
      });
      await upload(ticket.path, root);
      const job = await services.ended(ticket);
      expect(job, JSON.stringify(job)).toMatchObject({
        state: 'succeeded',
        result: { kind: 'references', references: ['estiba-test/imported:7'] },
      });
      const image = await byTag('estiba-test/imported:7');
      const { details } = await services.images.inspect({ engineId, id: image.id });
      expect(details.config).toMatchObject({ workingDir: '/etc', exposedPorts: ['80/tcp'] });
      expect(details.config.env).toContain('A=b');
      await services.ended(await services.images.remove(target(image.id)));
    });
  });

  describe('the preview of an image removal', () => {
    it('says what the engine then does: stopped and running containers, several references', async () => {
      const { engineId } = services;
      const root = createTar([filled('unique', 3_000_000)]);
      const ticket = await services.images.import({
        engineId,
        fileName: 'r',
        reference: 'estiba-test/used:1',
      });
      await upload(ticket.path, root);
      await services.ended(ticket);
      const { id } = await byTag('estiba-test/used:1');
      const container = await createContainer(engine().api, {
        name: 'user-of-image',
        image: id,
        command: ['/none'],
        hostConfig: { NetworkMode: 'none' },
      });
      const [stopped] = await services.images.previewRemove(target(id));
      expect(stopped).toMatchObject({
        imageId: id,
        deletesImage: true,
        needsForce: 'stopped_container',
        usedBy: [{ id: container, name: 'user-of-image', running: false }],
      });
      if (!isPodman) expect(stopped?.uniqueBytes).toBe(3_000_000);
      const refused = await services.ended(await services.images.remove(target(id)));
      expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
      if (isPodman) {
        // It would take the container with it.
        const taken = await services.ended(await services.images.remove({ ...target(id), force: true }));
        expect(taken).toMatchObject({
          state: 'failed',
          error: { details: { containers: ['user-of-image'] } },
        });
      }
      const removal = await services.ended(await services.containers.remove(target(container)));
      expect(removal.state).toBe('succeeded');

      await tagImage(engine().api, id, { repository: 'estiba-test/second', tag: '1' });
      const { tags } = await byTag('estiba-test/used:1');
      const [several, reference] = await services.images.previewRemove(target(id, tags[0] ?? ''));
      expect(several).toMatchObject({ needsForce: 'several_references', untags: tags });
      expect(reference).toMatchObject({ target: tags[0], deletesImage: false, untags: [tags[0]] });
      expect(reference?.needsForce).toBeUndefined();
      expect(await services.ended(await services.images.remove(target(id)))).toMatchObject({
        state: 'failed',
      });
      const forced = await services.ended(await services.images.remove({ ...target(id), force: true }));
      expect(forced.state).toBe('succeeded');
      if (!isPodman) {
        expect(forced.result).toMatchObject({
          freedBytes: 3_000_000,
          notes: [...tags.map((tag) => `Untagged: ${tag}`), `Deleted: ${id}`],
        });
      }
    });

    it('blocks for a running container, as docker does', async () => {
      const container = await runContainer(engine().api, {
        name: 'runs-image',
        image: busybox,
        command: ['sleep', '1000'],
        hostConfig: { NetworkMode: 'none' },
      });
      const [preview] = await services.images.previewRemove(target(busybox));
      expect(preview).toMatchObject({ deletesImage: false, blocked: 'running_container' });
      const job = await services.ended(await services.images.remove({ ...target(busybox), force: true }));
      expect(job, JSON.stringify(job)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
      await services.ended(await services.containers.remove({ ...target(container), force: true }));
    });
  });

  describe('the live image list', () => {
    it('follows tags, imports and removals', async () => {
      const stop = new AbortController();
      const { engineId } = services;
      const view = new LiveView(
        await services.images.watch({ engineId }, { signal: stop.signal }),
        (image) => image.id,
      );
      await eventually(() => expect(view.kinds).toContain('snapshot'));
      for (let index = 0; index < 5; index++) {
        await importEmptyImage(engine().api, { repository: `estiba-test/live-${index}`, tag: '1' });
      }
      await services.images.tag({ engineId, id: busybox, reference: 'estiba-test/live:x' });
      const tags = (await list()).flatMap((image) => image.tags).filter((tag) => /live-[0-2]/.test(tag));
      await services.ended(await services.images.remove({ ...target(...tags), force: true }));
      await eventually(async () => {
        const truth = await list();
        expect(truth.length).toBeGreaterThan(0);
        expect([...view.items.values()].sort(byId)).toEqual(truth.sort(byId));
      });
      stop.abort();
    });
  });
});

function* chunks(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
