import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPlatform } from '../../../../../src/main/backend/platform/create-platform';
import { pathsOf, readLayer } from '../../../../support/layers/layer-of';
import { tarBytes } from '../../../../support/layers/tar-bytes';

const archive = tarBytes([{ name: 'a', body: 'x'.repeat(5000) }, { name: 'b/' }, { name: 'b/c' }]);
const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const { commands } = createPlatform({ env: { PATH: process.env.PATH } });

describe('LayerReader', () => {
  it('reads a plain archive and takes its digest', async () => {
    const reading = await readLayer(archive);
    expect(pathsOf(reading.index)).toEqual(['a', 'b', 'b/c']);
    expect(reading).toMatchObject({
      compression: 'none',
      diffId: sha256(archive),
      digest: sha256(archive),
      storedBytes: archive.length,
    });
    expect(reading.index.totals.archiveBytes).toBe(archive.length);
  });

  it.each([1, 3, 100, 1_000_000])('reads gzip in chunks of %i, with both digests', async (chunkSize) => {
    const zipped = gzipSync(archive);
    const reading = await readLayer(zipped, { chunkSize });
    expect(pathsOf(reading.index)).toEqual(['a', 'b', 'b/c']);
    expect(reading).toMatchObject({ compression: 'gzip', diffId: sha256(archive), digest: sha256(zipped) });
  });

  it('waits for a large layer many times without leaving a listener each time', async () => {
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', note);
    const large = gzipSync(tarBytes([{ name: 'a', body: randomBytes(4 * 1024 * 1024) }]));
    await readLayer(large, { chunkSize: 64 * 1024 });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('reads zstd, or says what it needs', async () => {
    const zstd = await compressWithZstd(archive);
    if (zstd) {
      expect(await readLayer(zstd)).toMatchObject({
        compression: 'zstd',
        diffId: sha256(archive),
        digest: sha256(zstd),
      });
    }
    const none = { find: async () => undefined, spawn: commands.spawn };
    const fake = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(20)]);
    const hasOwn = 'createZstdDecompress' in (await import('node:zlib'));
    if (!hasOwn) {
      await expect(readLayer(fake, { commands: none })).rejects.toMatchObject({ code: 'not_implemented' });
      await expect(readLayer(fake, { commands: none })).rejects.toThrow(process.version);
    }
    await expect(readLayer(fake)).rejects.toMatchObject({
      code: hasOwn || zstd ? 'data_loss' : 'not_implemented',
    });
  });

  it('says what it cannot unpack', async () => {
    await expect(readLayer(Buffer.from('BZh91AY&SY'))).rejects.toMatchObject({
      code: 'not_implemented',
      details: { compression: 'bzip2' },
    });
  });

  it('refuses a truncated and a corrupt archive', async () => {
    const zipped = gzipSync(archive);
    await expect(readLayer(zipped.subarray(0, zipped.length - 20))).rejects.toMatchObject({
      code: 'data_loss',
    });
    const broken = Buffer.from(zipped);
    broken.fill(0xaa, 30, 40);
    await expect(readLayer(broken)).rejects.toMatchObject({ code: 'data_loss' });
    await expect(readLayer(archive.subarray(0, 3000))).rejects.toThrow('truncated');
    await expect(readLayer(gzipSync(archive.subarray(0, 3000)))).rejects.toThrow('truncated');
    await expect(readLayer(Buffer.from('{"not":"a layer"}'.padEnd(600)))).rejects.toMatchObject({
      code: 'data_loss',
    });
  });

  it('takes an empty layer', async () => {
    const reading = await readLayer(Buffer.alloc(1024));
    expect(reading.index).toMatchObject({ count: 1, totals: { files: 0, bytes: 0, entries: 0 } });
  });

  it('stops at a bomb', async () => {
    const bomb = gzipSync(Buffer.concat([archive, Buffer.alloc(50_000_000)]));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readLayer(bomb, { limits: { maxArchiveBytes: 10_000_000 } })).rejects.toMatchObject({
      code: 'resource_exhausted',
      details: { limit: 10_000_000 },
    });
  });
});

async function compressWithZstd(bytes: Buffer): Promise<Buffer | undefined> {
  if ((await commands.find('zstd')) === undefined) return undefined;
  const running = commands.spawn('zstd', ['-c', '-q'], { stdin: true });
  const chunks: Buffer[] = [];
  running.stdin?.end(bytes);
  for await (const chunk of running.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
