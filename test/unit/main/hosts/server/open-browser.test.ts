import { describe, expect, it } from 'vitest';
import { browserCommand, openBrowser } from '../../../../../src/main/hosts/server/open-browser';

const url = 'http://127.0.0.1:7420/#token=a&b';

describe('browserCommand', () => {
  it('is the system’s own, with the address as one argument', () => {
    expect(browserCommand({ env: { DISPLAY: ':0' }, os: 'linux' }, url)).toEqual(['xdg-open', url]);
    expect(browserCommand({ env: { WAYLAND_DISPLAY: 'w' }, os: 'linux' }, url)).toEqual(['xdg-open', url]);
    expect(browserCommand({ env: {}, os: 'darwin' }, url)).toEqual(['open', url]);
    expect(browserCommand({ env: {}, os: 'win32' }, url)?.at(-1)).toBe(url);
  });

  it('is none where there is no display', () => {
    expect(browserCommand({ env: {}, os: 'linux' }, url)).toBeUndefined();
    expect(browserCommand({ env: { DISPLAY: '' }, os: 'linux' }, url)).toBeUndefined();
  });
});

describe('openBrowser', () => {
  it('reports a missing program and goes on', async () => {
    // On Linux there is no program `open` of macOS on an empty PATH.
    const path = process.env.PATH;
    process.env.PATH = '/nonexistent';
    const failure = new Promise<string>((resolve) => openBrowser({ env: {}, os: 'darwin' }, url, resolve));
    process.env.PATH = path;
    expect(await failure).toContain('ENOENT');
  });
});
