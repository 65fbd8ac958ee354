import type { RunSpec } from '../../../common/contract/run-spec';
import { AppError } from '../../../common/errors';
import { replacesLabel } from '../../../common/run-label';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import type { JobContext } from '../jobs/job-registry';
import {
  makeContainer,
  removeContainer,
  renameContainer,
  startContainer,
  stopContainer,
} from './make-container';
import { type RunInspectRecord, runInspect } from './run-records';

/** The container as it is, and the engine's answer. @throws AppError not_found */
export async function inspectForRun(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<{ readonly record: RunInspectRecord; readonly raw: RawContainer }> {
  const { record, raw } = await api.json({ path: enginePath`/containers/${id}/json`, signal }, runInspect);
  // The record was read from the same answer, so both parts are objects.
  return { record, raw: raw as RawContainer };
}

export interface RawContainer {
  readonly Config: Readonly<Record<string, unknown>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

export interface RecreateOptions {
  /** Runs when the old container has stopped and before the new one is made; when it fails all is as before. */
  readonly prepare?: (old: RunInspectRecord) => Promise<void>;
}

/**
 * Puts a container made from a spec in the place of another one, which is kept, stopped, under another name. When
 * anything fails, or the job is canceled, the old one has its name back and runs if it ran.
 * @returns the new one's id
 */
export async function recreateContainer(
  api: EngineApi,
  id: string,
  spec: RunSpec,
  context: JobContext,
  { prepare }: RecreateOptions = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const { record: old, raw } = await inspectForRun(api, id, context.signal);
  const { AutoRemove: autoRemove } = old.HostConfig;
  if (autoRemove && old.State.Running) {
    throw new AppError('failed_precondition', 'the container removes itself when it is stopped', {
      details: { reason: 'auto_remove' },
    });
  }
  const kept = `${old.Name}-before-${old.Id.slice(0, 6)}`;
  const named = { ...spec, name: spec.name ?? old.Name };
  const labelled = { ...named, labels: { ...named.labels, [replacesLabel]: old.Id } };
  context.progress({ kind: 'step', text: 'stop' });
  try {
    if (old.State.Running) await stopContainer(api, old.Id, context.signal);
    await prepare?.(old);
    await renameContainer(api, old.Id, kept);
    const start = old.State.Running;
    const made = await makeContainer({ api, spec: labelled, base: raw, start }, context);
    return { id: made, name: named.name };
  } catch (thrown) {
    await restore(api, old, context);
    throw thrown;
  }
}

/** Also after a cancel: its signal must not stop this. */
async function restore(api: EngineApi, old: RunInspectRecord, context: JobContext): Promise<void> {
  context.progress({ kind: 'step', text: 'restore' });
  const steps = [
    () => renameIfNeeded(api, old.Id, old.Name),
    ...(old.State.Running ? [() => startContainer(api, old.Id)] : []),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (thrown) {
      context.log(`the container before cannot be put back: ${String(thrown)}`);
    }
  }
}

async function renameIfNeeded(api: EngineApi, id: string, name: string): Promise<void> {
  const { record } = await inspectForRun(api, id);
  if (record.Name !== name) await renameContainer(api, id, name);
}

/** Undoes `recreateContainer`. The old one starts when the new one runs. */
export async function putBack(
  api: EngineApi,
  id: string,
  context: JobContext,
): Promise<{ readonly id: string; readonly name: string }> {
  const { record } = await inspectForRun(api, id, context.signal);
  const oldId = record.Config.Labels[replacesLabel];
  if (!oldId)
    throw new AppError('failed_precondition', 'the container did not take the place of another one');
  const { record: old } = await inspectForRun(api, oldId, context.signal);
  context.progress({ kind: 'step', text: 'stop' });
  if (record.State.Running) await stopContainer(api, record.Id, context.signal);
  await removeContainer(api, record.Id);
  await renameContainer(api, old.Id, record.Name);
  if (record.State.Running) await startContainer(api, old.Id);
  return { id: old.Id, name: record.Name };
}
