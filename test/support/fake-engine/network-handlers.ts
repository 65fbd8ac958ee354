import { findContainer } from './container-actions';
import { addressIn } from './dataset-containers';
import { anyOf, hasLabels, parseFilters } from './filters';
import { empty, type Handler, type HandlerContext, json, type Route } from './handler';
import { networkView } from './object-views';
import { EngineError, type FakeNetwork, type FakeState } from './types';

const predefined = ['bridge', 'host', 'none'];

interface CreateBody {
  readonly Name?: string;
  readonly Driver?: string;
  readonly Internal?: boolean;
  readonly Labels?: Record<string, string>;
  readonly CheckDuplicate?: boolean;
  readonly IPAM?: { readonly Config?: readonly { readonly Subnet?: string; readonly Gateway?: string }[] };
}

const list: Handler = ({ state }, { query }) => {
  const filters = parseFilters(query.get('filters'));
  const found = [...state.networks.values()].filter(
    (network) =>
      anyOf(filters, 'name', (value) => network.name.includes(value)) &&
      anyOf(filters, 'id', (value) => network.id.startsWith(value)) &&
      anyOf(filters, 'driver', (value) => network.driver === value) &&
      hasLabels(filters, network.labels),
  );
  return json(found.map((network) => networkView(state, network, false)));
};

const inspect: Handler = ({ state }, _request, [id = '']) => json(networkView(state, find(state, id), true));

const create: Handler = (context, { body }) => {
  const options: CreateBody = JSON.parse(body.toString('utf8'));
  const name = options.Name ?? '';
  if (name.trim() === '') throw new EngineError(400, 'invalid name: name is empty');
  const taken = [...context.state.networks.values()].some((network) => network.name === name);
  if (taken) throw new EngineError(409, `network with name ${name} already exists`);
  const index = context.state.networks.size;
  const range = options.IPAM?.Config?.[0];
  const network: FakeNetwork = {
    id: context.newId(),
    name,
    driver: options.Driver || 'bridge',
    created: Date.now(),
    internal: options.Internal ?? false,
    subnet: range?.Subnet ?? `172.${18 + (index % 14)}.0.0/16`,
    gateway: range?.Gateway ?? `172.${18 + (index % 14)}.0.1`,
    labels: options.Labels ?? {},
  };
  context.state.networks.set(network.id, network);
  emit(context, network, 'create');
  return json({ Id: network.id, Warning: '' }, 201);
};

const remove: Handler = (context, _request, [id = '']) => {
  const network = find(context.state, id);
  if (predefined.includes(network.name)) {
    throw new EngineError(403, `${network.name} is a pre-defined network and cannot be removed`);
  }
  const inUse = [...context.state.containers.values()].some(
    (container) =>
      container.state === 'running' && container.networks.some((item) => item.network === network.name),
  );
  if (inUse) {
    const reason = `network ${network.name} id ${network.id} has active endpoints`;
    throw new EngineError(403, `error while removing network: ${reason}`);
  }
  context.state.networks.delete(network.id);
  emit(context, network, 'destroy');
  return empty();
};

const connect: Handler = (context, { body }, [id = '']) => {
  const network = find(context.state, id);
  const options: { Container?: string; EndpointConfig?: { Aliases?: readonly string[] } } = JSON.parse(
    body.toString('utf8'),
  );
  const container = findContainer(context.state, options.Container ?? '');
  if (container.networks.some((item) => item.network === network.name)) {
    throw new EngineError(
      403,
      `endpoint with name ${container.name} already exists in network ${network.name}`,
    );
  }
  const aliases = options.EndpointConfig?.Aliases ?? [];
  const ip = addressIn(network.subnet, container.networks.length);
  container.networks = [...container.networks, { network: network.name, ip, aliases }];
  emit(context, network, 'connect', container.id);
  return empty(200);
};

const disconnect: Handler = (context, { body }, [id = '']) => {
  const network = find(context.state, id);
  const options: { Container?: string } = JSON.parse(body.toString('utf8'));
  const container = findContainer(context.state, options.Container ?? '');
  const kept = container.networks.filter((item) => item.network !== network.name);
  if (kept.length === container.networks.length) {
    throw new EngineError(403, `container ${container.id} is not connected to network ${network.name}`);
  }
  container.networks = kept;
  emit(context, network, 'disconnect', container.id);
  return empty(200);
};

function find(state: FakeState, reference: string): FakeNetwork {
  const all = [...state.networks.values()];
  const network =
    state.networks.get(reference) ??
    all.find((item) => item.name === reference) ??
    all.find((item) => reference.length >= 6 && item.id.startsWith(reference));
  if (network === undefined) throw new EngineError(404, `network ${reference} not found`);
  return network;
}

function emit(context: HandlerContext, network: FakeNetwork, action: string, container?: string): void {
  const attributes = { name: network.name, type: network.driver };
  context.hub.emit({
    type: 'network',
    action,
    id: network.id,
    attributes: container === undefined ? attributes : { container, ...attributes },
  });
}

export const networkRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/networks$/, handle: list },
  { method: 'POST', pattern: /^\/networks\/create$/, handle: create },
  { method: 'GET', pattern: /^\/networks\/([^/]+)$/, handle: inspect },
  { method: 'DELETE', pattern: /^\/networks\/([^/]+)$/, handle: remove },
  { method: 'POST', pattern: /^\/networks\/([^/]+)\/connect$/, handle: connect },
  { method: 'POST', pattern: /^\/networks\/([^/]+)\/disconnect$/, handle: disconnect },
];
