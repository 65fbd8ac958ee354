import type { ManagedEngineStatus } from '../../../../common/contract/engines';
import { AppError } from '../../../../common/errors';
import type { Platform, RunningCommand } from '../../platform/platform';
import { type Machine, machineOf } from '../discovery/machine';
import { isAlive } from './alive';
import { findDaemon } from './daemon-process';
import { startDaemon } from './daemon-start';
import { stopDaemon } from './daemon-stop';
import { findInstaller, installCommandFor } from './install-command';
import { managedHostOf, managedPathsOf } from './managed-paths';

export interface ManagedWork {
  readonly signal: AbortSignal;
  /** Tells a line of what is being done. */
  readonly log: (text: string) => void;
}

/**
 * Estiba's own Docker Engine, for a machine that has none: a dockerd with everything below Estiba's folders. It goes on
 * running when Estiba ends and is adopted at the next start.
 */
export interface ManagedEngine {
  readonly host: string;
  status(): Promise<ManagedEngineStatus>;
  /**
   * Makes sure that it runs and answers; adopts one that does. Rejects with `failed_precondition` where it cannot run
   * (details.command may say what to do first) and with `unavailable` and dockerd's last words when it did not start.
   */
  start(work: ManagedWork): Promise<void>;
  /** Ends it with all its containers; images, containers and volumes are kept. */
  stop(work: ManagedWork): Promise<void>;
  /** Installs the system's engine package. Rejects with `failed_precondition` unless `canInstall`. */
  install(work: ManagedWork): Promise<void>;
}

export function createManagedEngine(options: { readonly platform: Platform }): ManagedEngine {
  return new DockerdEngine(options.platform);
}

class DockerdEngine implements ManagedEngine {
  readonly host: string;
  readonly #platform: Platform;
  readonly #machine: Machine;
  /** Starts and stops one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #isStarting = false;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.host = managedHostOf(platform);
    this.#machine = machineOf(platform, this.host);
  }

  async status(): Promise<ManagedEngineStatus> {
    const { commands } = this.#platform;
    const paths = managedPathsOf(this.#platform);
    const dockerdPath = await commands.find('dockerd');
    const installCommand = await installCommandFor(this.#machine, commands);
    const reason = this.#unsupported();
    const pid = reason === undefined ? await findDaemon(paths) : undefined;
    const isRunning = pid !== undefined && (await isAlive(paths.socket, 2000));
    return {
      state: stateOf({ reason, dockerdPath, isStarting: this.#isStarting, isRunning }),
      ...(reason === undefined ? {} : { reason }),
      ...(dockerdPath === undefined ? {} : { dockerdPath }),
      ...(pid === undefined ? {} : { pid }),
      host: this.host,
      dataRoot: paths.dataRoot,
      ...(installCommand === undefined ? {} : { installCommand }),
      canInstall: await this.#canInstall(),
    };
  }

  start(work: ManagedWork): Promise<void> {
    return this.#enqueue(async () => {
      this.#isStarting = true;
      try {
        await this.#start(work);
      } finally {
        this.#isStarting = false;
      }
    });
  }

  stop(work: ManagedWork): Promise<void> {
    return this.#enqueue(() => stopDaemon(this.#platform, work.log));
  }

  async install(work: ManagedWork): Promise<void> {
    const installer =
      (await this.#canInstall()) && (await findInstaller(this.#machine, this.#platform.commands));
    if (!installer) throw await this.#mustBeInstalled();
    // Lists may be missing, above all in container images; old ones still do, so a failure is not the end.
    await this.#apt(['update'], work).catch((error: unknown) => work.log(String(error)));
    await this.#apt(installer.args, work);
  }

  async #start(work: ManagedWork): Promise<void> {
    const reason = this.#unsupported();
    if (reason !== undefined) throw new AppError('failed_precondition', reason);
    const { commands } = this.#platform;
    if (!(await commands.find('dockerd')) || !(await commands.find('ip')))
      throw await this.#mustBeInstalled();
    await startDaemon(this.#platform, work);
  }

  #unsupported(): string | undefined {
    if (this.#machine.os !== 'linux') return 'Estiba runs an engine of its own only on Linux.';
    if (this.#machine.uid !== 0)
      return 'Only root can run an engine of its own; install one for this machine.';
    return undefined;
  }

  async #canInstall(): Promise<boolean> {
    if (this.#machine.os !== 'linux' || this.#machine.uid !== 0) return false;
    return (await this.#platform.commands.find('apt-get')) !== undefined;
  }

  async #mustBeInstalled(): Promise<AppError> {
    const command = await installCommandFor(this.#machine, this.#platform.commands);
    const how = command === undefined ? 'Install Docker Engine first.' : `Install it with: ${command}`;
    return new AppError('failed_precondition', `There is no engine on this machine. ${how}`, {
      details: command === undefined ? undefined : { command },
    });
  }

  async #apt(args: readonly string[], { signal, log }: ManagedWork): Promise<void> {
    log(`apt-get ${args.join(' ')}`);
    const run = this.#platform.commands.spawn('apt-get', args, {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    const stop = (): void => run.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const { exitCode } = await followOutput(run, log).finally(() =>
      signal.removeEventListener('abort', stop),
    );
    if (signal.aborted) throw new AppError('canceled', 'The installation was canceled.');
    if (exitCode !== 0)
      throw new AppError('failed_precondition', `apt-get ${args[0]} ended with ${exitCode}`);
  }

  #enqueue<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function stateOf(facts: {
  readonly reason: string | undefined;
  readonly dockerdPath: string | undefined;
  readonly isStarting: boolean;
  readonly isRunning: boolean;
}): ManagedEngineStatus['state'] {
  if (facts.reason !== undefined) return 'unsupported';
  if (facts.isRunning) return 'running';
  if (facts.isStarting) return 'starting';
  return facts.dockerdPath === undefined ? 'not_installed' : 'stopped';
}

/** Hands on each line as it is complete. */
async function followOutput(
  run: RunningCommand,
  log: (text: string) => void,
): Promise<Awaited<RunningCommand['exited']>> {
  const follow = async (stream: RunningCommand['stdout']): Promise<void> => {
    let rest = '';
    stream.setEncoding('utf8');
    for await (const text of stream) {
      const lines = (rest + String(text)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') log(line);
    }
    if (rest.trim() !== '') log(rest);
  };
  const [exit] = await Promise.all([run.exited, follow(run.stdout), follow(run.stderr)]);
  return exit;
}
