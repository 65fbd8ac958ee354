import { endianness } from 'node:os';
import type { ContainerAddress, ShownListener, ShownRoute } from '../../../../common/contract/mounts';

/** The kernel writes addresses of /proc/net as numbers in the order of the machine. */
export type ByteOrder = 'LE' | 'BE';

/** `0100007F` is 127.0.0.1 on a little-endian machine. */
export function parseHexAddress4(hex: string, order: ByteOrder = endianness()): string | undefined {
  if (!/^[0-9a-f]{8}$/i.test(hex)) return undefined;
  const bytes = [...Buffer.from(hex, 'hex')];
  return (order === 'LE' ? bytes.reverse() : bytes).join('.');
}

/** 32 digits in the order of the network, as in if_inet6 and ipv6_route; shortened as RFC 5952 says. */
export function parseHexAddress6(hex: string): string | undefined {
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  const groups = hex.match(/.{4}/g) ?? [];
  // The URL parser (WHATWG) writes addresses in their shortest form.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

/** 32 digits as four numbers in the order of the machine, as in tcp6 and udp6. */
export function parseSocketAddress6(hex: string, order: ByteOrder = endianness()): string | undefined {
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  if (order === 'BE') return parseHexAddress6(hex);
  const words = hex.match(/.{8}/g) ?? [];
  const turned = words.map((word) => Buffer.from(word, 'hex').reverse().toString('hex'));
  return parseHexAddress6(turned.join(''));
}

const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length > 1);

/** How many bits of a mask are set. */
function prefixOf(mask: string): number {
  return [...Buffer.from(mask, 'hex')].reduce(
    (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
    0,
  );
}

/** RTF_UP of route(8). */
const routeIsUp = 1;

/** /proc/<pid>/net/route (proc_pid_net(5)), the main table. */
export function parseRoutes4(text: string, order: ByteOrder = endianness()): ShownRoute[] {
  return linesOf(text).flatMap((words) => {
    const [name = '', to = '', via = '', flags = '', , , metric = '', mask = ''] = words;
    const destination = parseHexAddress4(to, order);
    const gateway = parseHexAddress4(via, order);
    if (destination === undefined || gateway === undefined || !/^[0-9a-f]{8}$/i.test(mask)) return [];
    if ((Number.parseInt(flags, 16) & routeIsUp) === 0) return [];
    return [
      {
        destination,
        prefix: prefixOf(mask),
        ...(gateway === '0.0.0.0' ? {} : { gateway }),
        interface: name,
        metric: Number(metric),
      },
    ];
  });
}

/** RTF_UP, RTF_REJECT, RTF_LOCAL and RTF_ANYCAST of linux/ipv6_route.h. */
const route6 = { up: 0x1, reject: 0x200, anycast: 0x100000, local: 0x80000000 };

/** /proc/<pid>/net/ipv6_route, without the kernel's own routes to itself and to groups. */
export function parseRoutes6(text: string): ShownRoute[] {
  return linesOf(text).flatMap((words) => {
    const [to = '', toBits = '', , , via = '', metric = '', , , flagText = '', name = ''] = words;
    const destination = parseHexAddress6(to);
    const gateway = parseHexAddress6(via);
    const flags = Number.parseInt(flagText, 16);
    const isOwn = (flags & (route6.reject | route6.anycast)) !== 0 || flags >= route6.local;
    if (destination === undefined || gateway === undefined || isOwn || (flags & route6.up) === 0) return [];
    if (to.startsWith('ff')) return [];
    return [
      {
        destination,
        prefix: Number.parseInt(toBits, 16),
        ...(gateway === '::' ? {} : { gateway }),
        interface: name,
        metric: Number.parseInt(metric, 16),
      },
    ];
  });
}

export interface InterfaceAddress extends ContainerAddress {
  /** Undefined where no table names it. */
  readonly interface: string | undefined;
}

/** /proc/<pid>/net/if_inet6. */
export function parseAddresses6(text: string): InterfaceAddress[] {
  return linesOf(text).flatMap(([hex = '', , bits = '', , , name = '']) => {
    const address = parseHexAddress6(hex);
    return address === undefined ? [] : [{ address, prefix: Number.parseInt(bits, 16), interface: name }];
  });
}

const toNumber4 = (address: string): number =>
  address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

function isInside4(address: string, { destination, prefix }: ShownRoute): boolean {
  const size = 2 ** (32 - prefix);
  return Math.floor(toNumber4(address) / size) === Math.floor(toNumber4(destination) / size);
}

/**
 * IPv4 addresses of /proc/<pid>/net/fib_trie: leaves that are `/32 host LOCAL`. The file names no interface, so it is that of
 * the narrowest route on the link whose net the address is in.
 */
export function parseAddresses4(text: string, routes: readonly ShownRoute[]): InterfaceAddress[] {
  const found = new Set<string>();
  let leaf = '';
  for (const line of text.split('\n')) {
    const start = /^\s*\|--\s+(\d+\.\d+\.\d+\.\d+)\s*$/.exec(line);
    if (start) leaf = start[1] ?? '';
    else if (/\/32 host LOCAL/.test(line) && leaf !== '') found.add(leaf);
  }
  return [...found].map((address) => {
    if (address.startsWith('127.')) return { address, prefix: 8, interface: 'lo' };
    const onLink = routes
      .filter((route) => route.gateway === undefined && isInside4(address, route))
      .sort((a, b) => b.prefix - a.prefix);
    const [route] = onLink;
    return { address, ...(route ? { prefix: route.prefix } : {}), interface: route?.interface };
  });
}

/** TCP_LISTEN; an unconnected UDP socket is in the state called TCP_CLOSE (net/tcp_states.h). */
const waiting = { tcp: '0A', udp: '07' } as const;

/** /proc/<pid>/net/tcp, tcp6, udp and udp6: the sockets that wait for others, each address and port once. */
export function parseListeners(
  text: string,
  protocol: 'tcp' | 'udp',
  order: ByteOrder = endianness(),
): ShownListener[] {
  const found = new Map<string, ShownListener>();
  for (const words of linesOf(text)) {
    const [, local = '', , state = '', , , , uid = ''] = words;
    const [hex = '', port = ''] = local.split(':');
    if (state !== waiting[protocol] || !/^[0-9a-f]{4}$/i.test(port)) continue;
    const address = hex.length === 8 ? parseHexAddress4(hex, order) : parseSocketAddress6(hex, order);
    if (address === undefined) continue;
    const listener = {
      ...{ protocol, address, port: Number.parseInt(port, 16) },
      ...(/^\d+$/.test(uid) ? { uid: Number(uid) } : {}),
    };
    const key = `${address} ${port}`;
    if (!found.has(key)) found.set(key, listener);
  }
  return [...found.values()];
}

/** resolv.conf(5). Comments and what is not understood are left out. */
export function parseResolver(text: string): { servers: string[]; search: string[]; options: string[] } {
  const servers: string[] = [];
  let search: string[] = [];
  const options: string[] = [];
  for (const [word, ...rest] of linesOf(text)) {
    if (word === 'nameserver') servers.push(...rest.slice(0, 1));
    // The last one counts.
    else if (word === 'search' || word === 'domain') search = rest;
    else if (word === 'options') options.push(...rest);
  }
  return { servers, search, options };
}

/** hosts(5). */
export function parseHosts(text: string): { address: string; names: string[] }[] {
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.length === 0 ? [] : [{ address, names }];
  });
}
