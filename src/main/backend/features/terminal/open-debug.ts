import { randomBytes } from 'node:crypto';
import { AppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { helperLabels } from '../../layers/source/helper-container';
import { innerPid } from './end-process';
import { findShells } from './find-shells';
import { closeSignal, firstResize } from './open-exec';
import {
  inspectForTerminal,
  inspectIfThere,
  type ProgramContext,
  type RunningProgram,
  resizeRequest,
} from './program';
import { createdRecord, type TerminalContainerRecord } from './terminal-records';

/** Takes care that a helper is removed, also when its engine is away for a while. */
export interface HelperKeeper {
  add(id: string): void;
  remove(id: string): Promise<void>;
}

/** These run `-c` with the same meaning of `$0`. */
const plainShells = ['bash', 'ash', 'sh', 'dash', 'ksh', 'mksh', 'zsh'];

/**
 * A shell of another image beside a container without one: a helper container in its process and network namespaces.
 * @throws AppError failed_precondition with details.reason `no_shell` when the image has none either
 */
export async function openDebug(
  { api, container, size }: ProgramContext,
  image: string,
  keeper: HelperKeeper,
): Promise<RunningProgram> {
  const shell = await shellOfImage(api, image, keeper);
  const targetRoot = await rootSeenFrom(container);
  const name = `estiba-debug-${randomBytes(6).toString('hex')}`;
  const { Id: id } = await api.json(
    createRequest(name, helperBody(image, shell, container, targetRoot)),
    createdRecord,
  );
  keeper.add(id);
  try {
    const stream = await api.upgrade({
      method: 'POST',
      path: enginePath`/containers/${id}/attach`,
      query: {
        stream: true,
        stdin: true,
        stdout: true,
        stderr: true,
        detachKeys: 'ctrl-@,ctrl-^,ctrl-@,ctrl-_',
      },
    });
    await api.send({ method: 'POST', path: enginePath`/containers/${id}/start` });
    const ended = closeSignal(stream);
    const resize = (next: typeof size) =>
      api.send({ ...resizeRequest('containers', id, next), signal: ended });
    await firstResize(ended, () => resize(size));
    return {
      stream,
      tty: true,
      acceptsInput: true,
      helper: { id, name, shell: shell.join(' '), ...(targetRoot === undefined ? {} : { targetRoot }) },
      resize,
      outcome: async () => {
        const [helper, target] = await Promise.all([
          inspectIfThere(api, id),
          inspectIfThere(api, container.Id),
        ]);
        const exitCode = helper?.State.ExitCode;
        return {
          kind: 'exited',
          containerEnded: target?.State.Running !== true,
          ...(exitCode === undefined ? {} : { exitCode }),
        };
      },
      end: async () => ({ process: 'ended' }),
      dispose: () => keeper.remove(id),
    };
  } catch (thrown) {
    await keeper.remove(id);
    throw thrown;
  }
}

/** By a container of the image that is never started. */
async function shellOfImage(api: EngineApi, image: string, keeper: HelperKeeper): Promise<readonly string[]> {
  const name = `estiba-debug-${randomBytes(6).toString('hex')}`;
  // Never run, but an engine wants a command.
  const body = { Image: image, Cmd: ['estiba'], Labels: helperLabels('terminal'), NetworkDisabled: true };
  const { Id: id } = await api.json(createRequest(name, body), createdRecord);
  keeper.add(id);
  try {
    const { Config } = await inspectForTerminal(api, id);
    const { shells } = await findShells(api, id, Config.Env);
    const plain = shells.find((shell) => plainShells.includes(shell.name));
    if (plain) return plain.command;
  } finally {
    await keeper.remove(id);
  }
  throw new AppError('failed_precondition', `The image ${image} has no shell.`, {
    details: { reason: 'no_shell' },
  });
}

function createRequest(name: string, body: object) {
  return { method: 'POST', path: '/containers/create', query: { name }, body } as const;
}

function helperBody(
  image: string,
  shell: readonly string[],
  container: TerminalContainerRecord,
  targetRoot: string | undefined,
): object {
  const view = `container:${container.Id}`;
  const start = targetRoot === undefined ? 'cd /proc' : `cd ${targetRoot}`;
  return {
    Image: image,
    Entrypoint: shell,
    Cmd: ['-c', `${start}; exec "$@"`, 'estiba', ...shell],
    User: '0:0',
    Tty: true,
    OpenStdin: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Env: ['TERM=xterm-256color', ...promptOf(shell)],
    Labels: helperLabels('terminal'),
    HostConfig: {
      PidMode: isHostPid(container) ? 'host' : view,
      NetworkMode: view,
      // /proc/<pid>/root of a process with more rights is closed without it.
      CapAdd: ['SYS_PTRACE'],
    },
  };
}

/**
 * The folder of a container that was entered by /proc has no name in the helper's own tree: busybox asks for it with each
 * prompt and complains. The shell's own word is right; zsh would not read it from a prompt.
 */
function promptOf(shell: readonly string[]): readonly string[] {
  return shell.some((word) => word.endsWith('zsh')) ? [] : ['PS1=$PWD # '];
}

function isHostPid({ HostConfig }: TerminalContainerRecord): boolean {
  return HostConfig.PidMode === 'host';
}

/** In a process namespace of its own the main process is number 1; in a shared one the kernel must be asked. */
async function rootSeenFrom(container: TerminalContainerRecord): Promise<string | undefined> {
  const { Pid } = container.State;
  const mode = container.HostConfig.PidMode ?? '';
  if (mode === '' || mode === 'private') return '/proc/1/root';
  if (Pid === undefined) return undefined;
  if (isHostPid(container)) return `/proc/${Pid}/root`;
  const inner = await innerPid(Pid, container.Id);
  return inner === undefined ? undefined : `/proc/${inner}/root`;
}
