import type { PortMapping } from '../../../common/contract/containers';
import type { ShownListener } from '../../../common/contract/mounts';
import type { Tone } from '../../components/tone';

/**
 * What comes of a port. `published`: it leads to a program. `nobody`: it is published, but no program waits there.
 * `loopback`: it is published, but the program waits on the container's loopback only, where nothing from outside arrives.
 * `networks`: not published, reached by containers of its networks. `itself`: waits on the loopback, not published.
 * `declared`: the image names it, nothing waits. `machine`: waits on the machine's own network. `unknown`: who waits is not
 * to be seen.
 */
export type PortFinding =
  | 'published'
  | 'nobody'
  | 'loopback'
  | 'networks'
  | 'itself'
  | 'declared'
  | 'machine'
  | 'unknown';

/** Who reaches a published port: every machine, only the engine's own, or by one of its addresses. */
export type PortReach = 'everybody' | 'machine' | 'address';

export interface PortRow {
  readonly id: string;
  readonly port: number;
  readonly protocol: string;
  readonly published: readonly PortMapping[];
  /** Addresses on which a program waits; undefined where that is not known. */
  readonly addresses: readonly string[] | undefined;
  readonly finding: PortFinding;
  readonly reach: PortReach | undefined;
}

export const findingTones: Readonly<Record<PortFinding, Tone>> = {
  published: 'ok',
  nobody: 'warn',
  loopback: 'bad',
  networks: 'neutral',
  itself: 'neutral',
  declared: 'neutral',
  machine: 'info',
  unknown: 'neutral',
};

/** Docker's own name server in a container's network (libnetwork's resolver). */
const engineResolver = '127.0.0.11';

const isLoopback = (address: string): boolean =>
  address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:7f');
const isEvery = (ip: string | undefined): boolean =>
  ip === undefined || ip === '' || ip === '0.0.0.0' || ip === '::';

function reachOf(published: readonly PortMapping[]): PortReach | undefined {
  if (published.length === 0) return undefined;
  if (published.some(({ ip }) => isEvery(ip))) return 'everybody';
  return published.every(({ ip }) => isLoopback(ip ?? '')) ? 'machine' : 'address';
}

interface FindingInput {
  readonly isPublished: boolean;
  readonly addresses: readonly string[] | undefined;
  readonly isHostNetwork: boolean;
}

function findingOf({ isPublished, addresses, isHostNetwork }: FindingInput): PortFinding {
  if (addresses === undefined) return 'unknown';
  const isOpen = addresses.some((address) => !isLoopback(address));
  if (addresses.length === 0) return isPublished ? 'nobody' : 'declared';
  if (!isOpen) return isPublished ? 'loopback' : 'itself';
  if (isHostNetwork) return 'machine';
  return isPublished ? 'published' : 'networks';
}

/**
 * Ports that are published, declared or waited on, each once, by number.
 * @param listeners undefined where they are not to be seen
 */
export function toPortRows(
  ports: readonly PortMapping[],
  listeners: readonly ShownListener[] | undefined,
  isHostNetwork: boolean,
): readonly PortRow[] {
  const waiting = listeners?.filter(({ address }) => address !== engineResolver);
  const keys = new Map<string, { readonly port: number; readonly protocol: string }>();
  for (const { containerPort, protocol } of ports)
    keys.set(`${containerPort}/${protocol}`, { port: containerPort, protocol });
  for (const { port, protocol } of waiting ?? []) keys.set(`${port}/${protocol}`, { port, protocol });
  const rows = [...keys].map(([id, { port, protocol }]): PortRow => {
    const published = ports.filter(
      (mapping) =>
        mapping.containerPort === port && mapping.protocol === protocol && mapping.hostPort !== undefined,
    );
    const isSeen = protocol === 'tcp' || protocol === 'udp';
    const addresses = isSeen
      ? waiting
          ?.filter((listener) => listener.port === port && listener.protocol === protocol)
          .map(({ address }) => address)
      : undefined;
    const finding = findingOf({ isPublished: published.length > 0, addresses, isHostNetwork });
    return { id, port, protocol, published, addresses, finding, reach: reachOf(published) };
  });
  return rows.sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol, 'en'));
}
