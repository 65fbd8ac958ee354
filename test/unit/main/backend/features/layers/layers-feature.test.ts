import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../../../src/common/contract/layer-analysis';
import type {
  Comparison,
  DockerfileLine,
  FilePreview,
  WastePage,
} from '../../../../../../src/common/contract/layer-findings';
import type { FileVersion } from '../../../../../../src/main/backend/features/layers/file-versions';
import { TarParser } from '../../../../../../src/main/backend/layers/tar/tar-parser';
import type { ImageSpec } from '../../../../../support/layers/image-archive';
import { type LayersBackend, startLayersBackend } from '../../../../../support/layers/layers-backend';

const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);

const image: ImageSpec = {
  reference: 'test:1',
  config: { Env: ['A=1'], Cmd: ['run'] },
  history: [
    { created_by: '/bin/sh -c #(nop) ADD file:1 in / ' },
    { created_by: '/bin/sh -c #(nop)  ENV A=1', empty_layer: true },
    { created_by: '/bin/sh -c make' },
    { created_by: '/bin/sh -c rm -r /work /.env' },
  ],
  layers: [
    [
      { name: 'etc/' },
      { name: 'etc/passwd', body: 'root' },
      { name: 'etc/empty', body: '' },
      { name: '.env', body: 'A=1' },
    ],
    [
      { name: 'work/' },
      { name: 'work/big', body: 'x'.repeat(5000) },
      { name: 'work/config.yml', body: `token: ${token}\n` },
      { name: 'etc/passwd', body: 'root and more' },
      { name: 'logo.png', body: png },
    ],
    [
      { name: '.wh.work', body: '' },
      { name: '.wh..env', body: '' },
    ],
  ],
};

describe('the layers of an archive', () => {
  let backend: LayersBackend;
  let opened: Analysis;
  let analysisId: string;
  const waste = (query: object = {}) => backend.call<WastePage>('waste', { analysisId, ...query });

  beforeAll(async () => {
    backend = startLayersBackend();
    opened = await backend.openArchive(image);
    analysisId = opened.analysisId;
  });
  afterAll(() => backend.stop());

  it('are read by a job, and the image that is open already is given again', async () => {
    expect(opened).toMatchObject({ state: 'ready', method: 'archive', references: ['test:1'] });
    expect(opened.layers.map(({ createdBy }) => createdBy)).toEqual([
      'ADD file:1 in /',
      'RUN make',
      'RUN rm -r /work /.env',
    ]);
    expect(opened.totals?.wastedBytes).toBe(4 + 3 + 5000 + 7 + token.length + 1);
    expect(backend.jobs.list()[0]).toMatchObject({ kind: 'image.layers', state: 'succeeded' });
    const again = await backend.call('open', { location: opened.location, fresh: false });
    expect(again).toMatchObject({ analysisId });
    expect(await backend.call('get', { analysisId })).toEqual(opened);
  });

  it('are shown by views', async () => {
    const rows = await backend.rowsOf(analysisId, {});
    expect(rows.map(({ path }) => path)).toEqual(['etc', 'etc/empty', 'etc/passwd', 'logo.png']);
    const layer = await backend.rowsOf(analysisId, { mode: 'layer', layer: 2 });
    expect(layer.map(({ path, mark }) => `${path} ${mark}`)).toEqual([
      '.env removed',
      'work removed',
      'work/big removed',
      'work/config.yml removed',
    ]);
  });

  it('waste what is hidden, with the layer to blame', async () => {
    const page = await waste();
    expect(
      page.rows.map(({ path, bytes, layer, by, how }) => `${path} ${bytes} ${layer} ${by} ${how}`),
    ).toEqual([
      'work/big 5000 1 2 removed_with_directory',
      `work/config.yml ${token.length + 8} 1 2 removed_with_directory`,
      'etc/passwd 4 0 1 overwritten',
      '.env 3 0 2 removed',
    ]);
    expect(page.rows[0]).toMatchObject({ removedWith: 'work', createdBy: 'RUN rm -r /work /.env' });
    expect(page.byLayer).toEqual([
      { layer: 0, bytes: 7, files: 2 },
      { layer: 1, bytes: 5000 + token.length + 8, files: 2 },
    ]);
    expect(page.bytes).toBe(opened.totals?.wastedBytes);
    expect((await waste({ filter: 'WORK/' })).count).toBe(2);
    expect((await waste({ layer: 0, by: 1 })).rows.map(({ path }) => path)).toEqual(['etc/passwd']);
    expect((await waste({ offset: 1, limit: 1 })).rows).toEqual([page.rows[1]]);
  });

  it('have secrets in what was deleted, found by name at once and by content when asked', async () => {
    expect((await waste({ flagged: true })).rows.map(({ path }) => path)).toEqual(['.env']);
    const search = await backend.call('findSecrets', { analysisId });
    expect(search).toEqual({ scanned: 4, unread: 0, flagged: 2 });
    const { rows } = await waste({ flagged: true });
    expect(rows.map(({ path, findings }) => [path, findings.map(({ rule }) => rule)])).toEqual([
      ['work/config.yml', expect.arrayContaining(['github_token'])],
      ['.env', ['dotenv_file']],
    ]);
    expect(JSON.stringify(rows)).not.toContain(token.slice(8));
  });

  it('are tied to the lines of a Dockerfile', async () => {
    const dockerfile = 'FROM base\nENV A=1\nRUN make\n\nRUN rm -r /work /.env\n';
    const lines = await backend.call<DockerfileLine[]>('dockerfile', { analysisId, dockerfile });
    expect(lines.map(({ line, layer, fromBase }) => [line, layer, fromBase])).toEqual([
      [undefined, 0, true],
      [2, undefined, false],
      [3, 1, false],
      [5, 2, false],
    ]);
    expect(lines[2]).toMatchObject({ text: 'RUN make', files: 4, wastedBytes: 5000 + token.length + 8 });
    const plain = await backend.call<DockerfileLine[]>('dockerfile', { analysisId });
    expect(plain.every(({ line, fromBase }) => line === undefined && fromBase === undefined)).toBe(true);
  });

  it('give previews and bytes of any version', async () => {
    const node = await backend.nodeOf(analysisId, 'etc/passwd');
    const preview = (layer: number, at = node) =>
      backend.call<FilePreview>('preview', { analysisId, layer, node: at });
    expect(await preview(0)).toMatchObject({
      path: 'etc/passwd',
      kind: 'text',
      text: 'root',
      truncated: false,
    });
    expect(await preview(1)).toMatchObject({ text: 'root and more', sizeBytes: 13 });
    await expect(preview(2)).rejects.toMatchObject({ code: 'not_found' });
    await expect(preview(0, 1_000_000)).rejects.toMatchObject({ code: 'not_found' });
    const folder = await backend.nodeOf(analysisId, 'etc');
    await expect(preview(0, folder)).rejects.toMatchObject({ code: 'failed_precondition' });
    expect(await preview(0, await backend.nodeOf(analysisId, 'etc/empty'))).toMatchObject({ kind: 'empty' });
    const logo = await preview(1, await backend.nodeOf(analysisId, 'logo.png'));
    expect(logo).toMatchObject({ kind: 'image', mediaType: 'image/png' });
    const part = await backend.call<Uint8Array>('bytes', {
      analysisId,
      layer: 1,
      node,
      offset: 5,
      length: 100,
    });
    expect(Buffer.from(part).toString()).toBe('and more');
    const after = await backend.call<Uint8Array>('bytes', {
      analysisId,
      layer: 1,
      node,
      offset: 50,
      length: 1,
    });
    expect(after).toHaveLength(0);
  });

  it('tell all versions of a path', async () => {
    const of = async (path: string, spec: object = {}) => {
      const node = await backend.nodeOf(analysisId, path, spec);
      const versions = await backend.call<FileVersion[]>('versions', { analysisId, node });
      return versions.map(({ layer, mark, sizeBytes }) => `${layer} ${mark} ${sizeBytes}`);
    };
    expect(await of('etc/passwd')).toEqual(['0 added 4', '1 content 13']);
    expect(await of('work/big', { mode: 'layer', layer: 1 })).toEqual(['1 added 5000', '2 removed 0']);
  });

  it('are extracted: a file as itself, a folder as an archive', async () => {
    const extract = async (path: string, spec: { mode: string; layer: number }) => {
      const node = await backend.nodeOf(analysisId, path, spec as object);
      return backend.fetch(await backend.call('extract', { analysisId, node, ...spec }));
    };
    const file = await extract('etc/passwd', { mode: 'layer', layer: 0 });
    expect([file.fileName, file.body.toString()]).toEqual(['passwd', 'root']);
    const entries: string[] = [];
    const folder = await extract('etc', { mode: 'final', layer: 0 });
    const parser = new TarParser((entry) => {
      const { kind, mode, size } = entry;
      const at = entries.push(`${kind} ${entry.name} ${mode.toString(8)} ${size} `) - 1;
      return {
        write: (chunk) => {
          entries[at] += chunk.toString();
        },
        end: () => undefined,
      };
    });
    parser.write(folder.body);
    parser.end();
    expect(folder.fileName).toBe('etc.tar');
    expect(entries).toEqual([
      'directory etc/ 755 0 ',
      'file etc/empty 644 0 ',
      'file etc/passwd 644 13 root and more',
    ]);
    const removed = await extract('work/big', { mode: 'layer', layer: 2 });
    expect(removed.body).toHaveLength(5000);
  });

  it('are compared with those of another image', async () => {
    const [base = [], second = []] = image.layers;
    const other = await backend.openArchive(
      {
        ...image,
        config: { Env: ['A=2'], Cmd: ['run'] },
        layers: [base, [...second, { name: 'new', body: '12' }]],
      },
      'other.tar',
    );
    const compare = (query: object = {}) =>
      backend.call<Comparison>('compare', { first: analysisId, second: other.analysisId, ...query });
    const result = await compare();
    expect(result).toMatchObject({
      commonLayers: 1,
      commonBytes: 7,
      added: { files: 4, bytes: 3 + 5000 + token.length + 8 + 2 },
      changed: { files: 0, bytes: 0 },
      removed: { files: 0, bytes: 0 },
      config: [{ field: 'env A', first: '1', second: '2' }],
      count: 4,
    });
    expect(result.rows[0]).toMatchObject({ path: 'work/big', change: 'added', secondLayer: 1 });
    expect((await compare({ filter: 'new', sort: 'name' })).rows.map(({ path }) => path)).toEqual(['new']);
  });

  it('are forgotten when they are closed', async () => {
    const own = await backend.openArchive(image, 'own.tar');
    const view = await backend.call<{ viewId: string }>('openView', { analysisId: own.analysisId, spec: {} });
    await backend.call('close', { analysisId: own.analysisId });
    const gone = { code: 'not_found' };
    await expect(backend.call('get', { analysisId: own.analysisId })).rejects.toMatchObject(gone);
    await expect(backend.call('rows', { viewId: view.viewId })).rejects.toMatchObject(gone);
  });

  it('are shared with nobody where there is no engine', async () => {
    const users = await backend.call<{ images: unknown[] }[]>('layerUsers', { analysisId });
    expect(users.map(({ images }) => images)).toEqual([[], [], []]);
    await expect(backend.call('sharing', { engineId: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
