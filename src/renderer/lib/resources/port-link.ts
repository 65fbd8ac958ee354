import type { PortMapping } from '../../../common/contract/containers';

/** `8080→80/tcp`, `80/tcp` when it is not published. The address only where it is not every one. */
export function formatPort({ ip, hostPort, containerPort, protocol }: PortMapping): string {
  const inside = `${containerPort}/${protocol}`;
  if (hostPort === undefined) return inside;
  const everywhere = ip === undefined || ip === '' || ip === '0.0.0.0' || ip === '::';
  const address = ip?.includes(':') ? `[${ip}]` : ip;
  return `${everywhere ? '' : `${address}:`}${hostPort}→${inside}`;
}

const loopback = /^(127\.|::1$|localhost$)/;
const securePorts = new Set([443, 8443, 9443]);

/** Host of a remote engine, from its DOCKER_HOST form; undefined for one on this machine. */
export function remoteHostOf(engineHost: string): string | undefined {
  if (!/^(tcp|ssh|http|https):/.test(engineHost)) return undefined;
  // The URL parser knows hosts of http only.
  const address = engineHost.replace(/^[a-z]+:/, 'http:');
  if (!URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return hostname === '' || loopback.test(hostname) ? undefined : hostname;
}

/**
 * Where a published TCP port can be opened; undefined when it is not published, or published on the loopback of
 * another machine.
 * @param pageHost the host that serves this page, where the local engine is, too
 */
export function portUrl(port: PortMapping, engineHost: string, pageHost: string): string | undefined {
  const { ip = '', hostPort, containerPort, protocol } = port;
  if (hostPort === undefined || protocol !== 'tcp') return undefined;
  const remote = remoteHostOf(engineHost);
  const everywhere = ip === '' || ip === '0.0.0.0' || ip === '::';
  if (!everywhere && loopback.test(ip) && remote !== undefined) return undefined;
  const host = everywhere ? (remote ?? pageHost) : ip.includes(':') ? `[${ip}]` : ip;
  const scheme = securePorts.has(containerPort) ? 'https' : 'http';
  return `${scheme}://${host}:${hostPort}/`;
}

/** Docker publishes a port on IPv4 and IPv6 with the same number: one of both is enough to see. */
export function distinctPorts(ports: readonly PortMapping[]): readonly PortMapping[] {
  const known = new Set<string>();
  return ports.filter((port) => {
    const key = formatPort(port);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
