import { z } from 'zod';
import type { movedData } from '../../../../common/contract/changes';
import type { JobSubject } from '../../../../common/contract/jobs';
import { runSpec } from '../../../../common/contract/run-spec';
import { AppError, isAppError } from '../../../../common/errors';
import { movedFromLabel, movedVolumeLabel, replacesLabel } from '../../../../common/run-label';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import type { JobContext } from '../../jobs/job-registry';
import { imageDefaultsOf } from '../../recreate/image-defaults';
import { toSpec } from '../../recreate/inspect-to-spec';
import { removeContainer } from '../../recreate/make-container';
import { inspectForRun, putBack, recreateContainer } from '../../recreate/recreate';
import type { RunInspectRecord } from '../../recreate/run-records';
import { openArchive, putArchive } from '../../writable/archive-files';
import { statPath } from '../../writable/archive-stat';
import { withHelper } from '../../writable/helper';

export interface Move {
  readonly id: string;
  /** Absolute, in the container. */
  readonly path: string;
  readonly volume: string;
}

/** Where the volume is in the helper: a path that no image has, so that the engine fills nothing in. */
const helperFolder = '/estiba-volume';
const anything = z.unknown();

/** See `changes.moveToVolume`. When it fails or is canceled, everything is as it was and the volume is gone. */
export async function moveToVolume(api: EngineApi, move: Move, context: JobContext): Promise<JobSubject> {
  const { record } = await inspectForRun(api, move.id, context.signal);
  const path = move.path.replace(/\/+$/, '');
  checkMove(record, path);
  const { kind } = await statPath(api, record.Id, path, context.signal);
  if (kind !== 'directory') throw new AppError('failed_precondition', `${path} is no folder`);
  await createVolume(api, move.volume, record.Id, context);
  try {
    const spec = runSpec.parse(toSpec(record, await imageDefaultsOf(api, record.Image, context.signal)));
    const mount = { kind: 'volume', source: move.volume, target: path, readOnly: false } as const;
    const labels = { ...spec.labels, [movedVolumeLabel]: move.volume };
    const changed = { ...spec, mounts: [...spec.mounts, mount], labels };
    const prepare = (old: RunInspectRecord): Promise<void> =>
      copyFolder(api, old, path, move.volume, context);
    return await recreateContainer(api, record.Id, changed, context, { prepare });
  } catch (thrown) {
    await removeVolume(api, move.volume).catch((error: unknown) =>
      context.log(`the volume ${move.volume} cannot be removed: ${String(error)}`),
    );
    throw thrown;
  }
}

/** @throws AppError failed_precondition */
export function checkMove(
  record: Pick<RunInspectRecord, 'Mounts' | 'HostConfig' | 'State'>,
  path: string,
): void {
  const refuse = (reason: string, words: string): never => {
    throw new AppError('failed_precondition', words, { details: { reason, path } });
  };
  const parts = path.split('/').slice(1);
  const isOdd = parts.length === 0 || parts.some((part) => part === '' || part === '.' || part === '..');
  if (isOdd || path.includes(':')) refuse('path', `${path} cannot be a volume`);
  if (record.HostConfig.AutoRemove && record.State.Running)
    refuse('auto_remove', 'the container removes itself when it is stopped');
  for (const { Destination: mount } of record.Mounts) {
    const at = mount.replace(/\/+$/, '');
    if (at === path || at.startsWith(`${path}/`) || path.startsWith(`${at}/`))
      refuse('mounted', `${mount} is a mount already`);
  }
}

async function createVolume(api: EngineApi, name: string, from: string, context: JobContext): Promise<void> {
  // Creating one that is there already succeeds, and its data would be mixed with ours.
  const isThere = await api
    .json({ path: enginePath`/volumes/${name}`, signal: context.signal }, anything)
    .then(
      () => true,
      (thrown: unknown) => {
        if (isAppError(thrown) && thrown.code === 'not_found') return false;
        throw thrown;
      },
    );
  if (isThere)
    throw new AppError('already_exists', `there is a volume ${name}`, { details: { volume: name } });
  context.progress({ kind: 'step', text: 'volume' });
  const body = { Name: name, Labels: { [movedFromLabel]: from } };
  await api.json({ method: 'POST', path: '/volumes/create', body, signal: context.signal }, anything);
}

/** Engine to engine: nothing is written on this machine. The root of the archive gives the volume its owner and mode. */
async function copyFolder(
  api: EngineApi,
  old: RunInspectRecord,
  path: string,
  volume: string,
  context: JobContext,
): Promise<void> {
  const { signal } = context;
  let bytes = 0;
  await withHelper(api, { image: old.Image, binds: [`${volume}:${helperFolder}`] }, async (helper) => {
    const archive = await openArchive(api, old.Id, `${path}/.`, signal);
    archive.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      context.progress({ kind: 'bytes', done: bytes });
    });
    // Attaching a listener set it flowing; the request takes the bytes from here on.
    archive.pause();
    await putArchive(api, helper, helperFolder, archive, signal);
  });
  context.log(`${bytes} bytes of archive copied into ${volume}`);
}

function removeVolume(api: EngineApi, name: string): Promise<void> {
  return api.send({ method: 'DELETE', path: enginePath`/volumes/${name}` });
}

/** What of a move is still to be confirmed. */
export async function movedDataOf(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<z.output<typeof movedData> | undefined> {
  const { record } = await inspectForRun(api, id, signal);
  const { [movedVolumeLabel]: volume, [replacesLabel]: oldId } = record.Config.Labels;
  if (!volume || !oldId) return undefined;
  try {
    const { record: old } = await inspectForRun(api, oldId, signal);
    return { volume, oldId, oldName: old.Name };
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}

async function requireMoved(api: EngineApi, id: string, signal: AbortSignal) {
  const moved = await movedDataOf(api, id, signal);
  if (!moved) throw new AppError('failed_precondition', 'there is no move to a volume to undo or confirm');
  return moved;
}

/** The volume goes only when it was made by the move. */
export async function undoMove(api: EngineApi, id: string, context: JobContext): Promise<JobSubject> {
  const { volume, oldId } = await requireMoved(api, id, context.signal);
  const back = await putBack(api, id, context);
  const record = await api.json({ path: enginePath`/volumes/${volume}` }, volumeRecord);
  if (record.Labels[movedFromLabel] === oldId) await removeVolume(api, volume);
  return back;
}

const volumeRecord = z.object({
  Labels: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
});

export async function confirmMove(api: EngineApi, id: string, context: JobContext): Promise<JobSubject> {
  const { oldId, oldName } = await requireMoved(api, id, context.signal);
  await removeContainer(api, oldId);
  return { id: oldId, name: oldName };
}
