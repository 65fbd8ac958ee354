import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const navigation = { accept: 'text/html,application/xhtml+xml' };

describe('the page', () => {
  it('comes for every navigation, under a strict policy', async () => {
    for (const path of ['/', '/index.html', '/e/default/images/nginx:1.27', '/a/b?c=d']) {
      const reply = await server.send({ path, headers: navigation });
      expect(reply.status).toBe(200);
      expect(reply.body).toContain('<title>Estiba</title>');
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(reply.headers['cache-control']).toBe('no-cache');
      expect(policyOf(reply.headers['content-security-policy'])).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      });
    }
  });

  it('and every other answer cannot be sniffed, framed or embedded, and names no referrer', async () => {
    const paths = [
      '/',
      '/assets/app-1a2b.js',
      '/missing.js',
      '/session',
      '/rpc/app/echo',
      '/files/x',
      '/openapi.json',
    ];
    for (const path of paths) {
      const { headers } = await server.send({ path });
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('is not sent for a missing file', async () => {
    expect((await server.send({ path: '/assets/gone.js', headers: navigation })).status).toBe(404);
    expect((await server.send({ path: '/gone.svg', headers: { accept: 'image/*' } })).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await server.send({ method, path: '/' })).status).toBe(405);
  });

  it('may be asked for its head alone', async () => {
    const reply = await server.send({ method: 'HEAD', path: '/' });
    expect([reply.status, reply.body]).toEqual([200, '']);
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(20);
  });
});

describe('assets', () => {
  const path = '/assets/app-1a2b.js';

  it('are kept for ever, because their names change', async () => {
    const reply = await server.send({ path });
    expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(reply.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(reply.body).toHaveLength(4023);
  });

  it('are compressed for who can read that', async () => {
    const compressed = await fetchBytes(path, 'br;q=1.0, gzip;q=0.8');
    expect(compressed.encoding).toBe('gzip');
    expect(compressed.bytes.length).toBeLessThan(200);
    expect(gunzipSync(compressed.bytes)).toHaveLength(4023);
    expect((await fetchBytes(path, 'gzip;q=0')).encoding).toBeUndefined();
    expect((await fetchBytes(path, 'identity')).encoding).toBeUndefined();
  });
});

describe('no path', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%252e%252e%252fsecret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/./../secret.txt',
    '/%00/../secret.txt',
    '/index.html%00.js',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
    '/%zz',
    'secret.txt',
    '*',
    'http://127.0.0.1/../secret.txt',
    'file:///etc/passwd',
    '/etc/passwd',
  ])('%s leads out of the folder', async (path) => {
    for (const headers of [{}, navigation]) {
      const reply = await server.send({ path, headers });
      expect(reply.body).not.toContain('not for the browser');
      expect(reply.body).not.toContain('root:');
      if (reply.status === 200) expect(reply.body).toContain('<title>Estiba</title>');
      else expect([400, 404]).toContain(reply.status);
    }
  });
});

function fetchBytes(
  path: string,
  accepted: string,
): Promise<{ bytes: Buffer; encoding: string | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': accepted };
    httpRequest({ host: '127.0.0.1', port: server.host.port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ bytes: Buffer.concat(chunks), encoding: response.headers['content-encoding'] }),
      );
    })
      .on('error', reject)
      .end();
  });
}

function policyOf(header: unknown): Record<string, string[]> {
  const entries = String(header)
    .split(';')
    .map((directive) => directive.trim().split(' '));
  return Object.fromEntries(entries.map(([name = '', ...values]) => [name, values]));
}
