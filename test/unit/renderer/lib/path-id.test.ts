import { describe, expect, it } from 'vitest';
import { parentOf, toPathId } from '../../../../src/renderer/lib/path-id';

const text = (pathId: string): string => Buffer.from(pathId, 'base64url').toString('utf8');

describe('path ids', () => {
  it('are what the back end reads', () => {
    for (const path of ['/data', '/ñ/?>~', '/a\nb']) expect(text(toPathId(path))).toBe(path);
  });

  it('lead upwards to the root', () => {
    expect(text(parentOf(toPathId('/a/ñ/c')))).toBe('/a/ñ');
    expect(parentOf(toPathId('/a'))).toBe('');
    expect(parentOf('')).toBe('');
  });
});
