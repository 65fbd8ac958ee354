import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { execProgram, TerminalClosing, TerminalOutcome } from '../../../../common/contract/terminal';
import { enginePath } from '../../engine/engine-path';
import { endLocalProcess } from './end-process';
import { inspectIfThere, type ProgramContext, type RunningProgram, resizeRequest } from './program';
import { createdRecord, execRecord } from './terminal-records';

/**
 * The engine holds back the first key of a detach sequence until the next one comes: with its default (Ctrl+P) a shell's
 * history would lag by a key. This sequence is typed by nobody.
 */
const unusedDetachKeys = 'ctrl-@,ctrl-^,ctrl-@,ctrl-_';

/** The engine may say that a program runs for a moment after its output has ended. */
const settleMs = 2000;

/** Between the end of a program and the engine's word that its container has ended with it. */
const deathMs = 300;

/** Starts a program in the container with a terminal of its own. */
export async function openExec(
  { api, container, size }: ProgramContext,
  { command, user, workingDir, env }: z.output<typeof execProgram>,
): Promise<RunningProgram> {
  const { Id: execId } = await api.json(
    {
      method: 'POST',
      path: enginePath`/containers/${container.Id}/exec`,
      body: {
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: true,
        DetachKeys: unusedDetachKeys,
        Cmd: command,
        Env: ['TERM=xterm-256color', ...(env ?? [])],
        ...(user ? { User: user } : {}),
        ...(workingDir ? { WorkingDir: workingDir } : {}),
      },
    },
    createdRecord,
  );
  const stream = await api.upgrade({
    method: 'POST',
    path: enginePath`/exec/${execId}/start`,
    body: { Detach: false, Tty: true },
  });
  const inspect = () => api.json({ path: enginePath`/exec/${execId}/json` }, execRecord);
  const ended = closeSignal(stream);
  const resize = (next: typeof size) => api.send({ ...resizeRequest('exec', execId, next), signal: ended });
  await firstResize(ended, () => resize(size));

  async function outcome(): Promise<TerminalOutcome> {
    const exec = await settled(inspect).catch(() => undefined);
    let present = await inspectIfThere(api, container.Id);
    // A container that is killed still counts as running when its programs are gone already.
    if (present?.State.Running && exec?.ExitCode !== 0) {
      await sleep(deathMs);
      present = await inspectIfThere(api, container.Id);
    }
    const containerEnded = present?.State.Running !== true;
    const exitCode = exec?.Running === false ? exec.ExitCode : undefined;
    return {
      kind: 'exited',
      containerEnded,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(containerEnded && present?.State.OOMKilled ? { oomKilled: true } : {}),
    };
  }

  async function end(): Promise<TerminalClosing> {
    const { Running, Pid } = await inspect();
    if (!Running) return { process: 'ended' };
    if (Pid !== undefined && (await endLocalProcess(Pid, container.Id))) return { process: 'ended' };
    return { process: 'stays', ...(Pid === undefined ? {} : { pid: Pid }) };
  }

  return { stream, tty: true, acceptsInput: true, resize, outcome, end, dispose: async () => {} };
}

async function settled(
  inspect: () => Promise<z.output<typeof execRecord>>,
): Promise<z.output<typeof execRecord>> {
  const end = Date.now() + settleMs;
  let record = await inspect();
  while (record.Running && Date.now() < end) {
    await sleep(20);
    record = await inspect();
  }
  return record;
}

/**
 * Aborted when the connection closes. For a program that never started, as with a user that does not exist, Docker 20.10
 * holds each call for a size for 10 s.
 */
export function closeSignal(stream: Duplex): AbortSignal {
  const ended = new AbortController();
  stream.once('close', () => ended.abort());
  if (stream.closed) ended.abort();
  return ended.signal;
}

/** As long as opening waits for its first size, in milliseconds: what the engine says must not be held up by it. */
const firstSizeMs = 1000;

/** The terminal is there a moment after the connection; a program that has ended already has none. */
export async function firstResize(ended: AbortSignal, resize: () => Promise<void>): Promise<void> {
  const attempts = async (): Promise<void> => {
    for (const pauseMs of [0, 20, 50, 100, 200]) {
      await sleep(pauseMs);
      if (ended.aborted) return;
      try {
        await resize();
        return;
      } catch {
        // Tried again; the next change of size sets it in any case.
      }
    }
  };
  await Promise.race([attempts(), sleep(firstSizeMs, undefined, { ref: false })]);
}
