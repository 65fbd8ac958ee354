import type { ContainerSummary } from '../../../common/contract/containers';
import type { NetworkSummary } from '../../../common/contract/networks';

export type ContainersBy = ReadonlyMap<string, readonly ContainerSummary[]>;

const none: readonly ContainerSummary[] = [];

/** The containers of a key; the same empty array for all that have none. */
export function containersOf(index: ContainersBy, key: string): readonly ContainerSummary[] {
  return index.get(key) ?? none;
}

function indexBy(
  containers: readonly ContainerSummary[],
  keysOf: (container: ContainerSummary) => readonly string[],
): ContainersBy {
  const index = new Map<string, ContainerSummary[]>();
  for (const container of containers) {
    for (const key of new Set(keysOf(container))) {
      const known = index.get(key);
      if (known) known.push(container);
      else index.set(key, [container]);
    }
  }
  return index;
}

/** By image id. */
export function containersByImage(containers: readonly ContainerSummary[]): ContainersBy {
  return indexBy(containers, (container) => [container.imageId]);
}

/** Names of the volumes that a container mounts. */
export function volumeNamesOf(container: Pick<ContainerSummary, 'mounts'>): readonly string[] {
  return container.mounts.flatMap(({ type, name }) =>
    type === 'volume' && name !== undefined ? [name] : [],
  );
}

/** By volume name. */
export function containersByVolume(containers: readonly ContainerSummary[]): ContainersBy {
  return indexBy(containers, volumeNamesOf);
}

/**
 * By network id. A container that has never run names its networks without an id; then the name counts. Names of
 * networks need not be unique, ids are.
 */
export function containersByNetwork(
  containers: readonly ContainerSummary[],
  networks: readonly NetworkSummary[],
): ContainersBy {
  const idByName = new Map(networks.map((network) => [network.name, network.id]));
  return indexBy(containers, (container) =>
    container.networks.flatMap(({ networkId, name }) => networkId ?? idByName.get(name) ?? []),
  );
}

export function isUp(container: Pick<ContainerSummary, 'state'>): boolean {
  return container.state === 'running' || container.state === 'paused' || container.state === 'restarting';
}
