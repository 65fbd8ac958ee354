import { createHash } from 'node:crypto';
import { createTar, readTar, type TarFile } from '../tar';
import type { FakeRequest, HandlerContext } from './handler';
import { familiarName, withTag } from './references';
import { EngineError, type FakeImage } from './types';

interface ManifestEntry {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** The archive that GET /images/get answers, in the form of docker 20.10: layers first, manifest.json last. */
export function saveArchive(saved: readonly { name: string; image: FakeImage }[]): Buffer {
  const files: TarFile[] = [];
  const manifest: ManifestEntry[] = [];
  for (const { name, image } of saved) {
    const config = `${image.id.slice(7)}.json`;
    const layers = image.history
      .flatMap((entry) => entry.diffId ?? [])
      .map((diffId) => `${diffId.slice(7)}/layer.tar`);
    for (const layer of layers) files.push({ name: layer, body: createTar([]) });
    files.push({ name: config, body: JSON.stringify(configOf(image)) });
    const tags = image.tags.includes(name) ? [name] : null;
    manifest.push({ Config: config, RepoTags: tags, Layers: layers });
  }
  files.push({ name: 'manifest.json', body: JSON.stringify(manifest) });
  return createTar(files);
}

function configOf(image: FakeImage): object {
  return {
    architecture: 'amd64',
    os: 'linux',
    created: new Date(image.created).toISOString(),
    config: {
      Env: image.env,
      Cmd: image.command,
      WorkingDir: image.workingDir,
      Labels: image.labels ?? null,
    },
    rootfs: { type: 'layers', diff_ids: image.history.flatMap((entry) => entry.diffId ?? []) },
    history: image.history.map((entry) => ({
      created: new Date(entry.created).toISOString(),
      created_by: entry.createdBy,
      ...(entry.diffId === undefined ? { empty_layer: true } : {}),
    })),
  };
}

/** Adds the images of an archive to the state; an image that is there already only gets its tags. */
export function addLoaded(
  context: HandlerContext,
  archive: Buffer,
): readonly { readonly name: string; readonly image: FakeImage }[] {
  const files = readArchive(archive);
  const manifest = files.get('manifest.json');
  if (manifest === undefined) throw new EngineError(500, 'open manifest.json: no such file or directory');
  const entries: readonly ManifestEntry[] = JSON.parse(manifest.toString('utf8'));
  return entries.flatMap((entry) => {
    const image = loadOne(context, entry, files.get(entry.Config));
    return (entry.RepoTags ?? [image.id]).map((name) => ({ name, image }));
  });
}

function loadOne(context: HandlerContext, entry: ManifestEntry, config: Buffer | undefined): FakeImage {
  if (config === undefined) throw new EngineError(500, `open ${entry.Config}: no such file or directory`);
  const id = `sha256:${entry.Config.replace(/\.json$/, '').replace(/^blobs\/sha256\//, '')}`;
  const tags = entry.RepoTags ?? [];
  const image = context.state.images.get(id) ?? emptyImage(id, Date.now());
  for (const other of context.state.images.values()) {
    other.tags = other.tags.filter((reference) => !tags.includes(reference));
  }
  image.tags = [...new Set([...image.tags, ...tags])].sort();
  context.state.images.set(id, image);
  return image;
}

/** POST /images/create?fromSrc=-: one layer, id from the bytes. */
export function addImported(context: HandlerContext, request: FakeRequest): FakeImage {
  const { query, body } = request;
  const diffId = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const created = Date.now();
  const id = `sha256:${createHash('sha256').update(`${diffId}${created}`).digest('hex')}`;
  const repository = familiarName(query.get('repo') ?? '');
  const tag = query.get('tag') ?? '';
  const image: FakeImage = {
    ...emptyImage(id, created),
    tags: repository === '' ? [] : [tag === '' ? withTag(repository) : `${repository}:${tag}`],
    history: [{ createdBy: '', created, size: body.length, diffId }],
  };
  context.state.images.set(id, image);
  return image;
}

function emptyImage(id: string, created: number): FakeImage {
  return {
    id,
    tags: [],
    digests: [],
    created,
    labels: undefined,
    history: [],
    env: [],
    command: [],
    workingDir: '',
    exposedPorts: [],
    lastTagged: created,
  };
}

function readArchive(archive: Buffer): ReadonlyMap<string, Buffer> {
  try {
    return readTar(archive);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(500, `Error processing tar file(exit status 1): ${reason}`);
  }
}
