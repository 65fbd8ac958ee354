import { isAppError } from '../../../../common/errors';
import type { EngineConnection, EngineRegistry } from '../../engine/engine-connection';
import { removeHelper } from '../../layers/source/helper-container';
import type { Logger } from '../../platform/platform';
import type { HelperKeeper } from './open-debug';

/** The helpers of all engines: one whose engine is away when it should go is removed as soon as that is back. */
export class HelperKeepers {
  readonly #engines: EngineRegistry;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #byEngine = new Map<string, EngineHelpers>();

  constructor(engines: EngineRegistry, logger: Pick<Logger, 'warn'>) {
    this.#engines = engines;
    this.#logger = logger;
  }

  of(engineId: string): HelperKeeper {
    let found = this.#byEngine.get(engineId);
    if (!found) {
      found = new EngineHelpers(this.#engines.get(engineId), this.#logger);
      this.#byEngine.set(engineId, found);
    }
    return found;
  }

  /** Removes all that can be reached. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#byEngine.values()].map((helpers) => helpers.dispose()));
    this.#byEngine.clear();
  }
}

class EngineHelpers implements HelperKeeper {
  readonly #connection: EngineConnection;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #alive = new Set<string>();
  readonly #unwanted = new Set<string>();
  readonly #unsubscribe: () => void;

  constructor(connection: EngineConnection, logger: Pick<Logger, 'warn'>) {
    this.#connection = connection;
    this.#logger = logger;
    this.#unsubscribe = connection.subscribe((signal) => {
      if (signal.kind !== 'connected') return;
      for (const id of this.#unwanted) void this.remove(id);
    });
  }

  add(id: string): void {
    this.#alive.add(id);
  }

  async remove(id: string): Promise<void> {
    this.#alive.delete(id);
    this.#unwanted.add(id);
    try {
      await removeHelper(this.#connection.api, id);
      this.#unwanted.delete(id);
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'unavailable') return;
      this.#logger.warn('a helper container cannot be removed', { id, message: String(thrown) });
    }
  }

  async dispose(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([...this.#alive, ...this.#unwanted].map((id) => this.remove(id)));
  }
}
