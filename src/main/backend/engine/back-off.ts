import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { UnreachableReason } from '../../../common/contract/engines';
import type { EngineAddress } from './endpoint';

/** First pause in ms; each following one is twice as long, up to the reason's limit. */
const firstPauseMs = 250;

/**
 * The longest pause per reason. Whatever may come back by itself is tried often; what needs the user, seldom: each try
 * over ssh is a login, and too many of them lock a user out. Zero: not tried again until asked.
 */
const longestPauseMs: Readonly<Record<UnreachableReason, number>> = {
  socket_missing: 15_000,
  permission_denied: 15_000,
  refused: 15_000,
  host_not_found: 15_000,
  timeout: 15_000,
  lost: 15_000,
  not_running: 15_000,
  other: 15_000,
  not_an_engine: 60_000,
  too_old: 60_000,
  tls: 60_000,
  ssh: 300_000,
  unreadable_context: 0,
};

/**
 * How long to wait before the next try, in ms; undefined when trying again is no use. Half of it is random, so that
 * many clients of a restarted engine do not come back at the same moment.
 * @param attempt 1 after the first failure
 */
export function pauseAfter(
  reason: UnreachableReason,
  attempt: number,
  random = Math.random,
): number | undefined {
  const longest = longestPauseMs[reason];
  if (longest === 0) return undefined;
  const pause = Math.min(longest, firstPauseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(pause * (0.5 + random() / 2));
}

/** A socket's file is there a moment before its engine listens, in ms. */
const settleMs = 30;

/**
 * Waits until the next try: for the pause, without one for ever, until the socket's file comes or changes, until `wake`
 * is called, or until the signal aborts.
 * @returns `woken`: false when the pause has passed, true when something has happened that makes a try worth while
 */
export function waitForReturn(
  address: EngineAddress | undefined,
  pauseMs: number | undefined,
  signal: AbortSignal,
): { readonly woken: Promise<boolean>; readonly wake: () => void } {
  let wake = (): void => {};
  const woken = new Promise<boolean>((resolve) => {
    let settle: NodeJS.Timeout | undefined;
    const stopWatching = watchSocketFile(address, () => {
      settle ??= setTimeout(() => finish(true), settleMs);
    });
    const timer = pauseMs === undefined ? undefined : setTimeout(() => finish(false), pauseMs);
    const finish = (isWoken: boolean): void => {
      clearTimeout(timer);
      clearTimeout(settle);
      stopWatching();
      signal.removeEventListener('abort', wake);
      resolve(isWoken);
    };
    wake = () => finish(true);
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted) wake();
  });
  return { woken, wake };
}

/**
 * Calls when a socket's file comes or changes, where that can be seen: local sockets whose folder is there. Returns
 * the way to stop.
 */
function watchSocketFile(address: EngineAddress | undefined, onChange: () => void): () => void {
  if (address?.kind !== 'unix') return () => {};
  try {
    const name = basename(address.path);
    const watcher = watch(dirname(address.path), { persistent: false }, (_kind, file) => {
      if (file === null || file === name) onChange();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
