import { expect, test } from 'vitest';
import { findDeepLink, findPage, parseDeepLink } from '../../../../../src/main/hosts/electron/deep-link';

test.each([
  ['estiba://settings', '/settings'],
  ['estiba://engines/', '/engines'],
  ['estiba://e/default/containers', '/e/default/containers'],
  ['estiba://e/default/containers/web-1', '/e/default/containers/web-1'],
  ['estiba://e/default/images/sha256:abc', '/e/default/images/sha256%3Aabc'],
  ['estiba://e/default/images/%3Cb%3E', '/e/default/images/%3Cb%3E'],
])('%s leads to %s', (address, path) => {
  expect(parseDeepLink(address)).toBe(path);
});

test.each([
  'https://e/default/containers',
  'estiba://e/default',
  'estiba://e/default/secrets',
  'estiba://e/DEFAULT!/containers',
  'estiba://e/default/containers/a/b',
  'estiba://e/default/containers/%2e%2e',
  'estiba://e/default/containers/a%2fb',
  'estiba://e/default/containers/%zz',
  'estiba://other',
  'not an address',
  `estiba://e/default/containers/${'a'.repeat(3000)}`,
])('%s leads nowhere', (address) => {
  expect(parseDeepLink(address)).toBeUndefined();
});

test('the address is found among the arguments of a command line', () => {
  expect(findDeepLink(['/opt/estiba', '--flag', 'estiba://settings'])).toBe('/settings');
  expect(findDeepLink(['/opt/estiba'])).toBeUndefined();
});

test('the launcher gives the page of an image, and nothing else', () => {
  const page = '/layers/view?kind=archive&path=%2Ftmp%2Fa+b.tar';
  expect(findPage(['electron', '.', `--page=${page}`])).toBe(page);
  expect(findPage(['electron', 'estiba://settings'])).toBe('/settings');
  for (const other of [
    '/settings',
    '//evil.example/layers/view?a',
    '/layers/view?<b>',
    '/layers/view?',
    'x',
  ]) {
    expect(findPage([`--page=${other}`])).toBeUndefined();
  }
});
