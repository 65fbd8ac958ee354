import {
  createContainer,
  findContainer,
  kill,
  pause,
  remove,
  rename,
  restart,
  start,
  stop,
  unpause,
} from './container-actions';
import { logBytes } from './container-logs';
import { statsView } from './container-stats';
import { containerDetails, containerSummary, isAlive, isRunning } from './container-views';
import { anyOf, type Filters, hasLabels, parseFilters } from './filters';
import { empty, flag, type Handler, type HandlerContext, json, type Route } from './handler';
import type { FakeContainer } from './types';
import { writableRoutes } from './writable-handlers';

const list: Handler = ({ state }, { query }) => {
  const filters = parseFilters(query.get('filters'));
  const all = flag(query, 'all') || filters.has('status');
  const limit = Number(query.get('limit') ?? 0);
  const size = flag(query, 'size');
  const found = [...state.containers.values()]
    .filter((container) => all || isRunning(container))
    .filter((container) => matches(container, filters))
    .sort((left, right) => right.created - left.created);
  return json(
    (limit > 0 ? found.slice(0, limit) : found).map((container) => containerSummary(state, container, size)),
  );
};

function matches(container: FakeContainer, filters: Filters): boolean {
  const mountsOf = (value: string) =>
    container.mounts.some(
      (mount) => (mount.type === 'volume' && mount.name === value) || mount.destination === value,
    );
  return (
    anyOf(filters, 'id', (value) => container.id.startsWith(value)) &&
    anyOf(filters, 'name', (value) => `/${container.name}`.includes(value)) &&
    anyOf(filters, 'status', (value) => container.state === value) &&
    anyOf(filters, 'ancestor', (value) => [container.image, container.imageId].includes(value)) &&
    anyOf(filters, 'volume', mountsOf) &&
    anyOf(filters, 'network', (value) => container.networks.some((item) => item.network === value)) &&
    anyOf(filters, 'health', (value) => (container.health ?? 'none') === value) &&
    hasLabels(filters, container.labels)
  );
}

const inspect: Handler = ({ state }, { query }, [id = '']) =>
  json(containerDetails(state, findContainer(state, id), flag(query, 'size')));

/** An action on one container that answers 204, or 304 when there was nothing to do. */
function action(
  run: (context: HandlerContext, container: FakeContainer) => 'changed' | 'unchanged',
): Handler {
  return (context, _request, [id = '']) =>
    empty(run(context, findContainer(context.state, id)) === 'changed' ? 204 : 304);
}

const killHandler: Handler = (context, { query }, [id = '']) => {
  kill(context, findContainer(context.state, id), query.get('signal') ?? 'SIGKILL', id);
  return empty();
};

const renameHandler: Handler = (context, { query }, [id = '']) => {
  rename(context, findContainer(context.state, id), query.get('name') ?? '');
  return empty();
};

const removeHandler: Handler = (context, { query }, [id = '']) => {
  remove(context, findContainer(context.state, id), flag(query, 'force'));
  return empty();
};

const create: Handler = (context, { query, body }) => {
  const id = createContainer(context, query.get('name') ?? undefined, JSON.parse(body.toString('utf8')));
  return json({ Id: id, Warnings: [] }, 201);
};

/** The processes of a running container; one is enough for a client that only asks whether it may. */
const top: Handler = (context, _request, [id = '']) => {
  const container = findContainer(context.state, id);
  const processes = isAlive(container) ? [['root', String(container.pid), container.command.join(' ')]] : [];
  return json({ Titles: ['UID', 'PID', 'CMD'], Processes: processes });
};

/** One record also for a stream: a client that reads streams comes again when it ends. */
const logs: Handler = ({ state, logFeeds }, { query }, [id = '']) => {
  const container = findContainer(state, id);
  const feed = flag(query, 'follow') ? logFeeds.get(container.id) : undefined;
  if (feed) return { kind: 'stream', open: (response) => feed.follow(response) };
  return {
    kind: 'bytes',
    status: 200,
    contentType: 'application/vnd.docker.raw-stream',
    body: logBytes(container, query),
  };
};

const stats: Handler = ({ state }, _request, [id = '']) =>
  json(statsView(findContainer(state, id), Date.now()));

export const containerRoutes: readonly Route[] = [
  ...writableRoutes,
  { method: 'GET', pattern: /^\/containers\/json$/, handle: list },
  { method: 'POST', pattern: /^\/containers\/create$/, handle: create },
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/json$/, handle: inspect },
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/top$/, handle: top },
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/stats$/, handle: stats },
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/logs$/, handle: logs },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/start$/, handle: action(start) },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/stop$/, handle: action(stop) },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/restart$/, handle: action(restart) },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/pause$/, handle: action(pause) },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/unpause$/, handle: action(unpause) },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/kill$/, handle: killHandler },
  { method: 'POST', pattern: /^\/containers\/([^/]+)\/rename$/, handle: renameHandler },
  { method: 'DELETE', pattern: /^\/containers\/([^/]+)$/, handle: removeHandler },
];
