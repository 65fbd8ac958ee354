import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readImage } from '../../src/main/backend/layers/read-image';
import {
  type EngineSourceOptions,
  openEngineImage,
} from '../../src/main/backend/layers/source/engine-source';
import type { LayerSource } from '../../src/main/backend/layers/source/layer-source';
import { analyzeStack, type StackAnalysis } from '../../src/main/backend/layers/stack/stack-analysis';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { createContainer, describeEngine, engineMatrix } from '../support/engine';
import { exportedTree, finalTree } from '../support/layers/final-tree';
import { ociArchive } from '../support/layers/image-archive';
import { oddImage } from '../support/layers/odd-image';
import { differences } from '../support/layers/tree-differences';
import { type Services, startServices } from './resource-services';

const { commands, logger } = createPlatform({ env: { PATH: process.env.PATH } });
const signal = AbortSignal.timeout(300_000);
const newer = engineMatrix().filter(({ name }) => name.startsWith('docker') && !name.includes('20.10'));

for (const entry of newer) {
  describeEngine({ ...entry, name: `${entry.name} with the containerd store` }, (engine) => {
    let services: Services;
    const image = 'docker.io/estiba-test/odd:1';
    const open = async (options: Partial<EngineSourceOptions>): Promise<LayerSource> => {
      const connection = services.engines.get(services.engineId);
      const opened = await openEngineImage(
        { connection, image, fastPath: true, reader: { commands }, logger, ...options },
        signal,
      );
      expect(opened.attempts).toEqual([]);
      return opened.source;
    };
    const analyze = async (source: LayerSource): Promise<StackAnalysis> => {
      const listener = { progress: () => undefined, layer: () => undefined };
      return analyzeStack((await readImage(source, undefined, listener, signal)).layers, signal);
    };

    beforeAll(async () => {
      const config = { features: { 'containerd-snapshotter': true } };
      await writeFile(join(engine().dir, 'daemon.json'), JSON.stringify(config));
      await engine().restart();
      const archive = ociArchive([{ ...oddImage, reference: image }], {
        compression: 'gzip',
        withManifestJson: true,
      });
      const { status, text: answer } = await engine().api.call('POST', '/images/load', { body: archive });
      expect(`${status} ${answer}`).toContain('Loaded image');
      services = await startServices(engine());
      expect(services.info().capabilities.containerdImageStore).toBe(true);
    }, 180_000);
    afterAll(() => services?.stop());

    it('gives the same layers from its blobs, through a helper and from the stream', async () => {
      const direct = await open({});
      const helped = await open({ methods: ['content_store_helper'] });
      const save = await open({ fastPath: false });
      expect([direct.method, helped.method, save.method]).toEqual([
        'content_store',
        'content_store_helper',
        'save',
      ]);
      const expected = await analyze(direct);
      for (const source of [helped, save]) {
        const { layers, totals, waste } = await analyze(source);
        expect({ layers, totals, waste }).toEqual({
          layers: expected.layers,
          totals: expected.totals,
          waste: expected.waste,
        });
      }
      expect(direct.image.layers[0]).toMatchObject({ mediaType: expect.stringContaining('gzip') });
      const place = { layer: 0, path: Buffer.from('etc/passwd'), block: 2, size: 11 };
      for (const source of [direct, helped, save]) {
        expect(await text(await source.open(place, signal))).toBe('root:x:0:0\n');
        await source.dispose();
      }
      expect(await engine().api.json('GET', '/containers/json?all=1')).toEqual([]);
    });

    it('shows what a container has', async () => {
      const source = await open({});
      const seen = await finalTree(await analyze(source), source);
      await source.dispose();
      await createContainer(engine().api, { name: 'odd-export', image, command: ['x'] });
      const connection = services.engines.get(services.engineId);
      const stream = await connection.api.read({ path: '/containers/odd-export/export', timeoutMs: 0 });
      const exported = await exportedTree(stream as AsyncIterable<Buffer>);
      expect(differences(seen, exported)).toEqual([]);
    });
  });
}
