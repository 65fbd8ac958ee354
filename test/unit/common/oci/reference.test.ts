import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../../src/common/errors';
import {
  familiarName,
  formatFamiliarReference,
  formatReference,
  normalizeReference,
  parseReference,
  tryParseReference,
} from '../../../../src/common/oci/reference';

const hex = 'a'.repeat(64);
const digest = `sha256:${hex}`;

describe('a reference that is right', () => {
  // written | complete | familiar
  it.each([
    ['alpine', 'docker.io/library/alpine', 'alpine'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20', 'alpine:3.20'],
    ['library/alpine', 'docker.io/library/alpine', 'alpine'],
    ['docker.io/alpine', 'docker.io/library/alpine', 'alpine'],
    ['index.docker.io/library/alpine', 'docker.io/library/alpine', 'alpine'],
    ['team/app', 'docker.io/team/app', 'team/app'],
    ['docker.io/library/team/app', 'docker.io/library/team/app', 'library/team/app'],
    ['localhost/app', 'localhost/app', 'localhost/app'],
    ['localhost:5000/app:1', 'localhost:5000/app:1', 'localhost:5000/app:1'],
    ['app:5000/x', 'app:5000/x', 'app:5000/x'],
    ['app:5000', 'docker.io/library/app:5000', 'app:5000'],
    ['registry.example.com/a/b/c:v1', 'registry.example.com/a/b/c:v1', 'registry.example.com/a/b/c:v1'],
    ['Registry/app', 'Registry/app', 'Registry/app'],
    ['127.0.0.1:5000/app', '127.0.0.1:5000/app', '127.0.0.1:5000/app'],
    ['[2001:db8::1]:5000/app', '[2001:db8::1]:5000/app', '[2001:db8::1]:5000/app'],
    ['[::1]/app:x', '[::1]/app:x', '[::1]/app:x'],
    ['xn--n3h.com/app', 'xn--n3h.com/app', 'xn--n3h.com/app'],
    ['a__b/c--d/e.f_g', 'docker.io/a__b/c--d/e.f_g', 'a__b/c--d/e.f_g'],
    ['app:_Under.Score-1', 'docker.io/library/app:_Under.Score-1', 'app:_Under.Score-1'],
    [`app@${digest}`, `docker.io/library/app@${digest}`, `app@${digest}`],
    [`h.io:1/app:t@${digest}`, `h.io:1/app:t@${digest}`, `h.io:1/app:t@${digest}`],
    [`app:${'t'.repeat(128)}`, `docker.io/library/app:${'t'.repeat(128)}`, `app:${'t'.repeat(128)}`],
    [`${hex}a`, `docker.io/library/${hex}a`, `${hex}a`],
  ])('%s', (text, complete, familiar) => {
    const reference = parseReference(text);
    expect(formatReference(reference)).toBe(complete);
    expect(formatFamiliarReference(reference)).toBe(familiar);
    expect(parseReference(complete)).toEqual(reference);
    expect(parseReference(familiar)).toEqual(reference);
  });

  it('gets the tag latest only where it has neither tag nor digest', () => {
    expect(normalizeReference('alpine')).toBe('docker.io/library/alpine:latest');
    expect(normalizeReference('alpine:3')).toBe('docker.io/library/alpine:3');
    expect(normalizeReference(`alpine@${digest}`)).toBe(`docker.io/library/alpine@${digest}`);
  });

  it('has a name without tag and digest', () => {
    expect(familiarName(parseReference(`alpine:3@${digest}`))).toBe('alpine');
    expect(familiarName(parseReference('h.io:1/team/app:x'))).toBe('h.io:1/team/app');
  });
});

describe('a reference that is wrong', () => {
  // written | part | index of the first wrong character
  it.each([
    ['', 'reference', 0],
    [':tag', 'path', 0],
    ['app:', 'tag', 4],
    ['app: x', 'tag', 4],
    ['app:-x', 'tag', 4],
    ['app:.x', 'tag', 4],
    ['app:a/b:c d', 'domain', 4],
    [`app:${'t'.repeat(129)}`, 'tag', 132],
    ['App', 'path', 0],
    ['team/aPp', 'path', 6],
    ['a//b', 'path', 2],
    ['/app', 'path', 0],
    ['app/', 'path', 4],
    ['app name', 'path', 3],
    ['-app', 'path', 0],
    ['app-', 'path', 3],
    ['a..b', 'path', 1],
    ['a___b', 'path', 1],
    ['a._b', 'path', 1],
    ['<img src=x>', 'path', 0],
    ['app\u202etxt', 'path', 3],
    ['app\n', 'path', 3],
    ['../etc/passwd', 'domain', 0],
    ['-h.io/app', 'domain', 0],
    ['h_o.st/app', 'domain', 1],
    ['h..io/app', 'domain', 1],
    ['h.io-/app', 'domain', 4],
    ['host:port/app', 'domain', 5],
    ['app@', 'digest', 4],
    ['app@sha256', 'digest', 4],
    [`app@sha256:${'a'.repeat(63)}`, 'digest', 11],
    [`app@sha256:${'A'.repeat(64)}`, 'digest', 11],
    [`app@sha256:${'a'.repeat(10)}g${'a'.repeat(53)}`, 'digest', 21],
    [`app@md5:${'a'.repeat(32)}`, 'digest', 4],
    [`app@constructor:${'a'.repeat(32)}`, 'digest', 4],
    [`app@${digest}@${digest}`, 'digest', 75],
    [hex, 'path', 0],
    ['a'.repeat(256), 'path', 0],
    ['https://h.io/app', 'domain', 6],
  ])('%j: %s at %i', (text, part, at) => {
    let thrown: unknown;
    try {
      parseReference(text);
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown) && { code: thrown.code, details: thrown.details }).toEqual({
      code: 'invalid_argument',
      details: { part, at },
    });
    expect(tryParseReference(text)).toBeUndefined();
  });

  it('says what, where and why', () => {
    expect(() => parseReference('team/aPp:1')).toThrow(
      'invalid image reference "team/aPp:1": path at character 7: "aPp" must be lower case',
    );
  });

  it('does not hang on long texts made to be slow', () => {
    const began = performance.now();
    for (const text of [
      `${'a'.repeat(50_000)}!`,
      `${'a-'.repeat(25_000)}!`,
      `${'a.'.repeat(25_000)}/x`,
      `[${':'.repeat(50_000)}/x`,
    ]) {
      expect(tryParseReference(text)).toBeUndefined();
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
