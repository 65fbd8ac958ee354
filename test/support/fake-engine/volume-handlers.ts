import { anyOf, hasLabels, parseFilters } from './filters';
import { empty, type Handler, type HandlerContext, json, type Route } from './handler';
import { usersOfVolume, volumeView } from './object-views';
import { EngineError, type FakeState, type FakeVolume } from './types';

const list: Handler = ({ state }, { query }) => {
  const filters = parseFilters(query.get('filters'));
  const volumes = [...state.volumes.values()].filter(
    (volume) =>
      anyOf(filters, 'name', (value) => volume.name.includes(value)) &&
      anyOf(filters, 'driver', (value) => volume.driver === value) &&
      anyOf(
        filters,
        'dangling',
        (value) => (usersOfVolume(state, volume).length === 0) === (value === 'true'),
      ) &&
      hasLabels(filters, volume.labels),
  );
  return json({ Volumes: volumes.map((volume) => volumeView(state, volume)), Warnings: null });
};

const inspect: Handler = ({ state }, _request, [name = '']) => json(volumeView(state, find(state, name)));

const create: Handler = (context, { body }) => {
  const options: {
    Name?: string;
    Driver?: string;
    Labels?: Record<string, string>;
    DriverOpts?: Record<string, string>;
  } = JSON.parse(body.toString('utf8') || '{}');
  const name = options.Name || context.newId();
  const driver = options.Driver || 'local';
  if (driver !== 'local') {
    const reason = `error looking up volume plugin ${driver}: plugin "${driver}" not found`;
    throw new EngineError(404, `create ${name}: ${reason}`);
  }
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) {
    const rule = 'only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed';
    const advice = 'If you intended to pass a host directory, use absolute path';
    const reason = `"${name}" includes invalid characters for a local volume name, ${rule}. ${advice}`;
    throw new EngineError(400, `create ${name}: ${reason}`);
  }
  const volume: FakeVolume = context.state.volumes.get(name) ?? {
    name,
    driver,
    labels: options.Labels,
    options: options.DriverOpts,
    created: Date.now(),
    size: 0,
  };
  context.state.volumes.set(name, volume);
  emit(context, volume, 'create');
  return json(volumeView(context.state, volume), 201);
};

const remove: Handler = (context, _request, [name = '']) => {
  const volume = find(context.state, name);
  const users = usersOfVolume(context.state, volume);
  if (users.length > 0) {
    throw new EngineError(409, `remove ${name}: volume is in use - [${users.join(', ')}]`);
  }
  context.state.volumes.delete(name);
  emit(context, volume, 'destroy');
  return empty();
};

function find(state: FakeState, name: string): FakeVolume {
  const volume = state.volumes.get(name);
  if (volume === undefined) throw new EngineError(404, `get ${name}: no such volume`);
  return volume;
}

function emit(context: HandlerContext, volume: FakeVolume, action: string): void {
  context.hub.emit({ type: 'volume', action, id: volume.name, attributes: { driver: volume.driver } });
}

export const volumeRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/volumes$/, handle: list },
  { method: 'POST', pattern: /^\/volumes\/create$/, handle: create },
  { method: 'GET', pattern: /^\/volumes\/([^/]+)$/, handle: inspect },
  { method: 'DELETE', pattern: /^\/volumes\/([^/]+)$/, handle: remove },
];
