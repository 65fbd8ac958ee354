import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { attachProgram, TerminalOutcome } from '../../../../common/contract/terminal';
import { enginePath } from '../../engine/engine-path';
import { inspectIfThere, type ProgramContext, type RunningProgram, resizeRequest } from './program';

/** Podman says that a container runs for a moment after its output has ended. */
const settleMs = [50, 150, 300] as const;

/** Connects to the main process of a running container. Leaving closes the connection and nothing else. */
export async function openAttach(
  { api, container, size }: ProgramContext,
  { stdin, detachKeys }: z.output<typeof attachProgram>,
): Promise<RunningProgram> {
  const acceptsInput = stdin && container.Config.OpenStdin;
  const stream = await api.upgrade({
    method: 'POST',
    path: enginePath`/containers/${container.Id}/attach`,
    query: {
      stream: true,
      stdin: acceptsInput,
      stdout: true,
      stderr: true,
      ...(detachKeys ? { detachKeys } : {}),
    },
  });
  const tty = container.Config.Tty;
  const resize = async (next: typeof size): Promise<void> => {
    if (tty) await api.send(resizeRequest('containers', container.Id, next));
  };
  // A size that differs by a row first: a program that draws its screen does so again for the new client.
  await resize({ ...size, rows: Math.max(1, size.rows - 1) }).catch(() => {});
  await resize(size).catch(() => {});
  return {
    stream,
    tty,
    acceptsInput,
    inputEnds: acceptsInput && !tty && container.Config.StdinOnce,
    resize,
    outcome: () => containerOutcome(api, container.Id),
    end: async () => ({ process: 'detached' }),
    dispose: async () => {},
  };
}

async function containerOutcome(api: ProgramContext['api'], id: string): Promise<TerminalOutcome> {
  let present = await inspectIfThere(api, id);
  for (const pauseMs of settleMs) {
    if (!present?.State.Running) break;
    await sleep(pauseMs);
    present = await inspectIfThere(api, id);
  }
  if (present?.State.Running) return { kind: 'detached' };
  const { ExitCode, OOMKilled } = present?.State ?? {};
  return {
    kind: 'exited',
    containerEnded: true,
    ...(ExitCode === undefined ? {} : { exitCode: ExitCode }),
    ...(OOMKilled ? { oomKilled: true } : {}),
  };
}
