import { AppError } from '../../../../common/errors';
import type { SendableSignal } from '../../../../common/security/signals';
import { enginePath } from '../../engine/engine-path';
import { errnoOf } from '../../platform/files';
import { viewContainer } from '../../proc/local-container';
import { isSameProcess, type SecurityTarget } from './process-security';

export interface SignalOrder {
  readonly process: { readonly pid: number; readonly startTicks?: number | undefined };
  readonly signal: SendableSignal;
}

/** Default: process.kill. */
export type Kill = (pid: number, signal: `SIG${SendableSignal}`) => void;

/** @throws AppError as the contract says */
export async function sendSignal(
  target: SecurityTarget,
  { process: wanted, signal }: SignalOrder,
  kill: Kill = (pid, name) => process.kill(pid, name),
): Promise<{ by: 'kernel' | 'engine' }> {
  const { connection, view, id } = target;
  const container = await viewContainer(connection, view, id, target.signal);
  if (container.kind === 'stopped') throw new AppError('not_found', 'The process has ended.');
  if (container.kind === 'elsewhere') {
    // Podman's top numbers processes as they are inside.
    if (wanted.pid !== container.pid && wanted.pid !== 1)
      throw new AppError(
        'failed_precondition',
        'Only the first process of a container can be reached through its engine.',
      );
    return byEngine();
  }
  const { files, location } = container;
  const { pid, startTicks } = wanted;
  if (startTicks === undefined || !isSameProcess(files, location, { pid, startTicks }))
    throw new AppError('not_found', 'The process has ended.');
  if (pid === location.pid) return byEngine();
  // Nothing waits between the look and the signal, so that the pid cannot come to name another in between but by the
  // end of the process and 32,768 new ones (pid_max) within microseconds.
  try {
    kill(pid, `SIG${signal}`);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ESRCH') throw new AppError('not_found', 'The process has ended.');
    if (code === 'EPERM')
      throw new AppError('permission_denied', 'Estiba’s user may not signal this process.');
    throw error;
  }
  return { by: 'kernel' };

  async function byEngine(): Promise<{ by: 'engine' }> {
    await connection.api.send({
      method: 'POST',
      path: enginePath`/containers/${container.id}/kill`,
      query: { signal: `SIG${signal}` },
      signal: target.signal,
    });
    return { by: 'engine' };
  }
}
