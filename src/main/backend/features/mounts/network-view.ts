import type { ContainerAddress, NetworkView, ShownInterface } from '../../../../common/contract/mounts';
import { parseNetDev } from '../../cgroup/proc-text';
import { readInside } from '../../proc/inside-file';
import { readWholeFile } from '../../proc/whole-file';
import {
  type InterfaceAddress,
  parseAddresses4,
  parseAddresses6,
  parseHosts,
  parseListeners,
  parseResolver,
  parseRoutes4,
  parseRoutes6,
} from './net-tables';

/** Of one table; a machine that a container shares its network with may have many sockets. */
const maxTableBytes = 8 * 1024 * 1024;
const maxEntries = 1000;

/** What a process sees of networks. A table that is not there (a kernel without IPv6) is empty. */
export function readNetworkView(pid: number): NetworkView | undefined {
  const table = (name: string): string => {
    const file = readWholeFile(`/proc/${pid}/net/${name}`, maxTableBytes);
    return file.kind === 'text' ? file.text : '';
  };
  const devices = readWholeFile(`/proc/${pid}/net/dev`, maxTableBytes);
  if (devices.kind === 'failed') return undefined;
  const routes4 = parseRoutes4(table('route'));
  const addresses = [...parseAddresses4(table('fib_trie'), routes4), ...parseAddresses6(table('if_inet6'))];
  const listeners = (['tcp', 'udp'] as const).flatMap((protocol) => [
    ...parseListeners(table(protocol), protocol),
    ...parseListeners(table(`${protocol}6`), protocol),
  ]);
  const resolver = readInside(pid, ['etc', 'resolv.conf']);
  const hosts = readInside(pid, ['etc', 'hosts']);
  return {
    interfaces: toInterfaces(devices.text, addresses).slice(0, maxEntries),
    routes: [...routes4, ...parseRoutes6(table('ipv6_route'))].slice(0, maxEntries),
    listeners: listeners.sort((a, b) => a.port - b.port).slice(0, maxEntries),
    ...(resolver === undefined ? {} : { resolver: parseResolver(resolver) }),
    ...(hosts === undefined ? {} : { hosts: parseHosts(hosts).slice(0, maxEntries) }),
  };
}

function toInterfaces(deviceText: string, addresses: readonly InterfaceAddress[]): ShownInterface[] {
  const devices = parseNetDev(deviceText);
  const names = new Set(['lo', ...devices.map(({ name }) => name)]);
  for (const { interface: name } of addresses) names.add(name ?? '?');
  return [...names].flatMap((name) => {
    const counters = devices.find((device) => device.name === name);
    const own = addresses
      .filter((address) => (address.interface ?? '?') === name)
      .map(
        ({ address, prefix }): ContainerAddress => ({ address, ...(prefix === undefined ? {} : { prefix }) }),
      );
    if (!counters && own.length === 0) return [];
    return [{ name, addresses: own, ...(counters ? { counters } : {}) }];
  });
}
