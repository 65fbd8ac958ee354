import { statSync } from 'node:fs';
import type { Connection } from './connection';
import type { FoundEngine } from './discovery/merge-findings';

interface Candidate {
  readonly found: FoundEngine;
  readonly connection: Connection;
}

export interface InitialConnectionOptions {
  readonly entries: () => readonly Candidate[];
  readonly discover: () => void;
  /** Engines of the settings to connect besides the current one. */
  readonly connectedIds: readonly string[];
  /** The user named an engine: no other one is tried. */
  readonly hasChoice: boolean;
}

/** How often engines are looked for while there is none, in ms. */
const lookEveryMs = 5000;

/** An engine that has not answered by then is passed over, in ms. */
const longestTryMs = 15_000;

/**
 * Connects the current engine and those of the settings. When nobody named one and the current one cannot be reached,
 * the other sockets of this machine are tried in their order until one connects; engines elsewhere are never tried
 * unasked. Until then it looks for new ones; after the first connection it is done. Returns the way to stop.
 */
export function connectAtStart(options: InitialConnectionOptions): () => void {
  const { entries, connectedIds } = options;
  for (const { found, connection } of entries()) {
    if (found.current || connectedIds.includes(found.id)) connection.start();
  }
  if (options.hasChoice) return () => {};
  const search = new AbortController();
  const tried = new Set<string>();
  let isTrying = false;
  const look = async (): Promise<void> => {
    if (isTrying) return;
    isTrying = true;
    if (isConnected(entries())) search.abort();
    else {
      options.discover();
      await tryOthers(entries, tried, search.signal);
    }
    isTrying = false;
  };
  void look();
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  search.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return () => search.abort();
}

async function tryOthers(
  entries: () => readonly Candidate[],
  tried: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const started = entries().filter(({ connection }) => connection.isStarted);
  await Promise.all(started.map(({ connection }) => settled(connection, longestTryMs)));
  for (const { found, connection } of entries()) {
    if (signal.aborted || isConnected(entries())) return;
    const socket = socketVersion(found);
    if (connection.isStarted || socket === undefined || tried.has(socket)) continue;
    tried.add(socket);
    connection.start();
    await settled(connection, longestTryMs);
    if (connection.state.kind !== 'connected' && !signal.aborted) await connection.stop();
  }
}

/** Changes when the socket is made anew: then it is worth another try. Undefined for an engine elsewhere. */
function socketVersion({ address }: FoundEngine): string | undefined {
  if (address?.kind === 'npipe') return address.path;
  if (address?.kind !== 'unix') return undefined;
  const stats = statSync(address.path, { throwIfNoEntry: false });
  return stats && `${address.path} ${stats.ino} ${stats.ctimeMs}`;
}

function isConnected(entries: readonly Candidate[]): boolean {
  return entries.some(({ connection }) => connection.state.kind === 'connected');
}

/** Resolves when a connection is connected, unreachable or given up, or after so many milliseconds. */
export function settled(connection: Connection, maxMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(), maxMs);
    let stop: (() => void) | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      stop?.();
      resolve();
    };
    stop = connection.subscribe(() => {
      if (connection.state.kind !== 'connecting') finish();
    });
    if (connection.state.kind !== 'connecting') stop();
  });
}
