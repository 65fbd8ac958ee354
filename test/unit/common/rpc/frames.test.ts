import { describe, expect, test } from 'vitest';
import { isAppError } from '../../../../src/common/errors';
import { type Frame, maxCredit, maxPathLength, parseFrame } from '../../../../src/common/rpc/frames';

const error = {
  code: 'conflict',
  message: 'in use',
  details: { ports: ['80'], count: 2, forced: true },
} as const;

describe('parseFrame', () => {
  test.each<readonly [Frame]>([
    [['call', 1, 'images.list', { all: true }]],
    [['call', Number.MAX_SAFE_INTEGER, 'x'.repeat(maxPathLength), null]],
    [['abort', 1]],
    [['credit', 1, maxCredit]],
    [['ping', 1]],
    [['pong', 1]],
    [['result', 1, [1, 2]]],
    [['error', 1, error]],
    [['error', 1, { code: 'internal', message: '', errorId: 'e1' }]],
    [['stream', 1]],
    [['item', 1, Uint8Array.of(1)]],
    [['end', 1, 'done']],
  ])('reads %j', (frame) => {
    expect(parseFrame(frame)).toEqual(frame);
  });

  test('an absent value is undefined, null stays null', () => {
    expect(parseFrame(['result', 1])[2]).toBeUndefined();
    expect(parseFrame(['call', 1, 'images.list'])[3]).toBeUndefined();
    expect(parseFrame(['item', 1, null])[2]).toBeNull();
  });

  test('copies of an error keep only what an error has', () => {
    const frame = parseFrame(['error', 1, { ...error, stack: 'at secret.ts:1' }]);
    expect(frame).toEqual(['error', 1, error]);
  });

  test.each([
    [undefined],
    [null],
    ['call'],
    [{ 0: 'abort', 1: 1, length: 2 }],
    [[]],
    [['abort']],
    [['abort', 1, 2]],
    [['abort', 0]],
    [['abort', -0]],
    [['abort', Number.NaN]],
    [['abort', Number.MAX_SAFE_INTEGER + 1]],
    [['abort', 1n]],
    [['abort', [1]]],
    [[['abort'], 1]],
    [['constructor', 1]],
    [['call', 1]],
    [['call', 1, 'x'.repeat(maxPathLength + 1)]],
    [['call', 1, ['images', 'list']]],
    [['credit', 1]],
    [['credit', 1, maxCredit + 1]],
    [['credit', 1, 1.5]],
    [['credit', 1, Number.POSITIVE_INFINITY]],
    [['credit', 1, true]],
    [['stream', 1, 'more']],
    [['result', 1, 2, 3]],
    [['error', 1]],
    [['error', 1, 'text']],
    [['error', 1, { code: 'conflict' }]],
    [['error', 1, { code: 'EPERM', message: 'no' }]],
    [['error', 1, { code: 'conflict', message: 'no', details: [] }]],
    [['error', 1, { code: 'conflict', message: 'no', details: { nested: {} } }]],
    [['error', 1, { code: 'conflict', message: 'no', details: { list: [1] } }]],
    [['error', 1, { code: 'conflict', message: 'no', errorId: 7 }]],
  ])('refuses %o', (value: unknown) => {
    let thrown: unknown;
    try {
      parseFrame(value);
    } catch (caught) {
      thrown = caught;
    }
    expect(isAppError(thrown)).toBe(true);
    expect(thrown).toMatchObject({
      code: 'invalid_argument',
      message: expect.stringMatching(/^malformed frame/),
    });
  });
});
