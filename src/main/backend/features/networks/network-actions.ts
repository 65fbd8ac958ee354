import { z } from 'zod';
import type {
  NetworkInspection,
  NetworkRemovalPreview,
  NetworkSummary,
  newNetwork,
} from '../../../../common/contract/networks';
import { AppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { listContainerUsers } from '../../engine/records/container-users';
import { withRaw } from '../../engine/records/tolerant-schema';
import { networkRecord } from './network-record';
import { normalizeNetwork, normalizeNetworkDetails } from './network-summary';

/** One network with its endpoints, and the engine's answer as it came. */
export async function inspectNetwork(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<NetworkInspection> {
  const { record, raw } = await api.json(
    { path: enginePath`/networks/${id}`, signal },
    withRaw(networkRecord),
  );
  return { details: normalizeNetworkDetails(record), raw };
}

const creationRecord = z.object({ Id: z.string().min(1) });

/**
 * Makes a network. Docker up to API 1.43 makes a second one of the same name unless it is told to check; later ones
 * always check. Throws `invalid_argument` for a gateway without its subnet.
 */
export async function createNetwork(
  api: EngineApi,
  input: z.output<typeof newNetwork>,
  signal?: AbortSignal,
): Promise<NetworkSummary> {
  const { Id } = await api.json(
    { method: 'POST', path: '/networks/create', body: creationBody(input), signal },
    creationRecord,
  );
  return normalizeNetwork(await api.json({ path: enginePath`/networks/${Id}`, signal }, networkRecord));
}

function creationBody(input: z.output<typeof newNetwork>): object {
  const { name, driver, internal, attachable, ipv6, subnet, gateway, options, labels } = input;
  if (gateway && !subnet) throw new AppError('invalid_argument', 'a gateway needs the subnet it is in');
  const range = { Subnet: subnet, ...(gateway ? { Gateway: gateway } : {}) };
  return {
    Name: name,
    CheckDuplicate: true,
    Driver: driver,
    Internal: internal,
    Attachable: attachable,
    EnableIPv6: ipv6,
    Options: options,
    Labels: labels,
    ...(subnet ? { IPAM: { Driver: 'default', Config: [range] } } : {}),
  };
}

/** What stops the engine from removing these networks: that it made them, and running containers in them. */
export async function previewNetworkRemoval(
  api: EngineApi,
  networks: readonly Pick<NetworkSummary, 'id' | 'name' | 'predefined'>[],
  signal?: AbortSignal,
): Promise<NetworkRemovalPreview[]> {
  const containers = await listContainerUsers(api, signal);
  return networks.map(({ id, name, predefined }) => ({
    id,
    name,
    predefined,
    usedBy: containers
      .filter((user) => user.running && (user.networkIds.includes(id) || isOnlyNamed(user, name)))
      .map((user) => ({ id: user.id, name: user.name, running: user.running })),
  }));
}

/** Podman may name a container's networks without their ids. */
function isOnlyNamed(
  user: { readonly networkIds: readonly string[]; readonly networkNames: readonly string[] },
  name: string,
): boolean {
  return user.networkIds.length === 0 && user.networkNames.includes(name);
}
