import { anyOf, hasLabels, parseFilters } from './filters';
import { empty, flag, type Handler, type HandlerContext, json, type Route } from './handler';
import { addImported, addLoaded, saveArchive } from './image-archive';
import { imageDetails, imageHistory, imageSummary } from './object-views';
import { familiarName, withTag } from './references';
import { EngineError, type FakeImage, type FakeState } from './types';

const list: Handler = ({ state }, { query, version }) => {
  const filters = parseFilters(query.get('filters'));
  const shared = flag(query, 'shared-size');
  const found = [...state.images.values()]
    .filter((image) =>
      anyOf(filters, 'dangling', (value) => (image.tags.length === 0) === (value === 'true')),
    )
    .filter((image) =>
      anyOf(filters, 'reference', (value) => image.tags.some((tag) => tag.startsWith(value))),
    )
    .filter((image) => hasLabels(filters, image.labels))
    .sort((left, right) => right.created - left.created);
  return json(found.map((image) => imageSummary(state, image, version, shared)));
};

const inspect: Handler = ({ state }, { version }, [name = '']) =>
  json(imageDetails(findImage(state, name, 'no such image: '), version));

const history: Handler = ({ state }, _request, [name = '']) => json(imageHistory(findImage(state, name)));

const tag: Handler = (context, { query }, [name = '']) => {
  const image = findImage(context.state, name);
  const repository = familiarName(query.get('repo') ?? '');
  if (!/^[a-z0-9][a-z0-9._/:-]*$/.test(repository)) {
    const reason = repository.toLowerCase() === repository ? '' : ': repository name must be lowercase';
    throw new EngineError(400, `invalid reference format${reason}`);
  }
  const reference = `${repository}:${query.get('tag') || 'latest'}`;
  for (const other of context.state.images.values()) {
    if (other !== image) other.tags = other.tags.filter((existing) => existing !== reference);
  }
  if (!image.tags.includes(reference)) image.tags = [...image.tags, reference].sort();
  image.lastTagged = Date.now();
  emit(context, image, 'tag', reference);
  return empty(201);
};

const remove: Handler = (context, { query }, [name = '']) => {
  const image = findImage(context.state, name);
  const byTag = image.tags.includes(withTag(name)) ? withTag(name) : undefined;
  if (byTag !== undefined && image.tags.length > 1) return json([untag(context, image, byTag)]);
  const user = [...context.state.containers.values()].find((container) => container.imageId === image.id);
  const force = flag(query, 'force');
  const running = user?.state === 'running' || user?.state === 'paused' || user?.state === 'restarting';
  if (byTag !== undefined && user !== undefined) {
    // With its last tag gone the image stays as a dangling one, but only when forced.
    if (force) return json([untag(context, image, byTag)]);
    throw conflict(`unable to remove repository reference "${name}" (must force)`, user.id, image);
  }
  const short = image.id.slice(7, 19);
  if (user !== undefined && (running || !force)) {
    const allowed = running ? 'cannot be forced' : 'must be forced';
    const use = running ? 'running' : 'stopped';
    const text = `conflict: unable to delete ${short} (${allowed}) - image is being used by ${use} container`;
    throw new EngineError(409, `${text} ${user.id.slice(0, 12)}`);
  }
  if (byTag === undefined && image.tags.length > 1 && !force) {
    const text = `conflict: unable to delete ${short} (must be forced)`;
    throw new EngineError(409, `${text} - image is referenced in multiple repositories`);
  }
  return json(deleteImage(context, image));
};

function conflict(what: string, containerId: string, image: FakeImage): EngineError {
  const user = `container ${containerId.slice(0, 12)} is using its referenced image`;
  return new EngineError(409, `conflict: ${what} - ${user} ${image.id.slice(7, 19)}`);
}

function untag(context: HandlerContext, image: FakeImage, reference: string): object {
  image.tags = image.tags.filter((existing) => existing !== reference);
  emit(context, image, 'untag');
  return { Untagged: reference };
}

function deleteImage(context: HandlerContext, image: FakeImage): object[] {
  const untagged = image.tags.map((reference) => untag(context, image, reference));
  context.state.images.delete(image.id);
  emit(context, image, 'delete');
  const layers = image.history.flatMap((entry) =>
    entry.diffId === undefined ? [] : [{ Deleted: entry.diffId }],
  );
  return [...untagged, { Deleted: image.id }, ...layers];
}

const save: Handler = (context, { query }, parameters) => {
  const names = parameters[0] === undefined ? query.getAll('names') : [parameters[0]];
  const images = names.map((name) => ({ name, image: findImage(context.state, name) }));
  for (const { image } of images) emit(context, image, 'save');
  const body = saveArchive(images);
  return { kind: 'bytes', status: 200, contentType: 'application/x-tar', body };
};

const load: Handler = (context, { body }) => {
  const loaded = addLoaded(context, body);
  for (const { image } of loaded) emit(context, image, 'load');
  const lines = loaded.map(({ name }) => `${JSON.stringify({ stream: `Loaded image: ${name}\n` })}\r\n`);
  return progress(lines.join(''));
};

const importOrPull: Handler = (context, request) => {
  if (request.query.get('fromSrc') === null) {
    throw new EngineError(501, 'the fake engine does not pull');
  }
  const image = addImported(context, request);
  for (const reference of image.tags) emit(context, image, 'tag', reference);
  emit(context, image, 'import');
  return progress(`${JSON.stringify({ status: image.id })}\r\n`);
};

function progress(text: string) {
  const body = Buffer.from(text, 'utf8');
  return { kind: 'bytes', status: 200, contentType: 'application/json', body } as const;
}

/** By id, id without algorithm, prefix of an id, tag (`latest` by default) or digest. */
export function findImage(state: FakeState, name: string, prefix = ''): FakeImage {
  const exact = state.images.get(name) ?? state.images.get(`sha256:${name}`);
  if (exact !== undefined) return exact;
  const all = [...state.images.values()];
  const reference = withTag(name);
  const found =
    all.find((image) => image.tags.includes(reference) || image.digests.includes(name)) ??
    all.find((image) => /^[0-9a-f]{6,}$/.test(name) && image.id.startsWith(`sha256:${name}`));
  if (found === undefined) {
    throw new EngineError(404, `${prefix === '' ? '' : `${prefix}${name}: `}No such image: ${reference}`);
  }
  return found;
}

/** Engines name the image by its id in every image event except `tag` and `pull`. */
function emit(context: HandlerContext, image: FakeImage, action: string, name = image.id): void {
  context.hub.emit({ type: 'image', action, id: image.id, attributes: { ...image.labels, name } });
}

export const imageRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/images\/json$/, handle: list },
  { method: 'GET', pattern: /^\/images\/get$/, handle: save },
  { method: 'POST', pattern: /^\/images\/load$/, handle: load },
  { method: 'POST', pattern: /^\/images\/create$/, handle: importOrPull },
  { method: 'GET', pattern: /^\/images\/(.+)\/json$/, handle: inspect },
  { method: 'GET', pattern: /^\/images\/(.+)\/history$/, handle: history },
  { method: 'GET', pattern: /^\/images\/(.+)\/get$/, handle: save },
  { method: 'POST', pattern: /^\/images\/(.+)\/tag$/, handle: tag },
  { method: 'DELETE', pattern: /^\/images\/(.+)$/, handle: remove },
];
