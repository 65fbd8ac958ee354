import { isDeepStrictEqual } from 'node:util';
import type {
  ContainerHealth,
  ContainerMount,
  ContainerNetwork,
  ContainerSummary,
  PortMapping,
} from '../../../../common/contract/containers';
import { compareText } from '../../../../common/format/compare';
import { composeOrigin } from '../../engine/records/compose-origin';
import {
  type ContainerRecord,
  containerName,
  type EndpointRecord,
  type MountRecord,
} from '../../engine/records/container-record';
import { parseContainerState, parseContainerStatus } from './container-status';

/** One entry of the engine's list. `at` is when the engine said it, for the ages in its status text. */
export function normalizeContainerSummary(record: ContainerRecord, at: number): ContainerSummary {
  const status = parseContainerStatus(record.Status);
  const state = parseContainerState(record.State);
  const health = status.health ?? knownHealth(record.Health?.Status);
  const compose = composeOrigin(record.Labels);
  return {
    id: record.Id,
    name: containerName(record),
    image: record.Image,
    imageId: record.ImageID,
    command: record.Command ?? '',
    createdAt: record.Created * 1000,
    state,
    // Of a paused container the engine tells the age of its run, not of its pause.
    ...(status.ageMs === undefined || state === 'paused' ? {} : { stateSince: at - status.ageMs }),
    ...(status.exitCode === undefined ? {} : { exitCode: status.exitCode }),
    ...(health ? { health } : {}),
    status: record.Status,
    ports: normalizePorts(record.Ports),
    mounts: normalizeMounts(record.Mounts),
    networks: normalizeNetworks(record.NetworkSettings.Networks),
    labels: record.Labels,
    ...(compose ? { compose } : {}),
  };
}

/** The engine gives ports, mounts and networks in the order of a Go map, which is never the same: they are sorted. */
function normalizePorts(ports: ContainerRecord['Ports']): PortMapping[] {
  return ports
    .map((port) => ({
      ...(port.IP ? { ip: port.IP } : {}),
      containerPort: port.PrivatePort,
      ...(port.PublicPort ? { hostPort: port.PublicPort } : {}),
      protocol: port.Type,
    }))
    .sort(comparePorts);
}

export function comparePorts(a: PortMapping, b: PortMapping): number {
  return (
    a.containerPort - b.containerPort ||
    compareText(a.protocol, b.protocol) ||
    (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
    compareText(a.ip ?? '', b.ip ?? '')
  );
}

export function normalizeMounts(mounts: readonly MountRecord[]): ContainerMount[] {
  return mounts.map(normalizeMount).sort((a, b) => compareText(a.destination, b.destination));
}

function normalizeMount(mount: MountRecord): ContainerMount {
  return {
    type: mount.Type ?? (mount.Name ? 'volume' : 'bind'),
    ...(mount.Name ? { name: mount.Name } : {}),
    ...(mount.Source ? { source: mount.Source } : {}),
    destination: mount.Destination,
    readOnly: !mount.RW,
  };
}

export function normalizeNetworks(networks: Readonly<Record<string, EndpointRecord>>): ContainerNetwork[] {
  return Object.entries(networks)
    .map(([name, endpoint]) => ({
      name,
      ...(endpoint?.NetworkID ? { networkId: endpoint.NetworkID } : {}),
      ...(endpoint?.IPAddress ? { ipv4: endpoint.IPAddress } : {}),
      ...(endpoint?.GlobalIPv6Address ? { ipv6: endpoint.GlobalIPv6Address } : {}),
      ...(endpoint?.MacAddress ? { macAddress: endpoint.MacAddress } : {}),
      ...(endpoint?.Gateway ? { gateway: endpoint.Gateway } : {}),
      ...(endpoint?.Aliases.length ? { aliases: endpoint.Aliases } : {}),
    }))
    .sort((a, b) => compareText(a.name, b.name));
}

function knownHealth(status: string | undefined): ContainerHealth | undefined {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}

/**
 * The engine's words for the same state drift with time ("Up 3 hours", "Up 4 hours"), and the time worked out from
 * them with it. While it may be the same moment the first one is kept, and a container that only grew older has not
 * changed.
 */
export function reconcileContainer(previous: ContainerSummary, next: ContainerSummary): ContainerSummary {
  if (!sameStateMoment(previous, next)) return next;
  const { stateSince } = previous;
  const kept: ContainerSummary = stateSince === undefined ? next : { ...next, stateSince };
  return isDeepStrictEqual({ ...kept, status: previous.status }, previous) ? previous : kept;
}

function sameStateMoment(previous: ContainerSummary, next: ContainerSummary): boolean {
  if (previous.state !== next.state) return false;
  if (previous.stateSince === undefined || next.stateSince === undefined) {
    return previous.stateSince === next.stateSince;
  }
  const precision = parseContainerStatus(next.status).precisionMs ?? 0;
  return Math.abs(previous.stateSince - next.stateSince) <= precision + 1000;
}
