import { AppError } from '../../../common/errors';
import type { EngineConnection } from '../engine/engine-connection';

/** Podman's compatible archive does not carry the owners of files. @throws AppError not_implemented */
export function requireArchiveOwners(connection: EngineConnection): void {
  if (connection.requireInfo().product !== 'podman') return;
  throw new AppError('not_implemented', 'Podman’s archive does not carry the owners of files');
}
