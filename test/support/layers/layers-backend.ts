import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Analysis, ImageLocation } from '../../../src/common/contract/layer-analysis';
import type { TreeRow, ViewSpec, ViewState } from '../../../src/common/contract/layer-tree';
import { AppError } from '../../../src/common/errors';
import type { EngineRegistry } from '../../../src/main/backend/engine/engine-connection';
import { createLayersFeature } from '../../../src/main/backend/features/layers/layers-feature';
import {
  createLayersService,
  type LayersService,
} from '../../../src/main/backend/features/layers/layers-service';
import { createJobRegistry } from '../../../src/main/backend/jobs/create-job-registry';
import type { JobRegistry } from '../../../src/main/backend/jobs/job-registry';
import { createLayerCache } from '../../../src/main/backend/layers/index/layer-cache';
import { createPlatform } from '../../../src/main/backend/platform/create-platform';
import { toProcedureMap } from '../../../src/main/backend/rpc-procedures';
import { createTransferRegistry } from '../../../src/main/backend/transfers/create-transfer-registry';
import { dockerArchive, type ImageSpec } from './image-archive';

/** The layers feature by itself, called as a page calls it. */
export interface LayersBackend {
  readonly folder: string;
  readonly service: LayersService;
  readonly jobs: JobRegistry;
  call<Output>(name: string, input: object, signal?: AbortSignal): Promise<Output>;
  /** Writes an archive and opens it. Resolves when it is read, whatever came of it. */
  openArchive(image: ImageSpec | Buffer, name?: string): Promise<Analysis>;
  openLocation(location: ImageLocation, fresh?: boolean): Promise<Analysis>;
  /** All rows of a view with every folder open. */
  rowsOf(analysisId: string, spec: Partial<ViewSpec>): Promise<readonly TreeRow[]>;
  nodeOf(analysisId: string, path: string, spec?: Partial<ViewSpec>): Promise<number>;
  /** Fetches what a ticket stands for. */
  fetch(ticket: { readonly path: string }): Promise<{ readonly fileName: string; readonly body: Buffer }>;
  stop(): Promise<void>;
}

const noEngines: EngineRegistry = {
  list: () => [],
  get: (id) => {
    throw new AppError('not_found', `no engine ${id}`);
  },
  subscribe: () => () => undefined,
  load: () => ({ requests: 0, openStreams: 0 }),
  dispose: async () => undefined,
};

export interface LayersBackendOptions {
  readonly engines?: EngineRegistry;
  readonly fastPath?: () => boolean;
  /** Default: below `folder`. */
  readonly cacheFolder?: string;
}

export function startLayersBackend(options: LayersBackendOptions = {}): LayersBackend {
  const { engines = noEngines, fastPath = () => true } = options;
  const folder = mkdtempSync(join(tmpdir(), 'estiba-layers-'));
  const { commands, logger, clock } = createPlatform({ env: { PATH: process.env.PATH }, homedir: folder });
  const jobs = createJobRegistry({ clock, logger });
  const transfers = createTransferRegistry({ clock });
  const cache = createLayerCache({ folder: options.cacheFolder ?? join(folder, 'cache'), logger });
  const service = createLayersService({
    engines,
    jobs,
    logger,
    clock,
    commands,
    cache,
    fastPath,
    receivedFolder: join(folder, 'received'),
  });
  const procedures = toProcedureMap(createLayersFeature({ engines, jobs, transfers, layers: service }));

  async function call<Output>(name: string, input: object, signal = new AbortController().signal) {
    const procedure = procedures.get(name);
    if (!procedure) throw new Error(`there is no ${name}`);
    return (await procedure(input, { signal })) as Output;
  }

  async function openLocation(location: ImageLocation, fresh = false): Promise<Analysis> {
    const { analysisId } = await call<{ analysisId: string }>('open', { location, fresh });
    let last: Analysis | undefined;
    for await (const analysis of await call<AsyncIterable<Analysis>>('watch', { analysisId }))
      last = analysis;
    if (!last) throw new Error('nothing was said');
    return last;
  }

  async function rowsOf(analysisId: string, spec: Partial<ViewSpec>): Promise<readonly TreeRow[]> {
    const view = await call<ViewState>('openView', { analysisId, spec });
    const page = () => call<{ rows: TreeRow[] }>('rows', { viewId: view.viewId, limit: 1000 });
    for (;;) {
      const { rows } = await page();
      const closed = rows.filter(({ expandable, expanded }) => expandable && !expanded);
      if (closed.length === 0) return rows;
      for (const { node } of closed) await call('expand', { viewId: view.viewId, node, expanded: true });
    }
  }

  return {
    folder,
    service,
    jobs,
    call,
    openLocation,
    openArchive: (image, name = 'image.tar') => {
      const path = join(folder, name);
      writeFileSync(path, Buffer.isBuffer(image) ? image : dockerArchive(image));
      return openLocation({ kind: 'archive', path });
    },
    rowsOf,
    nodeOf: async (analysisId, path, spec = {}) => {
      const found = (await rowsOf(analysisId, spec)).find((row) => row.path === path);
      if (!found) throw new Error(`no ${path}`);
      return found.node;
    },
    fetch: async ({ path }) => {
      const { fileName, body } = await transfers.download(path.replace(/^files\//, ''));
      return { fileName, body: await buffer(body) };
    },
    stop: async () => {
      transfers.dispose();
      await jobs.dispose();
      await service.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
