import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../src/main/backend/engine/engine-connection';
import { componentsOf } from '../../src/main/backend/layers/index/tar-path';
import { readImage } from '../../src/main/backend/layers/read-image';
import { openArchive } from '../../src/main/backend/layers/source/archive-source';
import {
  type EngineSourceOptions,
  openEngineImage,
} from '../../src/main/backend/layers/source/engine-source';
import { helperLabel, removeStaleHelpers } from '../../src/main/backend/layers/source/helper-container';
import type { ContentPlace, LayerSource } from '../../src/main/backend/layers/source/layer-source';
import { findMergedPath } from '../../src/main/backend/layers/stack/find-merged-path';
import { analyzeStack, type StackAnalysis } from '../../src/main/backend/layers/stack/stack-analysis';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { createContainer, describeEngines, importBusyboxImage } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { exportedTree, finalTree } from '../support/layers/final-tree';
import { dockerArchive } from '../support/layers/image-archive';
import { oddImage } from '../support/layers/odd-image';
import { differences } from '../support/layers/tree-differences';
import { type Services, startServices } from './resource-services';

const images = ['estiba-test/odd:1', 'estiba-test/bb:1', 'estiba-test/steps:1', 'estiba-test/stages:1'];

const { commands, logger } = createPlatform({ env: { PATH: process.env.PATH } });
const reader = { commands };
const signal = AbortSignal.timeout(300_000);
const listener = { progress: () => undefined, layer: () => undefined };

async function analyze(source: LayerSource): Promise<StackAnalysis> {
  const { layers } = await readImage(source, undefined, listener, signal);
  return analyzeStack(layers, signal);
}

/** Everything that a test would miss if it were not the same. */
function summary({ layers, totals, figures, waste }: StackAnalysis): object {
  return { layers, totals, figures, waste };
}

describeEngines((engine, entry) => {
  let services: Services;
  let folder: string;
  const connection = (): EngineConnection => services.engines.get(services.engineId);
  const isDocker = entry.name.startsWith('docker');
  const open = async (image: string, options: Partial<EngineSourceOptions> = {}): Promise<LayerSource> => {
    const opened = await openEngineImage(
      { connection: connection(), image, fastPath: true, reader, logger, ...options },
      signal,
    );
    expect(opened.attempts).toEqual([]);
    return opened.source;
  };
  const containers = () => engine().api.json<readonly unknown[]>('GET', '/containers/json?all=1');

  beforeAll(async () => {
    const { api } = engine();
    await importBusyboxImage(api, { repository: 'estiba-test/bb', tag: '1' });
    await api.json('POST', '/images/load', { body: dockerArchive(oddImage) }).catch(async () => {
      // The answer of a load is lines, not one document.
    });
    await buildImage(api, 'estiba-test/steps:1', stepsDockerfile, { 'file.txt': 'from the context\n' });
    await buildImage(api, 'estiba-test/stages:1', stagesDockerfile, { 'file.txt': 'from the context\n' });
    services = await startServices(engine());
    folder = await mkdtemp(join(tmpdir(), 'estiba-layer-sources-'));
  }, 180_000);
  afterAll(async () => {
    await services?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(images)('layers of %s', (image) => {
    it('are the same by every way, and leave nothing behind', async () => {
      const fast = await open(image);
      const expected = await analyze(fast);
      expect(expected.layers.length).toBeGreaterThan(0);
      const save = await open(image, { fastPath: false });
      expect([fast.method, save.method]).toEqual([
        entry.name.startsWith('podman') ? 'save' : 'layer_store',
        'save',
      ]);
      expect(summary(await analyze(save))).toEqual(summary(expected));
      const file = join(folder, `${image.replace(/\W/g, '-')}.tar`);
      await pipeline(
        await connection().api.read({ path: '/images/get', query: { names: [image] }, timeoutMs: 0 }),
        createWriteStream(file),
      );
      const archive = await openArchive(file, {}, reader, signal);
      expect(summary(await analyze(archive))).toEqual(summary(expected));
      expect(archive.image.config.history).toEqual(fast.image.config.history);
      for (const source of [fast, save, archive]) await source.dispose();
    });

    it('show what a container of the image has', async () => {
      const source = await open(image);
      const seen = await finalTree(await analyze(source), source, source.method === 'layer_store');
      await source.dispose();
      const name = `export-${image.replace(/\W/g, '-')}`;
      await createContainer(engine().api, { name, image, command: ['x'] });
      const stream = await connection().api.read({ path: `/containers/${name}/export`, timeoutMs: 0 });
      const exported = await exportedTree(stream as AsyncIterable<Buffer>);
      expect(differences(seen, exported, source.method === 'layer_store')).toEqual([]);
      expect(seen.size).toBeGreaterThan(3);
    });
  });

  it.runIf(isDocker)('come through a helper container that is gone afterwards', async () => {
    const before = await containers();
    const image = 'estiba-test/steps:1';
    const direct = await open(image);
    const helped = await open(image, { methods: ['layer_store_helper'] });
    expect(helped.method).toBe('layer_store_helper');
    expect(await containers()).toHaveLength(before.length + 1);
    const [expected, found] = [await analyze(direct), await analyze(helped)];
    expect(summary(found)).toEqual(summary(expected));
    const tree = await finalTree(expected, direct, false);
    expect(await finalTree(found, helped, false)).toEqual(tree);
    const place = contentPlace(expected, 'data/file.txt', 2);
    expect(await text(await helped.open(place, signal))).toBe('from the context\n');
    expect(await text(await direct.open(place, signal))).toBe('from the context\n');
    await Promise.all([direct.dispose(), helped.dispose()]);
    expect(await containers()).toEqual(before);
  });

  it.runIf(isDocker)('leave no helper of a crashed Estiba, and none of a living one harmed', async () => {
    const make = (owner: string) =>
      createContainer(engine().api, {
        name: `helper-${owner.replace(/\W/g, '-')}`,
        image: 'estiba-test/bb:1',
        labels: { [helperLabel]: 'layers', 'dev.estiba.owner': owner },
      });
    const dead = await make(`${hostname()} 4194300 dead`);
    const alive = await make(`${hostname()} ${process.ppid} alive`);
    const elsewhere = await make('other-host 1 far');
    expect(await removeStaleHelpers(connection().api, logger, signal)).toBe(1);
    const left = (await containers()) as readonly { readonly Id: string }[];
    const ids = left.map(({ Id }) => Id);
    expect([dead, alive, elsewhere].map((id) => ids.includes(id))).toEqual([false, true, true]);
    expect(await removeStaleHelpers(connection().api, logger, signal, Date.now() + 2 * 3_600_000)).toBe(1);
    await engine().api.call('DELETE', `/containers/${alive}`);
  });

  it.runIf(isDocker)('leave no helper when Estiba is killed', async () => {
    const holder = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/integration/hold-helper.ts', engine().host, 'estiba-test/bb:1'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const before = await containers();
    await once(holder.stdout, 'data');
    expect(await containers()).toHaveLength(before.length + 1);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await containers()).toHaveLength(before.length + 1);
    expect(await removeStaleHelpers(connection().api, logger, signal)).toBe(1);
    expect(await containers()).toEqual(before);
  });

  it('say that there is no such image', async () => {
    await expect(open('estiba-test/none:1')).rejects.toMatchObject({ code: 'not_found' });
  });
});

/** Where the version of a file is that a layer has. */
function contentPlace({ layers, tree }: StackAnalysis, path: string, layer: number): ContentPlace {
  const merged = findMergedPath(tree, componentsOf(Buffer.from(path)) ?? []) ?? 0;
  const node = tree.toMerged[layer]?.indexOf(merged) ?? -1;
  const index = layers[layer];
  if (!index || node < 0) throw new Error(`layer ${layer} has no ${path}`);
  return { layer, path: Buffer.from(path), block: index.block[node] ?? 0, size: index.size[node] ?? 0 };
}

/** Content of another stage, owners and modes changed on the way, and a folder that is moved over an old one. */
const stagesDockerfile = `
FROM estiba-test/bb:1 AS build
RUN mkdir -p /out/bin /out/etc && cp /bin/busybox /out/bin/tool && echo x > /out/etc/conf && ln -s ../etc/conf /out/bin/conf

FROM estiba-test/bb:1
RUN mkdir -p /opt/tool && echo old > /opt/tool/old && mkfifo /opt/pipe
COPY --from=build --chown=7:8 /out /opt/tool
COPY file.txt /opt/tool/etc/
RUN mv /opt/tool /opt/moved && mkdir /opt/tool && chown -R 1000:1000 /opt/moved/etc
RUN chmod 4711 /opt/moved/bin/tool && touch -d '2001-02-03 04:05:06' /opt/moved/etc/conf
`;

const stepsDockerfile = `
FROM estiba-test/bb:1
ENV COLOUR=red
RUN mkdir -p /data/sub && head -c 100000 /bin/busybox > /data/a && head -c 50000 /bin/busybox > /data/sub/b && ln /data/a /data/hard
COPY file.txt /data/file.txt
RUN echo more >> /data/file.txt && chmod 600 /data/a
WORKDIR /work
RUN rm -rf /data/sub && ln -s /data/file.txt /work/link
RUN rm -rf /data && mkdir /data && echo new > /data/new
LABEL a=b
RUN rm /data/new && mkdir /data/new && touch /data/new/x
`;
