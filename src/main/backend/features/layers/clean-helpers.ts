import type { EngineConnection, EngineRegistry } from '../../engine/engine-connection';
import { removeStaleHelpers } from '../../layers/source/helper-container';
import type { Logger } from '../../platform/platform';

/**
 * Removes the helper containers that a crash left behind, whenever an engine connects: one request each time. What
 * cannot be removed is tried again at the next connect.
 * @returns the way to stop
 */
export function cleanHelpersOnConnect(engines: EngineRegistry, logger: Logger): () => void {
  const stop = new AbortController();
  const known = new Map<EngineConnection, () => void>();

  function clean(connection: EngineConnection): void {
    removeStaleHelpers(connection.api, logger, stop.signal).catch((thrown: unknown) => {
      if (!stop.signal.aborted)
        logger.warn('helper containers cannot be looked for', {
          engine: connection.id,
          reason: String(thrown),
        });
    });
  }
  function follow(ids: readonly string[]): void {
    const present = new Set(ids.map((id) => engines.get(id)));
    for (const [connection, leave] of known) {
      if (present.has(connection)) continue;
      leave();
      known.delete(connection);
    }
    for (const connection of present) {
      if (known.has(connection)) continue;
      const leave = connection.subscribe((signal) => {
        if (signal.kind === 'connected') clean(connection);
      });
      known.set(connection, leave);
    }
  }
  follow(engines.list().map(({ id }) => id));
  const leaveRegistry = engines.subscribe((list) => follow(list.map(({ id }) => id)));
  return () => {
    stop.abort();
    leaveRegistry();
    for (const leave of known.values()) leave();
  };
}
