import { describe, expect, it } from 'vitest';
import { toInstruction, toSteps } from '../../../../../src/renderer/features/layers/layer-rules';
import { toModeText } from '../../../../../src/renderer/files/tree/mode-text';
import { parseBytes } from '../../../../../src/renderer/files/tree/parse-bytes';
import { createScrollMap } from '../../../../../src/renderer/files/tree/scroll-map';
import { toTreeCommand } from '../../../../../src/renderer/files/tree/tree-keys';
import { toFileName } from '../../../../../src/renderer/files/view/file-name';
import { toHexLine } from '../../../../../src/renderer/files/view/hex-lines';

describe('parseBytes', () => {
  it.each([
    ['1 MiB', 1_048_576],
    ['1,5m', 1_572_864],
    ['500 kB', 500_000],
    ['4096', 4096],
    ['2g', 2_147_483_648],
    ['0', 0],
  ])('reads %s', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each(['', 'x', '1 iB', '-1', '1 MiB extra'])('refuses %s', (text) => {
    expect(parseBytes(text)).toBeUndefined();
  });
});

describe('toModeText', () => {
  it('writes modes as ls does', () => {
    expect(toModeText('directory', 0o755)).toBe('drwxr-xr-x');
    expect(toModeText('file', 0o4755)).toBe('-rwsr-xr-x');
    expect(toModeText('directory', 0o1777)).toBe('drwxrwxrwt');
    expect(toModeText('file', 0o2644)).toBe('-rw-r-Sr--');
    expect(toModeText('symlink', 0o777)).toBe('lrwxrwxrwx');
  });
});

describe('createScrollMap', () => {
  it('leaves lines where they are when all fit', () => {
    const map = createScrollMap(1_000_000, 26, 600);
    expect(map.height).toBe(26_000_000);
    expect(map.topOf(5, 1234)).toBe(130);
    expect(map.firstAt(2600)).toBe(100);
  });

  it('shows the first and the last of ten million lines', () => {
    const map = createScrollMap(10_000_000, 26, 600);
    expect(map.firstAt(0)).toBe(0);
    const end = map.height - 600;
    expect(map.topOf(9_999_999, end) - end).toBeCloseTo(600 - 26, 0);
    expect(map.firstAt(map.scrollTo(5_000_000))).toBeGreaterThanOrEqual(4_999_999);
  });
});

describe('toTreeCommand', () => {
  const press = (key: string, more = {}) => ({
    ...{ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
    ...more,
  });
  const context = { active: 5, count: 10, page: 4 };

  it('moves within the list', () => {
    expect(toTreeCommand(press('PageDown'), context)).toEqual({ kind: 'move', to: 9 });
    expect(toTreeCommand(press('Home'), context)).toEqual({ kind: 'move', to: 0 });
    expect(toTreeCommand(press('ArrowUp'), { ...context, active: -1 })).toEqual({ kind: 'move', to: 9 });
    expect(toTreeCommand(press('End'), { ...context, count: 0 })).toBeUndefined();
  });

  it('types letters, and leaves the keys of the page alone', () => {
    expect(toTreeCommand(press('b'), context)).toEqual({ kind: 'type', text: 'b' });
    expect(toTreeCommand(press('/'), context)).toBeUndefined();
    expect(toTreeCommand(press('?'), context)).toBeUndefined();
    expect(toTreeCommand(press('f', { ctrlKey: true }), context)).toBeUndefined();
  });
});

describe('toHexLine', () => {
  it('pads a short line and hides what cannot be seen', () => {
    const { offset, hex, text } = toHexLine(new Uint8Array([0x41, 0x00, 0x1b]), 16);
    expect(offset).toBe('00000010');
    expect(hex).toHaveLength(16 * 3);
    expect(text).toBe('A··');
  });
});

describe('toFileName', () => {
  it.each([
    ['../../etc/passwd', false, '.._.._etc_passwd'],
    ['..', false, '_'],
    ['a\u0000b\u202e', false, 'a_b_'],
    ['bin', true, 'bin.tar'],
  ])('makes %j safe', (name, isFolder, expected) => {
    expect(toFileName(name, isFolder)).toBe(expected);
  });
});

describe('toInstruction', () => {
  it('drops what builders write around it', () => {
    expect(toInstruction('/bin/sh -c #(nop)  CMD ["sh"]')).toBe('CMD ["sh"]');
    expect(toInstruction('/bin/sh -c apt-get update')).toBe('RUN apt-get update');
    expect(toInstruction('RUN /bin/sh -c make # buildkit')).toBe('RUN make');
    expect(toInstruction('COPY . . # buildkit')).toBe('COPY . .');
  });
});

describe('toSteps', () => {
  it('keeps the order of the history and every layer', () => {
    const layer = (number: number) =>
      ({
        number,
        diffId: `d${number}`,
        state: 'ready',
        fromCache: false,
        readBytes: 0,
        problems: [],
      }) as const;
    const steps = toSteps([layer(0), layer(1)], [{ text: 'FROM', layer: 0 }, { text: 'ENV A=1' }]);
    expect(steps.map((step) => (step.kind === 'layer' ? step.layer.number : step.text))).toEqual([
      0,
      'ENV A=1',
      1,
    ]);
  });
});
