import { describe, expect, it } from 'vitest';
import {
  distinctPorts,
  formatPort,
  portUrl,
  remoteHostOf,
} from '../../../../../src/renderer/lib/resources/port-link';

const port = (hostPort: number | undefined, ip?: string, containerPort = 80, protocol = 'tcp') => ({
  containerPort,
  protocol,
  ...(hostPort === undefined ? {} : { hostPort }),
  ...(ip === undefined ? {} : { ip }),
});

describe('portUrl', () => {
  const local = 'unix:///var/run/docker.sock';

  it('leads to where the page is served from, for an engine on the same machine', () => {
    expect(portUrl(port(8080, '0.0.0.0'), local, '127.0.0.1')).toBe('http://127.0.0.1:8080/');
    expect(portUrl(port(8080), local, 'localhost')).toBe('http://localhost:8080/');
    expect(portUrl(port(8080, '127.0.0.1'), local, 'localhost')).toBe('http://127.0.0.1:8080/');
    expect(portUrl(port(8080, '::1'), local, 'localhost')).toBe('http://[::1]:8080/');
  });

  it('leads to the engine’s host, for one elsewhere', () => {
    expect(portUrl(port(8080, '0.0.0.0'), 'tcp://build:2376', 'localhost')).toBe('http://build:8080/');
    expect(portUrl(port(8080, '::'), 'ssh://ana@build:22', 'localhost')).toBe('http://build:8080/');
    expect(portUrl(port(8080, '10.1.2.3'), 'tcp://build:2376', 'localhost')).toBe('http://10.1.2.3:8080/');
    // The loopback of another machine.
    expect(portUrl(port(8080, '127.0.0.1'), 'tcp://build:2376', 'localhost')).toBeUndefined();
  });

  it('takes https where the port means it', () => {
    expect(portUrl(port(9999, undefined, 443), local, 'localhost')).toBe('https://localhost:9999/');
  });

  it('has none for what is not published or not TCP', () => {
    expect(portUrl(port(undefined), local, 'localhost')).toBeUndefined();
    expect(portUrl(port(53, undefined, 53, 'udp'), local, 'localhost')).toBeUndefined();
  });
});

describe('remoteHostOf', () => {
  it.each([
    ['unix:///run/docker.sock', undefined],
    ['npipe:////./pipe/docker_engine', undefined],
    ['tcp://127.0.0.1:2375', undefined],
    ['tcp://localhost:2375', undefined],
    ['tcp://10.0.0.5:2376', '10.0.0.5'],
    ['ssh://user@host.example', 'host.example'],
    ['tcp://', undefined],
    ['nonsense', undefined],
  ])('%s: %s', (host, expected) => {
    expect(remoteHostOf(host)).toBe(expected);
  });
});

describe('formatPort', () => {
  it('names the address only where it is a certain one', () => {
    expect(formatPort(port(8080, '0.0.0.0'))).toBe('8080→80/tcp');
    expect(formatPort(port(8080, '127.0.0.1'))).toBe('127.0.0.1:8080→80/tcp');
    expect(formatPort(port(8080, '::1'))).toBe('[::1]:8080→80/tcp');
    expect(formatPort(port(undefined))).toBe('80/tcp');
  });

  it('shows a port once that is published on IPv4 and IPv6', () => {
    expect(distinctPorts([port(8080, '0.0.0.0'), port(8080, '::'), port(8081, '::')])).toHaveLength(2);
  });
});
