import type { NetworkInspection, NetworkSummary } from '../../../../common/contract/networks';
import { compareText } from '../../../../common/format/compare';
import { composeOrigin } from '../../engine/records/compose-origin';
import type { NetworkRecord } from './network-record';

/** Networks that an engine makes itself and never lets go. Docker's, docker's on Windows, podman's. */
const predefinedNames = new Set(['bridge', 'host', 'none', 'nat', 'podman']);

/** One network as the engine lists it. */
export function normalizeNetwork(record: NetworkRecord): NetworkSummary {
  const compose = composeOrigin(record.Labels);
  return {
    id: record.Id,
    name: record.Name,
    driver: record.Driver,
    scope: record.Scope,
    ...(record.Created === undefined ? {} : { createdAt: record.Created }),
    internal: record.Internal,
    attachable: record.Attachable,
    ingress: record.Ingress,
    ipv6: record.EnableIPv6,
    subnets: record.IPAM.Config.flatMap(({ Subnet, Gateway }) =>
      Subnet ? [{ subnet: Subnet, ...(Gateway ? { gateway: Gateway } : {}) }] : [],
    ),
    labels: record.Labels,
    options: record.Options,
    predefined: predefinedNames.has(record.Name),
    ...(compose ? { compose } : {}),
  };
}

/** With the endpoints of its running containers, by name. */
export function normalizeNetworkDetails(record: NetworkRecord): NetworkInspection['details'] {
  const endpoints = Object.entries(record.Containers).map(([containerId, endpoint]) => ({
    containerId,
    containerName: endpoint.Name,
    ...(endpoint.IPv4Address ? { ipv4: endpoint.IPv4Address } : {}),
    ...(endpoint.IPv6Address ? { ipv6: endpoint.IPv6Address } : {}),
    ...(endpoint.MacAddress ? { macAddress: endpoint.MacAddress } : {}),
  }));
  endpoints.sort((a, b) => compareText(a.containerName, b.containerName));
  return { ...normalizeNetwork(record), endpoints };
}
