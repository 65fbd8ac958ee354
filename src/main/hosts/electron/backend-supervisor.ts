import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { BackendPortMessage } from './transfer-relay';

export interface BackendSupervisor {
  /** The near end of a new channel to the back end. */
  open(message: BackendPortMessage): MessagePortMain;
  /** Gives `port` to the back end: how a window is connected without the bytes passing through this process. */
  handOver(message: BackendPortMessage, port: MessagePortMain): void;
  /** Asks the back end to end, and ends it after 5 s. */
  dispose(): Promise<void>;
}

export interface SupervisorOptions {
  /** The bundle of backend-process.ts. */
  readonly entry: string;
  /** What it is told at its start, as JSON. */
  readonly argument: unknown;
  /** The process ended by itself; windows must connect anew. It has been started again. */
  readonly onRestart: () => void;
}

/** Between starts after a crash; doubles up to the second value, and is forgotten after a minute without a crash. */
const restartDelayMs = { first: 250, most: 15_000, forgetAfter: 60_000 };

const endTimeoutMs = 5000;

export function createBackendSupervisor(options: SupervisorOptions): BackendSupervisor {
  let disposed = false;
  let delay = restartDelayMs.first;
  let timer: NodeJS.Timeout | undefined;
  let startedAt = 0;
  /** Ports asked for while the process is down. */
  let waiting: { readonly message: BackendPortMessage; readonly port: MessagePortMain }[] = [];
  let child: UtilityProcess | undefined = start();

  function start(): UtilityProcess {
    const started = utilityProcess.fork(options.entry, [JSON.stringify(options.argument)], {
      serviceName: 'Estiba back end',
    });
    startedAt = Date.now();
    started.once('exit', onExit);
    return started;
  }

  function onExit(): void {
    child = undefined;
    if (disposed) return;
    if (Date.now() - startedAt > restartDelayMs.forgetAfter) delay = restartDelayMs.first;
    timer = setTimeout(restart, delay);
    delay = Math.min(delay * 2, restartDelayMs.most);
  }

  function restart(): void {
    child = start();
    const late = waiting;
    waiting = [];
    for (const { message, port } of late) child.postMessage(message, [port]);
    options.onRestart();
  }

  function handOver(message: BackendPortMessage, port: MessagePortMain): void {
    if (child) child.postMessage(message, [port]);
    else waiting.push({ message, port });
  }

  return {
    handOver,
    open: (message) => {
      const { port1, port2 } = new MessageChannelMain();
      handOver(message, port2);
      return port1;
    },
    dispose: async () => {
      disposed = true;
      clearTimeout(timer);
      if (child) await endProcess(child);
    },
  };
}

/** A utility process has no signal handlers of its own, so it is asked by message, and killed when it does not answer. */
async function endProcess(child: UtilityProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.postMessage({ kind: 'end' });
  const killer = setTimeout(() => child.kill(), endTimeoutMs);
  await ended;
  clearTimeout(killer);
}
