import { describe, expect, it } from 'vitest';
import {
  parseAddresses4,
  parseAddresses6,
  parseHexAddress4,
  parseHexAddress6,
  parseHosts,
  parseListeners,
  parseResolver,
  parseRoutes4,
  parseRoutes6,
  parseSocketAddress6,
} from '../../../../../../src/main/backend/features/mounts/net-tables';

const routeTable = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
eth1\t0000A8C0\t00000000\t0000\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;

describe('addresses', () => {
  it('turns IPv4 by the order of the machine', () => {
    expect(parseHexAddress4('0100007F', 'LE')).toBe('127.0.0.1');
    expect(parseHexAddress4('7F000001', 'BE')).toBe('127.0.0.1');
    expect(parseHexAddress4('7F0001', 'LE')).toBeUndefined();
  });

  it('shortens IPv6', () => {
    expect(parseHexAddress6('fe800000000000000042acfffe110002')).toBe('fe80::42:acff:fe11:2');
    expect(parseHexAddress6('00000000000000000000000000000000')).toBe('::');
    expect(parseHexAddress6('zz')).toBeUndefined();
  });

  it('turns the words of a socket', () => {
    expect(parseSocketAddress6('00000000000000000000000001000000', 'LE')).toBe('::1');
    expect(parseSocketAddress6('00000000000000000000000000000001', 'BE')).toBe('::1');
    expect(parseSocketAddress6('0000000000000000FFFF00000100007F', 'LE')).toBe('::ffff:7f00:1');
  });
});

describe('routes', () => {
  it('reads those that are up', () => {
    expect(parseRoutes4(routeTable, 'LE')).toEqual([
      { destination: '0.0.0.0', prefix: 0, gateway: '172.17.0.1', interface: 'eth0', metric: 0 },
      { destination: '172.17.0.0', prefix: 16, interface: 'eth0', metric: 0 },
    ]);
  });

  it('leaves the kernel’s own out for IPv6', () => {
    const zero = '0'.repeat(32);
    const text = [
      `fd000000000000000000000000000000 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0`,
      `${zero} 00 ${zero} 00 fd000000000000000000000000000001 00000400 00000001 00000000 00000003     eth0`,
      `fd000000000000000000000000000002 80 ${zero} 00 ${zero} 00000000 00000002 00000000 80200001     eth0`,
      `ff000000000000000000000000000000 08 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0`,
      `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`,
    ].join('\n');
    expect(parseRoutes6(text)).toEqual([
      { destination: 'fd00::', prefix: 64, interface: 'eth0', metric: 256 },
      { destination: '::', prefix: 0, gateway: 'fd00::1', interface: 'eth0', metric: 1024 },
    ]);
  });
});

describe('addresses of interfaces', () => {
  const trie = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 172.17.0.0/16 2 0 2
        |-- 172.17.0.0
           /16 link UNICAST
        |-- 172.17.0.2
           /32 host LOCAL
        |-- 172.17.255.255
           /32 link BROADCAST
     |-- 127.0.0.1
        /32 host LOCAL
Local:
     |-- 172.17.0.2
        /32 host LOCAL
`;

  it('finds local ones and their interface by the route', () => {
    expect(parseAddresses4(trie, parseRoutes4(routeTable, 'LE'))).toEqual([
      { address: '172.17.0.2', prefix: 16, interface: 'eth0' },
      { address: '127.0.0.1', prefix: 8, interface: 'lo' },
    ]);
    expect(parseAddresses4(trie, [])[0]).toEqual({ address: '172.17.0.2', interface: undefined });
  });

  it('reads if_inet6', () => {
    expect(parseAddresses6('00000000000000000000000000000001 01 80 10 80       lo\n')).toEqual([
      { address: '::1', prefix: 128, interface: 'lo' },
    ]);
  });
});

describe('parseListeners', () => {
  it('takes those that wait, each place once', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1
   2: 0100007F:0050 0200007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1
`;
    expect(parseListeners(text, 'tcp', 'LE')).toEqual([
      { protocol: 'tcp', address: '0.0.0.0', port: 8080, uid: 1000 },
    ]);
  });

  it('takes unconnected UDP', () => {
    const text =
      '  5: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 9 2';
    expect(parseListeners(text, 'udp', 'LE')).toEqual([{ protocol: 'udp', address: '::', port: 53, uid: 0 }]);
  });
});

describe('names', () => {
  it('reads resolv.conf', () => {
    const text =
      '# made\nnameserver 127.0.0.11\nnameserver 1.1.1.1 x\nsearch a b\nsearch lan\noptions ndots:0 edns0\n';
    expect(parseResolver(text)).toEqual({
      servers: ['127.0.0.11', '1.1.1.1'],
      search: ['lan'],
      options: ['ndots:0', 'edns0'],
    });
  });

  it('reads hosts', () => {
    expect(parseHosts('127.0.0.1\tlocalhost # me\n\n# no\n172.17.0.2 web web.lan\nbroken\n')).toEqual([
      { address: '127.0.0.1', names: ['localhost'] },
      { address: '172.17.0.2', names: ['web', 'web.lan'] },
    ]);
  });
});
