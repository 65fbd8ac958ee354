import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImageLocation } from '../../../../common/contract/layer-analysis';
import { AppError, assertNever } from '../../../../common/errors';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { LayerReaderOptions } from '../../layers/layer-reader';
import { openArchive } from '../../layers/source/archive-source';
import { inspectEngineImage } from '../../layers/source/engine-image';
import { type FailedAttempt, openEngineImage } from '../../layers/source/engine-source';
import type { LayerSource } from '../../layers/source/layer-source';
import { openLayout } from '../../layers/source/layout-source';
import { openRegistryImage } from '../../layers/source/registry-source';
import { toFileError } from '../../platform/files';
import type { Logger } from '../../platform/platform';

export interface SourceDeps {
  readonly engines: EngineRegistry;
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
  readonly logger: Logger;
}

export interface OpenedSource {
  readonly source: LayerSource;
  readonly attempts: readonly FailedAttempt[];
}

/**
 * What an open image is known by: the same text means the same bytes. Asks the engine or the file system once.
 * @throws AppError not_found, unavailable, ...
 */
export async function identify(
  deps: SourceDeps,
  location: ImageLocation,
  signal: AbortSignal,
): Promise<string> {
  switch (location.kind) {
    case 'engine': {
      const { api } = deps.engines.get(location.engineId);
      const { description } = await inspectEngineImage(api, location.image, signal);
      return `engine ${location.engineId} ${description.id}`;
    }
    case 'archive':
    case 'layout': {
      const file = location.kind === 'archive' ? location.path : path.join(location.path, 'index.json');
      const { mtimeMs, size } = await statFile(file);
      const choice = `${location.reference ?? ''} ${location.platform ?? ''}`;
      return `${location.kind} ${path.resolve(location.path)} ${mtimeMs} ${size} ${choice}`;
    }
    case 'registry':
      return `registry ${location.reference} ${location.platform ?? ''}`;
    default:
      return assertNever(location);
  }
}

/** @param fastPath false: an engine is asked for nothing but `docker save` */
export async function openSource(
  deps: SourceDeps,
  location: ImageLocation,
  fastPath: boolean,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const { reader } = deps;
  switch (location.kind) {
    case 'engine': {
      const connection = deps.engines.get(location.engineId);
      return openEngineImage({ ...deps, connection, image: location.image, fastPath }, signal);
    }
    case 'archive':
      return { source: await openArchive(absolute(location.path), location, reader, signal), attempts: [] };
    case 'layout':
      return { source: await openLayout(absolute(location.path), location, reader), attempts: [] };
    case 'registry':
      return { source: await openRegistryImage(location, reader, signal), attempts: [] };
    default:
      return assertNever(location);
  }
}

/** The back end's working folder means nothing to a user of the interface. */
function absolute(file: string): string {
  if (path.isAbsolute(file)) return file;
  throw new AppError('invalid_argument', `${JSON.stringify(file)} is no absolute path`, {
    details: { field: 'path' },
  });
}

async function statFile(file: string): Promise<{ readonly mtimeMs: number; readonly size: number }> {
  try {
    return await stat(absolute(file));
  } catch (thrown) {
    throw toFileError(thrown, `open ${file}`, file);
  }
}
