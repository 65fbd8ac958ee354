import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contract } from '../../src/common/contract';
import type { Analysis } from '../../src/common/contract/layer-analysis';
import { type Backend, createBackend, createPlatform } from '../../src/main/backend';
import { helperLabel } from '../../src/main/backend/layers/source/helper-container';
import { describeEngines, importBusyboxImage } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { eventually } from './resource-services';

/** The layers feature through the whole back end, on real engines. */

const dockerfile = `
FROM estiba-test/bb:1
COPY key /root/.ssh/id_rsa
RUN dd if=/dev/urandom of=/srv/big bs=1024 count=512 && echo one > /srv/text
RUN rm /root/.ssh/id_rsa && dd if=/dev/urandom of=/srv/big bs=1024 count=256
RUN mkdir /srv/many && echo two > /srv/text && echo extra > /srv/many/a
ENV MODE=test
`;
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'QmFzZTY0VGV4dE9mQUtleQ'.repeat(6)}\n-----END OPENSSH PRIVATE KEY-----\n`;

interface RawDiskUsage {
  readonly LayersSize: number;
  readonly Images: readonly { readonly Id: string; readonly Size: number; readonly SharedSize: number }[];
}

const { signal } = new AbortController();

describeEngines((engine, entry) => {
  let home: string;
  let backend: Backend;
  const isDocker = entry.name.startsWith('docker');
  const client = (): ContractRouterClient<Contract> =>
    createORPCClient({
      call: async (path: readonly string[], input: unknown) => {
        const procedure = backend.procedures.get(path.join('.'));
        if (!procedure) throw new Error(`there is no ${path.join('.')}`);
        return procedure(input, { signal });
      },
    });
  let engineId: string;

  const start = async () => {
    backend = await createBackend({
      host: 'server',
      version: '1.0.0',
      engine: { kind: 'host', host: engine().host },
      platform: createPlatform({ env: { PATH: process.env.PATH }, homedir: home, tmpdir: home }),
    });
    engineId = await eventually(async () => {
      const list = await client().engines.list();
      const found = list.find(({ state }) => state.kind === 'connected');
      if (!found) throw new Error('not connected');
      return found.id;
    });
  };
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'estiba-layers-'));
    const { api } = engine();
    await importBusyboxImage(api, { repository: 'estiba-test/bb', tag: '1' });
    await buildImage(api, 'estiba-test/secret:1', dockerfile, { key });
    await start();
  }, 180_000);
  afterAll(async () => {
    await backend?.dispose();
    await rm(home, { recursive: true, force: true });
  });

  const open = async (image: string): Promise<Analysis> => {
    const location = { kind: 'engine', engineId, image } as const;
    const { analysisId } = await client().layers.open({ location });
    let last: Analysis | undefined;
    for await (const state of await client().layers.watch({ analysisId })) last = state;
    if (last?.state !== 'ready') throw new Error(`${last?.state}: ${last?.error?.message}`);
    return last;
  };
  const helpers = () =>
    engine().api.json<readonly unknown[]>(
      'GET',
      `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify({ label: [helperLabel] }))}`,
    );

  it('reads an image, keeps its layers, and leaves nothing on the engine', async () => {
    const first = await open('estiba-test/secret:1');
    expect(first.method).toBe(isDocker ? first.method : 'save');
    expect(first.layers).toHaveLength(5);
    expect(first.totals?.wastedBytes).toBe(524_288 + 4 + key.length);
    await client().layers.close({ analysisId: first.analysisId });
    const again = await open('estiba-test/secret:1');
    expect(again.layers.map(({ fromCache }) => fromCache)).toEqual([true, true, true, true, true]);
    expect([first.cacheError, again.cacheError]).toEqual([undefined, undefined]);
    expect(again.totals).toEqual(first.totals);
    expect(await helpers()).toEqual([]);
  }, 60_000);

  it('gives the tree by windows, the versions of a file and its content', async () => {
    const { analysisId } = await open('estiba-test/secret:1');
    const view = await client().layers.openView({ analysisId, spec: { mode: 'final' } });
    const { row, rowCount } = await client().layers.reveal({ viewId: view.viewId, path: 'srv/text' });
    const { rows } = await client().layers.rows({ viewId: view.viewId, offset: row, limit: 1 });
    expect(rows[0]).toMatchObject({ path: 'srv/text', kind: 'file', sizeBytes: 4 });
    expect(rowCount).toBeGreaterThan(row);
    const node = rows[0]?.node ?? -1;
    const versions = await client().layers.versions({ analysisId, node });
    expect(versions.map(({ layer }) => layer)).toEqual([2, 4]);
    // Of the same size: when both were written in the same second only their bytes tell.
    expect(['content', 'rewritten']).toContain(versions[1]?.mark);
    const texts = await Promise.all(
      versions.map(async ({ layer }) => (await client().layers.preview({ analysisId, layer, node })).text),
    );
    expect(texts).toEqual(['one\n', 'two\n']);
    const bytes = await client().layers.bytes({ analysisId, layer: 4, node, offset: 1, length: 100 });
    expect(Buffer.from(bytes).toString()).toBe('wo\n');
  }, 60_000);

  it('finds the key that was deleted, with the line to blame', async () => {
    const { analysisId } = await open('estiba-test/secret:1');
    const page = await client().layers.waste({ analysisId });
    expect(page.rows[0]).toMatchObject({
      path: 'srv/big',
      bytes: 524_288,
      layer: 2,
      by: 3,
      how: 'overwritten',
    });
    const found = await client().layers.findSecrets({ analysisId });
    // What is larger than 256 KiB is not looked into.
    expect(found).toEqual({ scanned: 2, unread: 1, flagged: 1 });
    const { rows } = await client().layers.waste({ analysisId, flagged: true });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ path: 'root/.ssh/id_rsa', layer: 1, by: 3, how: 'removed' });
    expect(rows[0]?.findings.map(({ rule }) => rule)).toEqual(['ssh_private_key_file', 'private_key']);
    expect(JSON.stringify(rows)).not.toContain('QmFzZTY0VGV4dE9mQUtleQQm');
    const preview = await client().layers.preview({ analysisId, layer: 1, node: rows[0]?.node ?? -1 });
    expect(preview.text).toBe(key);
  }, 60_000);

  it('extracts a folder as an archive', async () => {
    const { analysisId } = await open('estiba-test/secret:1');
    const view = await client().layers.openView({ analysisId, spec: { mode: 'final' } });
    const { row } = await client().layers.reveal({ viewId: view.viewId, path: 'srv/many' });
    const { rows } = await client().layers.rows({ viewId: view.viewId, offset: row, limit: 1 });
    const ticket = await client().layers.extract({
      analysisId,
      mode: 'final',
      layer: 0,
      node: rows[0]?.node ?? -1,
    });
    const { body, fileName } = await backend.transfers.download(ticket.path.split('/').at(-1) ?? '');
    const archive = await buffer(body);
    expect(fileName).toBe('many.tar');
    expect(archive.includes('extra\n')).toBe(true);
    expect(archive.length % 512).toBe(0);
  }, 60_000);

  it('says what each line of the Dockerfile costs', async () => {
    const { analysisId } = await open('estiba-test/secret:1');
    const lines = await client().layers.dockerfile({ analysisId, dockerfile: dockerfile.trim() });
    const own = lines.filter(({ line }) => line !== undefined);
    expect(own.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(own[1]).toMatchObject({ storedBytes: 524_292, wastedBytes: 524_292, layer: 2 });
    expect(lines[0]?.fromBase).toBe(true);
  }, 60_000);

  it('shows which layers images share, with the sums of docker system df', async () => {
    const { images, layers, totalBytes } = await client().layers.sharing({ engineId });
    const base = images.find(({ tags }) => tags.some((tag) => tag.endsWith('estiba-test/bb:1')));
    const derived = images.find(({ tags }) => tags.some((tag) => tag.endsWith('estiba-test/secret:1')));
    expect(derived?.layers.slice(0, base?.layers.length)).toEqual(base?.layers);
    expect(layers.length).toBeGreaterThanOrEqual(5);
    const usage = await client().system.diskUsage({ engineId, maxAgeSeconds: 0 });
    if (!isDocker) return;
    expect(totalBytes).toBe(usage.images.sizeBytes);
    // What `docker system df` itself prints, and with -v of each image.
    const df = await engine().api.json<RawDiskUsage>('GET', '/system/df');
    expect(totalBytes).toBe(df.LayersSize);
    expect(images.map(({ id, sharedBytes, uniqueBytes }) => [id, sharedBytes, uniqueBytes]).sort()).toEqual(
      df.Images.map(({ Id, Size, SharedSize }) => [Id, SharedSize, Size - SharedSize]).sort(),
    );
    // The rows of the matrix, each layer once.
    expect(layers.reduce((sum, { bytes = 0 }) => sum + bytes, 0)).toBe(df.LayersSize);
  }, 60_000);

  it('compares two images', async () => {
    const [first, second] = [await open('estiba-test/bb:1'), await open('estiba-test/secret:1')];
    const result = await client().layers.compare({ first: first.analysisId, second: second.analysisId });
    expect(result.commonLayers).toBe(1);
    // Podman's builder leaves files of its own in /etc.
    const rows = result.rows.filter(({ path }) => !path.startsWith('etc/'));
    expect(rows.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added srv/big',
      'added srv/many/a',
      'added srv/text',
    ]);
    expect(result.config).toContainEqual({ field: 'env MODE', first: '', second: 'test' });
  }, 60_000);

  it('removes at connect what a crash left behind, and never lists it', async () => {
    const { api } = engine();
    await api.json('POST', '/containers/create?name=left-behind', {
      body: {
        Image: 'estiba-test/bb:1',
        Cmd: ['true'],
        Labels: { [helperLabel]: 'layers', 'dev.estiba.owner': 'another-host 1 abc' },
      },
    });
    const listed = await client().containers.list({ engineId });
    expect(listed.filter(({ labels }) => labels[helperLabel] !== undefined)).toEqual([]);
    // Of this machine and a process that is gone.
    await api.json('POST', '/containers/create?name=left-here', {
      body: {
        Image: 'estiba-test/bb:1',
        Cmd: ['true'],
        Labels: { [helperLabel]: 'layers', 'dev.estiba.owner': `${hostname()} 4194304 abc` },
      },
    });
    expect(await helpers()).toHaveLength(2);
    await backend.dispose();
    await start();
    await eventually(async () => expect(await helpers()).toHaveLength(1));
    await api.call('DELETE', '/containers/left-behind?force=1', {});
  }, 60_000);
});
