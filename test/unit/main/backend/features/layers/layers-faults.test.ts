import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../../../src/common/contract/layer-analysis';
import type { FilePreview } from '../../../../../../src/common/contract/layer-findings';
import { createDataset, startFakeEngine } from '../../../../../support/fake-engine';
import { type LayersBackend, startLayersBackend } from '../../../../../support/layers/layers-backend';
import { withBackend } from '../../../../../support/layers/layers-bench';

let backend: LayersBackend | undefined;
afterEach(async () => {
  await backend?.stop();
  backend = undefined;
});

const terabyte = 1024 ** 4;

describe('layers under bad conditions', () => {
  it('are shown without a place for the index, and the page is told', async () => {
    backend = startLayersBackend({ cacheFolder: '/dev/null/no-folder' });
    const analysis = await backend.openArchive({ layers: [[{ name: 'a', body: 'x' }]] });
    expect(analysis.state).toBe('ready');
    expect(analysis.totals?.storedBytes).toBe(1);
    expect(analysis.cacheError?.message).toContain('/dev/null/no-folder');
  });

  it('hold a file of a terabyte that is nearly all holes', async () => {
    backend = startLayersBackend();
    const map = Buffer.alloc(512);
    map.write(`1\n${terabyte - 3}\n3\n`);
    const analysis = await backend.openArchive({
      layers: [
        [
          {
            name: 'GNUSparseFile.0/holes',
            body: Buffer.concat([map, Buffer.from('end')]),
            pax: {
              'GNU.sparse.major': '1',
              'GNU.sparse.minor': '0',
              'GNU.sparse.name': 'holes',
              'GNU.sparse.realsize': String(terabyte),
            },
          },
        ],
      ],
    });
    const { analysisId } = analysis;
    expect(analysis.totals?.storedBytes).toBeLessThan(1024);
    const node = await backend.nodeOf(analysisId, 'holes');
    const started = performance.now();
    const preview = await backend.call<FilePreview>('preview', { analysisId, layer: 0, node });
    expect(preview).toMatchObject({ path: 'holes', sizeBytes: terabyte });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('say that the engine went away in the middle, and leave nothing', async () => {
    const engine = await startFakeEngine({ state: createDataset({ containers: 1, images: 2 }) });
    const home = mkdtempSync(join(tmpdir(), 'estiba-layers-faults-'));
    try {
      engine.setFault('GET /images/get', { kind: 'closeMidStream' });
      const image = [...engine.state.images.values()].find(({ tags }) => tags.length > 0)?.tags[0] ?? '';
      await withBackend(
        engine.host,
        async (client, engineId) => {
          await client.settings.update({ layers: { fastPath: false } });
          const location = { kind: 'engine', engineId, image } as const;
          const { analysisId, jobId } = await client.layers.open({ location });
          let last: Analysis | undefined;
          for await (const state of await client.layers.watch({ analysisId })) last = state;
          expect(last).toMatchObject({ state: 'failed', error: { message: expect.stringMatching(/\w/) } });
          expect(['data_loss', 'unavailable']).toContain(last?.error?.code);
          const jobs = await client.jobs.list();
          expect(jobs.find(({ id }) => id === jobId)).toMatchObject({ state: 'failed' });
        },
        home,
      );
      expect(filesBelow(home).filter((name) => name.includes('.tmp') || name.endsWith('.part'))).toEqual([]);
    } finally {
      await engine.stop();
      rmSync(home, { recursive: true });
    }
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}
