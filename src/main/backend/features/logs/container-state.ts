import { z } from 'zod';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { flag, optionalNumber } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as its log needs it. */
const record = z.object({
  Id: z.string().min(1),
  State: z.object({
    Running: flag,
    Status: z.string().default(''),
    ExitCode: optionalNumber,
  }),
});

export interface LoggedContainer {
  readonly id: string;
  readonly running: boolean;
  readonly neverStarted: boolean;
  readonly exitCode: number | undefined;
}

/** @throws AppError not_found, unavailable */
export async function inspectLogged(
  connection: EngineConnection,
  id: string,
  signal: AbortSignal,
): Promise<LoggedContainer> {
  const { Id, State } = await connection.api.json(
    { path: enginePath`/containers/${id}/json`, signal },
    record,
  );
  return {
    id: Id,
    running: State.Running,
    neverStarted: State.Status === 'created' || State.Status === 'configured',
    exitCode: State.ExitCode,
  };
}
