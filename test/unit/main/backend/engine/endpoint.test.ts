import { describe, expect, it } from 'vitest';
import { formatEngineHost, parseEngineHost } from '../../../../../src/main/backend/engine/endpoint';

describe('parseEngineHost', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'unix', path: '/var/run/docker.sock' }],
    ['/run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '//./pipe/docker_engine' }],
    ['tcp://engine.example', { kind: 'tcp', host: 'engine.example', port: 2375 }],
    ['tcp://engine.example:80', { kind: 'tcp', host: 'engine.example', port: 80 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['ssh://ana@box:2222', { kind: 'ssh', user: 'ana', host: 'box', port: 2222, path: undefined }],
    [
      'ssh://box/run/user/1000/docker.sock',
      { kind: 'ssh', user: undefined, host: 'box', port: undefined, path: '/run/user/1000/docker.sock' },
    ],
  ])('reads %s', (text, address) => {
    expect(parseEngineHost(text)).toEqual(address);
  });

  it('takes the port of TLS when there is material', () => {
    expect(parseEngineHost('tcp://engine.example', { verify: true })).toEqual({
      kind: 'tls',
      host: 'engine.example',
      port: 2376,
      material: { verify: true },
    });
  });

  it.each([
    ['nothing', ''],
    ['no scheme', 'docker.example'],
    ['an unknown scheme', 'ftp://docker.example'],
    ['a relative socket', 'unix://run/docker.sock'],
    ['no machine', 'tcp://'],
    ['an impossible port', 'tcp://a:99999'],
    ['a line break', 'ssh://box\nProxyCommand=x'],
    ['an option for ssh as a host', 'ssh://-oProxyCommand=x'],
    ['an option for ssh as a user', 'ssh://-oProxyCommand%3Dx@box'],
    ['a path for the shell of the other machine', 'ssh://box/run/$(id).sock'],
    ['a path with a quote', "ssh://box/a'b"],
  ])('refuses %s', (_what, text) => {
    expect(() => parseEngineHost(text)).toThrowError(expect.objectContaining({ code: 'invalid_argument' }));
  });

  it('does not repeat a password', () => {
    expect(() => parseEngineHost('ssh://ana:hunter2@box')).toThrowError(/^(?!.*hunter2).*password/);
  });

  it.each([
    'unix:///run/a.sock',
    'npipe:////./pipe/x',
    'tcp://[::1]:2375',
    'ssh://ana@box:22/run/x.sock',
    'ssh://box',
  ])('writes %s as it was read', (text) => {
    expect(formatEngineHost(parseEngineHost(text))).toBe(text);
  });
});
