import { describe, expect, it } from 'vitest';
import { enginePath, formatQuery } from '../../../../../src/main/backend/engine/engine-path';

describe('enginePath', () => {
  it.each([
    ['web', '/containers/web/json'],
    ['a/../../images', '/containers/a%2F..%2F..%2Fimages/json'],
    ['..', '/containers/%2E%2E/json'],
    ['x?force=1#y', '/containers/x%3Fforce%3D1%23y/json'],
    ['niño\r\nX: 1', '/containers/ni%C3%B1o%0D%0AX%3A%201/json'],
  ])('keeps %j in its segment', (id, path) => {
    expect(enginePath`/containers/${id}/json`).toBe(path);
  });

  it('joins several parts', () => {
    expect(enginePath`/networks/${'a'}/x/${'b c'}`).toBe('/networks/a/x/b%20c');
  });
});

describe('formatQuery', () => {
  it('leaves undefined out, repeats lists and sends objects as JSON', () => {
    const query = { all: true, limit: 0, gone: undefined, names: ['a', 'b&c'], filters: { label: ['x=1'] } };
    const text = formatQuery(query);
    expect(Object.fromEntries(new URLSearchParams(text))).toMatchObject({ all: 'true', limit: '0' });
    expect(new URLSearchParams(text).getAll('names')).toEqual(['a', 'b&c']);
    expect(JSON.parse(new URLSearchParams(text).get('filters') ?? '')).toEqual({ label: ['x=1'] });
    expect(text).not.toContain('gone');
  });

  it('is empty without values', () => {
    expect(formatQuery({ a: undefined })).toBe('');
  });
});
