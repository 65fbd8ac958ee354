import { describe, expect, it } from 'vitest';
import { defaultPort, help, parseCommandLine } from '../../../bin/options.mjs';

function start(...args: string[]) {
  const line = parseCommandLine(args);
  if (line.kind !== 'start') throw new Error(JSON.stringify(line));
  return line.options;
}

describe('parseCommandLine', () => {
  it('knows what to do without options', () => {
    expect(start()).toEqual({
      host: undefined,
      port: defaultPort,
      portIsExplicit: false,
      listen: undefined,
      tlsCert: undefined,
      tlsKey: undefined,
      open: true,
      engine: undefined,
      printApiToken: false,
      page: undefined,
    });
  });

  it('reads each option', () => {
    expect(start('--host=electron').host).toBe('electron');
    expect(start('--host', 'server').host).toBe('server');
    expect(start('--port=0')).toMatchObject({ port: 0, portIsExplicit: true });
    expect(start('--no-open').open).toBe(false);
    expect(start('--print-api-token').printApiToken).toBe(true);
    expect(start('--listen=box.example', '--tls-cert=c', '--tls-key=k')).toMatchObject({
      listen: 'box.example',
      tlsCert: 'c',
      tlsKey: 'k',
    });
    expect(start('--listen=127.0.0.1').listen).toBeUndefined();
  });

  it('tells engines by their form', () => {
    expect(start('--engine=managed').engine).toEqual({ kind: 'managed', install: false });
    expect(start('--engine=managed', '--install').engine).toEqual({ kind: 'managed', install: true });
    expect(start('--engine=ssh://me@box').engine).toEqual({ kind: 'host', host: 'ssh://me@box' });
    expect(start('--engine=rootless').engine).toEqual({ kind: 'context', name: 'rootless' });
  });

  it.each([
    [['--nonsense'], /--nonsense/],
    [['extra'], /extra/],
    [['--port=x'], /--port=x/],
    [['--port=65536'], /0 to 65535/],
    [['--port=-1'], /--port/],
    [['--port='], /0 to 65535/],
    [['--port'], /--port/],
    [['--host=window'], /electron or server/],
    [['--engine='], /--engine/],
    [['--install'], /--engine=managed/],
    [['--install', '--engine=default'], /--engine=managed/],
    [['--listen=0.0.0.0'], /--tls-cert/],
    [['--listen=::', '--tls-cert=c'], /go together/],
    [['--tls-key=k'], /go together/],
    [['--no-open=yes'], /--no-open/],
  ])('refuses %j', (args, message) => {
    const line = parseCommandLine(args);
    expect(line).toMatchObject({ kind: 'invalid', message: expect.stringMatching(message) });
    expect(JSON.stringify(line)).not.toContain('To specify');
  });

  it('answers --help and --version before anything else', () => {
    expect(parseCommandLine(['--help', '--port=1'])).toEqual({ kind: 'help' });
    expect(parseCommandLine(['-v'])).toEqual({ kind: 'version' });
  });
});

describe('the help', () => {
  it('names every option', () => {
    const accepted = ['host', 'port', 'listen', 'tls-cert', 'tls-key', 'no-open', 'engine', 'install'];
    for (const name of [...accepted, 'print-api-token', 'help', 'version'])
      expect(help).toContain(`--${name}`);
  });
});
