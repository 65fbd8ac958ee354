import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../src/common/errors';
import { redactText, redactValue } from '../../../../../src/main/backend/platform/redact';

const secret = 's3cr3tValue0123456789abcdef';

describe('redactText', () => {
  it.each([
    `https://ana:${secret}@registry.example/v2/`,
    `Authorization: Bearer ${secret}`,
    `authorization=Basic ${secret}`,
    `"Authorization":"Bearer ${secret}"`,
    `X-Registry-Auth: ${secret}`,
    `x-registry-config: ${secret}`,
    `cookie: session=${secret}`,
    `http://127.0.0.1:4000/#token=${secret}`,
    `GET /events?token=${secret}&since=0`,
    `{"identitytoken":"${secret}","a":1}`,
    `{"password": "${secret}"}`,
    `docker login --password ${secret}`,
    `MYSQL_ROOT_PASSWORD=${secret}`,
    `AWS_SECRET_ACCESS_KEY=${secret}`,
    `the header was Bearer ${secret}`,
    `protocol auth.${secret}`,
    'ghp_0123456789abcdefghijklmnop-s3cr3tValue'.replace('-s3cr3tValue', 's3cr3tValue'),
    'eyJhbGciOiJub25lIn0.eyJzM2NyM3RWYWx1ZSI6MX0.s3cr3tValue',
  ])('hides the secret of %s', (text) => {
    expect(redactText(text)).toContain('[redacted]');
    expect(redactText(text)).not.toContain('s3cr3tValue');
  });

  it('keeps what is no secret', () => {
    const text =
      'pull https://registry.example/v2/a/manifests/latest: 12 layers, GET http://ana@host/ in 4 ms';
    expect(redactText(text)).toBe(text);
  });

  it('keeps what stands around the secret', () => {
    expect(redactText(`https://ana:${secret}@host/path`)).toBe('https://[redacted]@host/path');
    expect(redactText(`a?token=${secret}&b=1`)).toBe('a?token=[redacted]&b=1');
  });

  it('bounds the text', () => {
    expect(redactText('x'.repeat(100_000)).length).toBeLessThan(8300);
  });

  it('is quick on hostile text', () => {
    const started = performance.now();
    for (const piece of ['a', 'a:', '://', 'token', 'authorization:', '"', ' ', 'eyJ'])
      redactText(piece.repeat(8000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('redactValue', () => {
  it('hides values by the names of their fields', () => {
    const fields = {
      password: secret,
      identitytoken: secret,
      nested: [{ 'X-Registry-Auth': secret, Authorization: { scheme: secret } }],
      count: 3,
      hasToken: true,
    };
    expect(JSON.stringify(redactValue(fields))).not.toContain(secret);
    expect(redactValue(fields)).toMatchObject({ count: 3, hasToken: true });
  });

  it('describes errors with their causes, without secrets', () => {
    const cause = new Error(`connect https://a:${secret}@h`);
    const described = redactValue(
      new AppError('unavailable', 'cannot pull', { cause, details: { host: 'h' } }),
    );
    expect(described).toMatchObject({
      name: 'AppError',
      code: 'unavailable',
      details: { host: 'h' },
      cause: { message: 'connect https://[redacted]@h' },
    });
    expect(JSON.stringify(described)).not.toContain(secret);
  });

  it('survives cycles, depth, getters that throw, bytes and what JSON cannot hold', () => {
    const cycle: Record<string, unknown> = { big: 10n, run: () => 1, bytes: new Uint8Array(70_000) };
    cycle.self = cycle;
    const broken = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const text = JSON.stringify(redactValue({ cycle, broken, many: new Array(5000).fill(1) }));
    expect(text).toContain('[70000 bytes]');
    expect(text).toContain('[unreadable]');
    expect(text.length).toBeLessThan(5000);
  });
});
