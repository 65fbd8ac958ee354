import { describe, expect, it } from 'vitest';
import { TarParser } from '../../../../../../src/main/backend/layers/tar/tar-parser';
import { TarSplitParser } from '../../../../../../src/main/backend/layers/tar/tar-split-parser';
import { tarBytes } from '../../../../../support/layers/tar-bytes';
import { tarSplitLines } from '../../../../../support/layers/tar-split';

const archive = tarBytes([
  { name: 'etc/' },
  { name: 'etc/passwd', body: 'x'.repeat(1000) },
  { name: 'empty' },
  { name: 'n'.repeat(120), gnuLong: true, body: 'y'.repeat(512) },
  { name: 'hard', type: '1', link: 'etc/passwd' },
]);

function namesOf(run: (handle: (name: string) => void) => void): readonly string[] {
  const names: string[] = [];
  run((name) => void names.push(name));
  return names;
}

function readSplit(lines: Buffer, chunkSize: number): { names: readonly string[]; position: number } {
  let position = 0;
  const names = namesOf((handle) => {
    const parser = new TarSplitParser((entry) => {
      handle(`${entry.name.toString()} ${entry.size} ${entry.offset}`);
      return undefined;
    });
    for (let at = 0; at < lines.length; at += chunkSize) parser.write(lines.subarray(at, at + chunkSize));
    parser.end();
    position = parser.position;
  });
  return { names, position };
}

describe('TarSplitParser', () => {
  it('gives the entries of the archive that it stands for, at their places', () => {
    const expected = namesOf((handle) => {
      const parser = new TarParser((entry) => {
        handle(`${entry.name.toString()} ${entry.size} ${entry.offset}`);
        return undefined;
      });
      parser.write(archive);
      parser.end();
    });
    expect(expected).toHaveLength(5);
    for (const chunkSize of [1, 50, 1_000_000]) {
      expect(readSplit(tarSplitLines(archive), chunkSize)).toEqual({
        names: expected,
        position: archive.length,
      });
    }
  });

  it('takes the size from its own field, and not from a name that looks like one', () => {
    const odd = tarBytes([
      { name: 'a,"size":7', body: 'x'.repeat(900) },
      { name: ',"size":9' },
      { name: 'end', body: 'z' },
    ]);
    const { names, position } = readSplit(tarSplitLines(odd), 10_000);
    expect(names.map((name) => name.split(' ')[0])).toEqual(['a,"size":7', ',"size":9', 'end']);
    expect(position).toBe(odd.length);
  });

  it('reads records with other fields in another order', () => {
    const lines = tarSplitLines(archive).toString().split('\n').filter(Boolean);
    const shuffled = lines.map((line) =>
      JSON.stringify({ position: 1, ...JSON.parse(line), type: JSON.parse(line).type }),
    );
    expect(readSplit(Buffer.from(`${shuffled.join('\n')}\n`), 4096)).toEqual(
      readSplit(tarSplitLines(archive), 4096),
    );
  });

  it('refuses records that are none, and records that end too soon', () => {
    const lines = tarSplitLines(archive);
    expect(() => readSplit(Buffer.from('{"type":3}\n'), 100)).toThrow('a record has type 3');
    expect(() => readSplit(Buffer.from('nonsense\n'), 100)).toThrow('a record is no JSON');
    expect(() => readSplit(lines.subarray(0, 2000), 100)).toThrow();
    const short = Buffer.from(lines.toString().replace('"size":1000', '"size":10'));
    expect(() => readSplit(short, 100)).toThrow('a file of 1000 bytes has a record of 10');
  });
});
