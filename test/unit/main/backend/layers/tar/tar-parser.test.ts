import { describe, expect, it } from 'vitest';
import type { TarEntry } from '../../../../../../src/main/backend/layers/tar/tar-entry';
import { TarParser } from '../../../../../../src/main/backend/layers/tar/tar-parser';
import {
  base256,
  extension,
  octal,
  paxBody,
  type TarSpec,
  tarBytes,
} from '../../../../../support/layers/tar-bytes';

interface Seen extends Omit<TarEntry, 'name' | 'linkName'> {
  readonly name: string;
  readonly linkName: string | undefined;
  readonly body: string;
}

/** Everything in the archive, read in chunks of this size. */
function read(archive: Buffer, chunkSize = archive.length): readonly Seen[] {
  const seen: Seen[] = [];
  const parser = new TarParser((entry) => {
    const chunks: Buffer[] = [];
    const known = {
      ...entry,
      name: entry.name.toString('latin1'),
      linkName: entry.linkName?.toString('latin1'),
    };
    return {
      write: (chunk) => void chunks.push(Buffer.from(chunk)),
      end: () => void seen.push({ ...known, body: Buffer.concat(chunks).toString('latin1') }),
    };
  });
  for (let at = 0; at < archive.length; at += chunkSize) parser.write(archive.subarray(at, at + chunkSize));
  parser.end();
  return seen;
}

function readOne(spec: TarSpec): Seen {
  const [only, ...others] = read(tarBytes([spec]));
  if (!only || others.length > 0) throw new Error('expected one entry');
  return only;
}

describe('TarParser', () => {
  it('reads every kind of entry with its numbers', () => {
    const seen = read(
      tarBytes([
        { name: 'etc/', mode: 0o1777, uid: 7, gid: 8, mtime: 99 },
        { name: 'etc/passwd', body: 'root', mode: 0o4755, uid: 1000, gid: 1001 },
        { name: 'link', type: '2', link: 'etc/passwd' },
        { name: 'hard', type: '1', link: 'etc/passwd', size: 4 },
        { name: 'null', type: '3', device: [1, 3] },
        { name: 'sda', type: '4', device: [8, 0] },
        { name: 'pipe', type: '6' },
        { name: 'odd', type: '7', body: 'contiguous' },
      ]),
    );
    expect(seen.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'etc/ directory',
      'etc/passwd file',
      'link symlink',
      'hard hardlink',
      'null character_device',
      'sda block_device',
      'pipe fifo',
      'odd file',
    ]);
    expect(seen[0]).toMatchObject({ mode: 0o1777, uid: 7, gid: 8, mtime: 99, size: 0, offset: 0 });
    expect(seen[1]).toMatchObject({ mode: 0o4755, uid: 1000, gid: 1001, size: 4, body: 'root', offset: 512 });
    expect(seen[2]?.linkName).toBe('etc/passwd');
    expect(seen[3]).toMatchObject({ linkName: 'etc/passwd', size: 0, bodyBytes: 0 });
    expect(seen[4]?.device).toEqual({ major: 1, minor: 3 });
  });

  it('gives the same for every size of chunk', () => {
    const archive = tarBytes([
      { name: 'a'.repeat(150), gnuLong: true, body: 'x'.repeat(700) },
      { name: 'short', pax: { path: 'p/'.repeat(200) }, body: 'yy' },
      { name: 'empty' },
      { name: 'last', body: 'z'.repeat(512) },
    ]);
    const whole = read(archive);
    for (const chunkSize of [1, 7, 511, 512, 513, 1024, 4000])
      expect(read(archive, chunkSize)).toEqual(whole);
  });

  it('joins prefix and name of POSIX, and not in GNU headers', () => {
    expect(readOne({ name: 'file', prefix: 'a/b' }).name).toBe('a/b/file');
    const gnu = (header: Buffer) => header.write('ustar  \0', 257, 'latin1');
    expect(readOne({ name: 'file', prefix: 'a/b', patch: gnu }).name).toBe('file');
  });

  it('reads long names and links of GNU', () => {
    const name = `deep/${'n'.repeat(300)}`;
    const link = `far/${'l'.repeat(300)}`;
    expect(readOne({ name, type: '2', link, gnuLong: true })).toMatchObject({
      name,
      linkName: link,
      offset: 0,
    });
  });

  it('lets pax records win over the header', () => {
    const seen = readOne({
      name: 'header',
      type: '0',
      body: 'abc',
      size: 3,
      pax: { path: 'from/pax', uid: '70000', gid: '70001', mtime: '12.5', size: '3' },
    });
    expect(seen).toMatchObject({ name: 'from/pax', uid: 70000, gid: 70001, mtime: 12.5, body: 'abc' });
  });

  it('takes the size of a large file from pax, where the header has no room', () => {
    const archive = tarBytes([{ name: 'f', body: 'hello', size: 0, pax: { size: '5' } }, { name: 'g' }]);
    expect(read(archive).map(({ name, body }) => [name, body])).toEqual([
      ['f', 'hello'],
      ['g', ''],
    ]);
  });

  it('keeps extended attributes as bytes, sorted', () => {
    const capability = Buffer.from([1, 0, 0, 2, 0, 0x20, 0xff]);
    const { xattrs } = readOne({
      name: 'ping',
      pax: { 'SCHILY.xattr.user.z': 'last', 'SCHILY.xattr.security.capability': capability },
    });
    expect(xattrs).toEqual([
      ['security.capability', capability],
      ['user.z', Buffer.from('last')],
    ]);
  });

  it('does not apply global pax headers, as engines do not', () => {
    const archive = Buffer.concat([
      ...extension('g', paxBody({ path: 'global', mtime: '1' })),
      tarBytes([{ name: 'own', mtime: 5 }]),
    ]);
    expect(read(archive)).toMatchObject([{ name: 'own', mtime: 5, offset: 1024 }]);
  });

  it('reads base-256 numbers, negative ones too', () => {
    expect(readOne({ name: 'f', uid: 5_000_000, gid: 3, mtime: -5, base256: true })).toMatchObject({
      uid: 5_000_000,
      gid: 3,
      mtime: -5,
    });
  });

  it('keeps names that are no UTF-8', () => {
    const name = Buffer.from([0x66, 0xff, 0xe9]);
    expect(readOne({ name }).name).toBe(name.toString('latin1'));
  });

  it('takes an old folder by the slash of its name', () => {
    const old = { name: 'old/', type: '\0', patch: (header: Buffer) => void header.fill(0, 257, 265) };
    expect(readOne(old).kind).toBe('directory');
    expect(readOne({ ...old, name: 'old' }).kind).toBe('file');
  });

  it('reports types that nobody unpacks', () => {
    expect(readOne({ name: 'volume', type: 'V', body: 'label' })).toMatchObject({
      kind: 'other',
      typeFlag: 86,
    });
  });
});

describe('TarParser and sparse files', () => {
  const patchSparse = (pairs: readonly number[], realSize: number, extended: boolean) => (header: Buffer) => {
    header.write('ustar  \0', 257, 'latin1');
    pairs.forEach((value, index) => void octal(header, 386 + index * 12, 12, value));
    header[482] = extended ? 1 : 0;
    octal(header, 483, 12, realSize);
  };

  it('reads the old form of GNU, with a terabyte of holes', () => {
    const seen = readOne({
      name: 'disk',
      type: 'S',
      body: 'abcdefgh',
      patch: (header) => {
        patchSparse([0, 4, 4096, 4], 0, false)(header);
        base256(header, 483, 12, 2 ** 40);
      },
    });
    expect(seen).toMatchObject({ kind: 'file', size: 2 ** 40, bodyBytes: 8, body: 'abcdefgh' });
    expect(seen.sparse?.segments).toEqual([
      [0, 4],
      [4096, 4],
    ]);
  });

  it('reads its further blocks', () => {
    const [header] = [
      tarBytes(
        [{ name: 'disk', type: 'S', size: 5, patch: patchSparse([0, 1, 10, 1, 20, 1, 30, 1], 41, true) }],
        { end: false },
      ),
    ];
    const more = Buffer.alloc(512);
    octal(more, 0, 12, 40);
    octal(more, 12, 12, 1);
    const body = Buffer.alloc(512);
    body.write('12345');
    const seen = read(Buffer.concat([header, more, body, tarBytes([{ name: 'next' }])]), 100);
    expect(seen.map(({ name, body: content }) => [name, content])).toEqual([
      ['disk', '12345'],
      ['next', ''],
    ]);
    expect(seen[0]?.sparse?.segments).toHaveLength(5);
    expect(seen[0]?.size).toBe(41);
  });

  it('reads the three forms of pax', () => {
    const zeroOne = readOne({
      name: 'GNUSparseFile.0/x',
      body: 'ab',
      pax: { 'GNU.sparse.name': 'x', 'GNU.sparse.size': '100', 'GNU.sparse.map': '0,1,50,1' },
    });
    expect(zeroOne).toMatchObject({ name: 'x', size: 100, bodyBytes: 2 });
    expect(zeroOne.sparse?.segments).toEqual([
      [0, 1],
      [50, 1],
    ]);
    const one = readOne({
      name: 'GNUSparseFile.0/y',
      body: `${'1\n0\n2\n'.padEnd(512, '\0')}ab`,
      pax: {
        'GNU.sparse.major': '1',
        'GNU.sparse.minor': '0',
        'GNU.sparse.name': 'y',
        'GNU.sparse.realsize': '9',
      },
    });
    expect(one).toMatchObject({ name: 'y', size: 9, bodyBytes: 514, sparse: { segments: undefined } });
  });
});

describe('TarParser and bad archives', () => {
  const good = tarBytes([{ name: 'file', body: 'x'.repeat(600) }]);

  it('says where a truncated archive ends', () => {
    for (const length of [100, 512, 700, 1111]) {
      expect(() => read(good.subarray(0, length))).toThrow(`truncated: it ends at byte ${length}`);
    }
  });

  it('takes an archive without the empty blocks at its end', () => {
    expect(read(good.subarray(0, good.length - 1024))).toHaveLength(1);
    expect(read(Buffer.concat([good, Buffer.from('rubbish')]))).toHaveLength(1);
  });

  it('finds a wrong checksum, number, size and extension', () => {
    const flipped = Buffer.from(good);
    flipped[0] = 0x41;
    expect(() => read(flipped)).toThrow('the tar header at byte 0 is corrupt: its checksum is wrong');
    expect(() => readOne({ name: 'f', patch: (header) => void header.write('12x', 124) })).toThrow(
      'its size is no number',
    );
    expect(() => readOne({ name: 'f', patch: (header) => void base256(header, 124, 12, -1) })).toThrow(
      'size is negative',
    );
    expect(() => readOne({ name: 'f', pax: { size: 'many' } })).toThrow('no number for size');
    const pax = tarBytes([{ name: 'f' }]);
    expect(() => read(Buffer.concat([...extension('x', Buffer.from('99 path=x\n')), pax]))).toThrow(
      'malformed',
    );
    expect(() => read(Buffer.concat([good.subarray(0, 512 + 1024), Buffer.alloc(512), good]))).toThrow(
      'it follows the end of the archive',
    );
  });

  it('does not gather an extension without end', () => {
    const huge = tarBytes([{ name: 'x', type: 'x', size: 2 ** 33 - 1 }]);
    expect(() => read(huge)).toThrow('its extension has 8589934591 bytes');
  });

  it('ends at an extension without an entry', () => {
    expect(() => read(Buffer.concat(extension('x', paxBody({ path: 'p' }))))).toThrow('truncated');
  });
});
