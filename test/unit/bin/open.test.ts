import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOfImage } from '../../../bin/open.mjs';
import { parseCommandLine } from '../../../bin/options.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'estiba open-'));
  writeFileSync(path.join(folder, 'image.tar'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const partsOf = (page: string) => Object.fromEntries(new URL(page, 'http://x').searchParams);

describe('estiba open', () => {
  it('tells files, folders and references apart', () => {
    const file = path.join(folder, 'image.tar');
    expect(partsOf(pageOfImage(file))).toEqual({ kind: 'archive', path: file });
    expect(partsOf(pageOfImage(path.relative('.', file)))).toEqual({ kind: 'archive', path: file });
    expect(partsOf(pageOfImage(folder))).toEqual({ kind: 'layout', path: folder });
    expect(partsOf(pageOfImage('debian:12'))).toEqual({ kind: 'registry', reference: 'debian:12' });
    expect(partsOf(pageOfImage(`layout:${folder}`))).toEqual({ kind: 'layout', path: folder });
    expect(partsOf(pageOfImage('registry:archive:1'))).toEqual({ kind: 'registry', reference: 'archive:1' });
    expect(pageOfImage(file)).toMatch(/^\/layers\/view\?[\w.%*+=&-]+$/);
  });

  it('says what is not there, and what is opened elsewhere', () => {
    expect(() => pageOfImage('./none.tar')).toThrow('there is no ./none.tar');
    expect(() => pageOfImage('none.tar.gz')).toThrow('there is no none.tar.gz');
    expect(() => pageOfImage('docker:debian')).toThrow('list of images');
  });

  it('takes one image beside the options', () => {
    const parse = (...args: string[]) => parseCommandLine(args, (image) => `/page/${image}`);
    expect(parse('--no-open', 'a')).toMatchObject({
      kind: 'start',
      options: { open: false, page: '/page/a' },
    });
    expect(parse()).toEqual({ kind: 'invalid', message: 'say which image' });
    expect(parse('a', 'b')).toMatchObject({ kind: 'invalid' });
    expect(parseCommandLine(['a'])).toMatchObject({ kind: 'invalid' });
  });
});
