import type { Duplex } from 'node:stream';
import type {
  TerminalClosing,
  TerminalOutcome,
  TerminalSession,
  TerminalSize,
} from '../../../../common/contract/terminal';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { type TerminalContainerRecord, terminalContainerRecord } from './terminal-records';

/** A program whose input and output are connected. */
export interface RunningProgram {
  readonly stream: Duplex;
  readonly tty: boolean;
  readonly acceptsInput: boolean;
  /** The end of its input reaches it. */
  readonly inputEnds?: boolean;
  readonly helper?: TerminalSession['helper'];
  resize(size: TerminalSize): Promise<void>;
  /** Why the output ended. Asks the engine; rejects when that is not possible. */
  outcome(): Promise<TerminalOutcome>;
  /** Ends it while its output is still open. Rejects when the engine cannot be asked. */
  end(): Promise<TerminalClosing>;
  /** Gives back what was made for it. Called once, whatever happened before. */
  dispose(): Promise<void>;
}

export interface ProgramContext {
  readonly api: EngineApi;
  readonly container: TerminalContainerRecord;
  readonly size: TerminalSize;
}

export async function inspectForTerminal(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<TerminalContainerRecord> {
  return await api.json({ path: enginePath`/containers/${id}/json`, signal }, terminalContainerRecord);
}

/** Undefined when it is gone. */
export async function inspectIfThere(
  api: EngineApi,
  id: string,
): Promise<TerminalContainerRecord | undefined> {
  try {
    return await inspectForTerminal(api, id);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}

export function resizeRequest(kind: 'exec' | 'containers', id: string, { cols, rows }: TerminalSize) {
  const path = kind === 'exec' ? enginePath`/exec/${id}/resize` : enginePath`/containers/${id}/resize`;
  return { method: 'POST', path, query: { h: rows, w: cols } } as const;
}
