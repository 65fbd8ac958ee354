import type { JobKind } from '../../../../common/contract/jobs';
import type { JobReference } from '../../../../common/contract/shared';
import { AppError } from '../../../../common/errors';
import type { EngineRequest } from '../../engine/engine-api';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import type { NamedObject } from '../../engine/records/object-resolver';
import type { JobRegistry } from '../../jobs/job-registry';
import { startBulkJob } from '../../jobs/start-bulk-job';

export type ContainerAction =
  | { readonly kind: 'start' | 'pause' | 'unpause' }
  | { readonly kind: 'stop' | 'restart'; readonly timeoutSeconds?: number | undefined }
  | { readonly kind: 'kill'; readonly signal: string }
  | { readonly kind: 'remove'; readonly force: boolean; readonly volumes: boolean };

/** Starting may mount and removing may delete much: longer than the usual 30 s. */
const longWork = 10 * 60_000;

/** Does one action to many containers as one job. */
export function startContainerAction(
  jobs: JobRegistry,
  connection: EngineConnection,
  subjects: readonly NamedObject[],
  action: ContainerAction,
): JobReference {
  const { capabilities } = connection.requireInfo();
  if ((action.kind === 'pause' || action.kind === 'unpause') && !capabilities.pause) {
    throw new AppError('not_implemented', 'this engine has no freezer and cannot pause containers');
  }
  return startBulkJob(jobs, {
    kind: `container.${action.kind}` satisfies JobKind,
    engineId: connection.id,
    subjects,
    action: (subject, signal) => connection.api.send({ ...requestOf(action, subject.id), signal }),
  });
}

function requestOf(action: ContainerAction, id: string): EngineRequest {
  switch (action.kind) {
    case 'start':
    case 'pause':
    case 'unpause':
      return { method: 'POST', path: `${enginePath`/containers/${id}`}/${action.kind}`, timeoutMs: longWork };
    case 'stop':
    case 'restart':
      return {
        method: 'POST',
        path: `${enginePath`/containers/${id}`}/${action.kind}`,
        query: { t: action.timeoutSeconds },
        timeoutMs: stopTimeout(action.timeoutSeconds),
      };
    case 'kill':
      return { method: 'POST', path: enginePath`/containers/${id}/kill`, query: { signal: action.signal } };
    case 'remove':
      return {
        method: 'DELETE',
        path: enginePath`/containers/${id}`,
        query: { force: action.force, v: action.volumes },
        timeoutMs: longWork,
      };
  }
}

/** Without a time of ours the container's own holds, which may be anything: then only cancel ends the wait. */
function stopTimeout(timeoutSeconds: number | undefined): number {
  return timeoutSeconds === undefined ? 0 : timeoutSeconds * 1000 + longWork;
}
