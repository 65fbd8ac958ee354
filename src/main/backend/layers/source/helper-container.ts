import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError, isAppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { textMap } from '../../engine/records/tolerant-schema';
import type { Logger } from '../../platform/platform';
import { isProcessAlive } from '../../platform/process-alive';
import type { EngineFiles } from './engine-files';
import { openTarEntry } from './tar-content';

/** On every container that Estiba makes for itself; lists leave it out. */
export const helperLabel = 'dev.estiba.helper';
/** Who made it: host, process id and a random part. */
const ownerLabel = 'dev.estiba.owner';
const owner = `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`;

/** The labels of a container that Estiba makes for itself; `purpose` is for whoever finds one. */
export function helperLabels(purpose: string): Readonly<Record<string, string>> {
  return { [helperLabel]: purpose, [ownerLabel]: owner };
}

/** Where the engine's folder is in the helper. */
const mountPoint = '/estiba';

const created = z.object({ Id: z.string().min(1) });

/**
 * Files of the engine's data root through the archive endpoint of a container that is created from some image, with
 * the folder mounted read-only, and never started. Whoever may use the engine's socket may do this; it works without
 * root and on engines elsewhere. The container is made at the first use and removed by `dispose`.
 */
export function createHelperFiles(api: EngineApi, image: string, folder: string): EngineFiles {
  let container: Promise<string> | undefined;
  return {
    open: async (file, start, signal) => {
      container ??= createHelper(api, image, folder);
      const id = await container;
      return readArchived(api, id, pathInHelper(file, folder), start, signal);
    },
    dispose: async () => {
      const id = await container?.catch(() => undefined);
      container = undefined;
      if (id) await removeHelper(api, id);
    },
  };
}

async function createHelper(api: EngineApi, image: string, folder: string): Promise<string> {
  const { Id } = await api.json(
    {
      method: 'POST',
      path: '/containers/create',
      query: { name: `estiba-helper-${randomBytes(6).toString('hex')}` },
      body: {
        Image: image,
        // Never run, but an engine wants a command.
        Cmd: ['estiba'],
        Labels: helperLabels('layers'),
        NetworkDisabled: true,
        HostConfig: { Binds: [`${folder}:${mountPoint}:ro`], NetworkMode: 'none' },
      },
    },
    created,
  );
  return Id;
}

/** Anonymous volumes of the image go with it. One that is gone already is no error. */
export async function removeHelper(api: EngineApi, id: string): Promise<void> {
  try {
    await api.send({
      method: 'DELETE',
      path: enginePath`/containers/${id}`,
      query: { force: true, v: true },
    });
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'not_found') throw thrown;
  }
}

function pathInHelper(file: Buffer, folder: string): string {
  const text = file.toString('utf8');
  if (!Buffer.from(text).equals(file)) {
    throw new AppError('failed_precondition', 'the engine takes no path that is no UTF-8');
  }
  if (!text.startsWith(`${folder}/`)) throw new AppError('internal', `${text} is not in ${folder}`);
  return `${mountPoint}${text.slice(folder.length)}`;
}

async function readArchived(
  api: EngineApi,
  id: string,
  path: string,
  start: number,
  signal: AbortSignal,
): Promise<Readable> {
  const archive = await api.read({
    path: enginePath`/containers/${id}/archive`,
    query: { path },
    signal,
    timeoutMs: 0,
  });
  const content = openTarEntry(archive as AsyncIterable<Buffer>, 0);
  content.once('close', () => archive.destroy());
  return start === 0 ? content : content.drop(start);
}

const helperRecords = z.array(z.object({ Id: z.string(), Created: z.number().default(0), Labels: textMap }));
/** Another machine's helper is taken for left behind after an hour. */
const staleSeconds = 3600;

/** Removes helpers that a crash left behind. Those of a living Estiba stay. */
export async function removeStaleHelpers(
  api: EngineApi,
  logger: Pick<Logger, 'info'>,
  signal: AbortSignal,
  now = Date.now(),
): Promise<number> {
  const query = { all: true, filters: { label: [helperLabel] } };
  const helpers = await api.json({ path: '/containers/json', query, signal }, helperRecords);
  const stale = helpers.filter(({ Labels, Created }) =>
    isStale(Labels[ownerLabel] ?? '', now / 1000 - Created),
  );
  for (const { Id } of stale) await removeHelper(api, Id);
  if (stale.length > 0)
    logger.info('helper containers that were left behind are removed', { count: stale.length });
  return stale.length;
}

function isStale(label: string, ageSeconds: number): boolean {
  if (label === owner) return false;
  const [host, pid] = label.split(' ');
  if (host !== hostname()) return ageSeconds > staleSeconds;
  // The same process id with another random part is a process that has ended.
  return Number(pid) === process.pid || !isProcessAlive(Number(pid));
}
