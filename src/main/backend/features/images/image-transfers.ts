import { createGzip } from 'node:zlib';
import { z } from 'zod';
import type { TransferTicket } from '../../../../common/contract/shared';
import { AppError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import { jsonLines } from '../../engine/json-lines';
import { startDownloadJob, startUploadJob, type TransferDeps } from '../../transfers/transfer-job';
import { tagImage, tagQuery } from './image-actions';
import { type ImageTarget, shortId } from './image-targets';

export interface SaveOptions {
  readonly compress: boolean;
}

/**
 * A `docker save` archive of the images. An id stands for all its tags, so that they are in the archive. The size is
 * unknown beforehand: the engine writes the archive while it is read, after a pause in which it gathers the layers.
 */
export function startImageSave(
  deps: TransferDeps,
  connection: EngineConnection,
  targets: readonly ImageTarget[],
  { compress }: SaveOptions,
): TransferTicket {
  connection.requireInfo();
  const names = [...new Set(targets.flatMap(archiveNames))];
  return startDownloadJob(deps, {
    kind: 'image.save',
    engineId: connection.id,
    subjects: targets.map(({ id, name }) => ({ id, name })),
    open: async ({ signal }) => ({
      fileName: archiveFileName(targets, compress),
      contentType: compress ? 'application/gzip' : 'application/x-tar',
      body: await connection.api.read({ path: '/images/get', query: { names }, signal, timeoutMs: 0 }),
      encode: compress ? createGzip() : undefined,
    }),
  });
}

function archiveNames({ id, image }: ImageTarget): readonly string[] {
  return image && image.id === id && image.tags.length > 0 ? image.tags : [id];
}

/** `team-app-1.2.tar` for one image, `images-3.tar` for several. Only harmless characters. */
export function archiveFileName(
  targets: readonly Pick<ImageTarget, 'id' | 'name'>[],
  compress: boolean,
): string {
  const [only, second] = targets;
  const base = only && !second ? only.name.replace(/^sha256:/, '') : `images-${targets.length}`;
  const safe = base
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  return `${safe || shortId(only?.id ?? 'image')}${compress ? '.tar.gz' : '.tar'}`;
}

export interface LoadOptions {
  readonly fileName: string;
  readonly sizeBytes?: number | undefined;
}

/** Brings in a `docker save` archive. The job's result names what was loaded. */
export function startImageLoad(
  deps: TransferDeps,
  connection: EngineConnection,
  { fileName, sizeBytes }: LoadOptions,
): TransferTicket {
  connection.requireInfo();
  return startUploadJob(deps, {
    kind: 'image.load',
    engineId: connection.id,
    subjects: [{ id: fileName, name: fileName }],
    sizeBytes,
    accept: async (body, { signal, log }) => {
      const answer = await connection.api.write(
        {
          method: 'POST',
          path: '/images/load',
          query: { quiet: true },
          headers: { 'content-type': 'application/x-tar' },
          signal,
          timeoutMs: 0,
        },
        body,
      );
      const references: string[] = [];
      for await (const { value } of jsonLines(answer)) {
        const text = streamText(value);
        if (text) log(text);
        references.push(...loadedReferences(text));
      }
      return { kind: 'references', references };
    },
  });
}

const streamLine = z.object({ stream: z.string().optional(), status: z.string().optional() });

function streamText(value: unknown): string {
  const line = streamLine.safeParse(value);
  return line.success ? (line.data.stream ?? line.data.status ?? '').trim() : '';
}

/** `Loaded image: bb:1`, `Loaded image ID: sha256:..`, podman: `Loaded image(s): a,b`. */
export function loadedReferences(text: string): readonly string[] {
  const names = /^Loaded image(?:\(s\)| ID)?: (.+)$/.exec(text)?.[1];
  return names ? names.split(',').map((name) => name.trim()) : [];
}

export interface ImportOptions extends LoadOptions {
  readonly reference?: string | undefined;
  readonly message?: string | undefined;
  readonly changes: readonly string[];
}

/** Makes an image of one layer from a root file system. Engines that ignore the reference get it afterwards. */
export function startImageImport(
  deps: TransferDeps,
  connection: EngineConnection,
  { fileName, sizeBytes, reference, message, changes }: ImportOptions,
): TransferTicket {
  const { capabilities } = connection.requireInfo();
  const name = reference ? tagQuery(reference) : undefined;
  return startUploadJob(deps, {
    kind: 'image.import',
    engineId: connection.id,
    subjects: [{ id: fileName, name: reference ?? fileName }],
    sizeBytes,
    accept: async (body, { signal, log }) => {
      const answer = await connection.api.write(
        {
          method: 'POST',
          path: '/images/create',
          query: { fromSrc: '-', message, changes, ...(capabilities.importReference ? name : {}) },
          headers: { 'content-type': 'application/x-tar' },
          signal,
          timeoutMs: 0,
        },
        body,
      );
      let id: string | undefined;
      for await (const { value } of jsonLines(answer)) {
        const text = streamText(value);
        if (text) log(text);
        id = importedId(text) ?? id;
      }
      if (id === undefined) throw new AppError('data_loss', 'the engine did not say which image it made');
      if (reference && !capabilities.importReference) await tagImage(connection.api, id, reference, signal);
      return { kind: 'references', references: [name ? `${name.repo}:${name.tag}` : id] };
    },
  });
}

/** Docker's status line is the id; podman's may lack the algorithm. */
function importedId(text: string): string | undefined {
  return /(?:^|[\s:])((?:sha256:)?[0-9a-f]{64})$/.exec(text)?.[1];
}
