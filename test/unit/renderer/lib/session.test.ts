import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireHttps } from '../../../../src/renderer/lib/browser-host';
import { readError, toTransferUrl } from '../../../../src/renderer/lib/page-files';
import { exchangeToken, parseToken, type SessionStorage } from '../../../../src/renderer/lib/session';

function createStorage(): SessionStorage & { value?: string | undefined } {
  const storage: { value?: string | undefined } & SessionStorage = {
    read: () => storage.value,
    write: (key) => {
      storage.value = key;
    },
  };
  return storage;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const answer = (status: number, body: unknown): void => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));
};

describe('parseToken', () => {
  it.each([
    ['http://127.0.0.1:7420/#token=abc_DEF-123', 'abc_DEF-123'],
    ['#token=abcdefgh', 'abcdefgh'],
    ['  abcdefgh12345678  ', 'abcdefgh12345678'],
    ['http://127.0.0.1:7420/', undefined],
    ['short', undefined],
    ['#token=', undefined],
    ['<script>alert(1)</script>', undefined],
    ['', undefined],
  ])('%s', (text, token) => {
    expect(parseToken(text)).toBe(token);
  });
});

describe('exchangeToken', () => {
  it('keeps the key', async () => {
    const storage = createStorage();
    answer(200, { key: 'k1' });
    await exchangeToken('t', storage);
    expect(storage.value).toBe('k1');
  });

  it.each([
    [403, { code: 'permission_denied', message: 'used' }, 'permission_denied'],
    [429, { code: 'resource_exhausted', message: 'slow down' }, 'resource_exhausted'],
    [502, 'no json of ours', 'unavailable'],
    [200, { nothing: true }, 'data_loss'],
  ])('keeps nothing after %d', async (status, body, code) => {
    const storage = createStorage();
    answer(status, body);
    await expect(exchangeToken('t', storage)).rejects.toMatchObject({ code });
    expect(storage.value).toBeUndefined();
  });

  it('is unavailable when nobody answers', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(exchangeToken('t', createStorage())).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('page files', () => {
  it('makes a path of the origin of a ticket, never of another one', () => {
    expect(toTransferUrl('files/abc')).toBe('/files/abc');
    expect(toTransferUrl('/files/abc')).toBe('/files/abc');
    expect(toTransferUrl('//evil.example/abc')).toBe('/evil.example/abc');
  });

  it('reads the error of an answer', async () => {
    const body = JSON.stringify({ error: { code: 'not_found', message: 'no such ticket' } });
    await expect(readError(new Response(body, { status: 404 }))).resolves.toMatchObject({
      code: 'not_found',
      message: 'no such ticket',
    });
    await expect(readError(new Response('<html>', { status: 401 }))).resolves.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('requireHttps', () => {
  it('opens nothing but https', () => {
    expect(requireHttps('https://example.com/a')).toBe('https://example.com/a');
    for (const url of [
      'http://example.com',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'estiba://x',
      'nonsense',
    ]) {
      expect(() => requireHttps(url), url).toThrowError(/https/);
    }
  });
});
