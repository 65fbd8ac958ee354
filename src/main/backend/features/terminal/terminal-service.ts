import { randomBytes } from 'node:crypto';
import type {
  TerminalClosing,
  TerminalProgram,
  TerminalSession,
  TerminalSize,
  TerminalTarget,
} from '../../../../common/contract/terminal';
import { AppError } from '../../../../common/errors';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { Clock, Logger } from '../../platform/platform';
import { findShells } from './find-shells';
import { HelperKeepers } from './helper-keeper';
import { LiveSession } from './live-session';
import { openAttach } from './open-attach';
import { openDebug } from './open-debug';
import { openExec } from './open-exec';
import { inspectForTerminal, type ProgramContext, type RunningProgram } from './program';

export interface TerminalServiceOptions {
  readonly engines: EngineRegistry;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface ContainerScope {
  readonly engineId: string;
  readonly id: string;
}

/** More are forgotten tabs. */
const maxSessions = 50;

/** The terminals that are open. They live as long as Estiba and their engine's connection do, watched or not. */
export class TerminalService {
  readonly #options: TerminalServiceOptions;
  readonly #helpers: HelperKeepers;
  readonly #sessions = new Map<string, LiveSession>();

  constructor(options: TerminalServiceOptions) {
    this.#options = options;
    this.#helpers = new HelperKeepers(options.engines, options.logger);
  }

  async target({ engineId, id }: ContainerScope, signal: AbortSignal | undefined): Promise<TerminalTarget> {
    const { api } = this.#options.engines.get(engineId);
    const container = await inspectForTerminal(api, id, signal);
    const { shells, lookedIn } = await findShells(api, container.Id, container.Config.Env, signal);
    const { Tty, OpenStdin, StdinOnce, User, WorkingDir, Entrypoint, Cmd } = container.Config;
    return {
      running: container.State.Running,
      paused: container.State.Paused,
      shells: [...shells],
      lookedIn: [...lookedIn],
      main: { tty: Tty, openStdin: OpenStdin, stdinOnce: StdinOnce, command: [...Entrypoint, ...Cmd] },
      ...(User === undefined ? {} : { user: User }),
      ...(WorkingDir === undefined ? {} : { workingDir: WorkingDir }),
    };
  }

  async open(
    { engineId, id }: ContainerScope,
    program: TerminalProgram,
    size: TerminalSize,
  ): Promise<TerminalSession> {
    if (this.#sessions.size >= maxSessions) {
      throw new AppError('resource_exhausted', `There are ${maxSessions} terminals open.`, {
        details: { limit: maxSessions },
      });
    }
    const { api } = this.#options.engines.get(engineId);
    const container = await inspectForTerminal(api, id);
    if (!container.State.Running || container.State.Paused) {
      throw new AppError('failed_precondition', 'The container does not run.');
    }
    const running = await this.#start(engineId, { api, container, size }, program);
    const live = new LiveSession(
      {
        id: randomBytes(12).toString('hex'),
        engineId,
        containerId: container.Id,
        number: this.#freeNumber(engineId, container.Id),
        program,
        tty: running.tty,
        ...(running.inputEnds ? { inputEnds: true as const } : {}),
        startedAt: this.#options.clock.now(),
        ...(running.helper ? { helper: running.helper } : {}),
      },
      running,
      () => this.#options.clock.now(),
    );
    this.#sessions.set(live.session.id, live);
    return live.session;
  }

  /** @param id the container's full id or its name as the page has it */
  list({ engineId, id }: ContainerScope): TerminalSession[] {
    return [...this.#sessions.values()]
      .map(({ session }) => session)
      .filter((session) => session.engineId === engineId && session.containerId === id)
      .sort((left, right) => left.startedAt - right.startedAt || left.number - right.number);
  }

  /** @throws AppError not_found */
  get(sessionId: string): LiveSession {
    const live = this.#sessions.get(sessionId);
    if (!live) throw new AppError('not_found', 'This terminal is not open any more.');
    return live;
  }

  async close(sessionId: string): Promise<TerminalClosing> {
    const live = this.get(sessionId);
    this.#sessions.delete(sessionId);
    return await live.close();
  }

  /** Ends all programs that can be ended and removes all helpers. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((sessionId) => this.close(sessionId)));
    await this.#helpers.dispose();
  }

  #start(engineId: string, context: ProgramContext, program: TerminalProgram): Promise<RunningProgram> {
    switch (program.kind) {
      case 'exec':
        return openExec(context, program);
      case 'attach':
        return openAttach(context, program);
      case 'debug':
        return openDebug(context, program.image, this.#helpers.of(engineId));
    }
  }

  #freeNumber(engineId: string, id: string): number {
    const taken = new Set(this.list({ engineId, id }).map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number++;
    return number;
  }
}
