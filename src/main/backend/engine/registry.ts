import type { z } from 'zod';
import type { EngineSummary, newEngine } from '../../../common/contract/engines';
import { AppError } from '../../../common/errors';
import type { EngineChoice } from '../backend';
import type { Platform } from '../platform/platform';
import { Connection } from './connection';
import { discoverEngines, reservedIds } from './discovery/discover';
import { toEngineId } from './discovery/engine-id';
import { type Machine, machineOf } from './discovery/machine';
import { endpointKey, type FoundEngine } from './discovery/merge-findings';
import { parseEngineHost } from './endpoint';
import type { EngineConnection, EngineRegistry } from './engine-connection';
import { createEngineLoad, type EngineLoad } from './engine-load';
import type { SessionTimings } from './engine-session';
import type { EngineSettings } from './engine-settings';
import { connectAtStart, settled } from './initial-connection';
import { managedHostOf } from './managed/managed-paths';
import { findNextStep } from './next-step';
import { createTransport } from './transport/create-transport';

export type NewEngineValue = z.output<typeof newEngine>;

/** The registry with what a user may change about it. */
export interface EngineRegistryWithControl extends EngineRegistry {
  /** Throws `not_found`. */
  summary(id: string): EngineSummary;
  /** Connects, now and at the next start. Resolves with the outcome, at the latest after 3 s. Rejects with `not_found`. */
  connect(id: string): Promise<EngineSummary>;
  /** Also at the next start. Rejects with `not_found`. */
  disconnect(id: string): Promise<EngineSummary>;
  /** Looks again at the environment, contexts, sockets and settings. Connections that are held stay. */
  discover(): readonly EngineSummary[];
  /** Saves and connects an engine. Rejects with `invalid_argument`, `already_exists`, and as the settings do. */
  add(engine: NewEngineValue): Promise<EngineSummary>;
  /** Forgets an engine of the settings. Rejects with `not_found`, and `failed_precondition` for any other. */
  remove(id: string): Promise<void>;
}

export interface EngineRegistryOptions {
  readonly platform: Platform;
  readonly settings: EngineSettings;
  readonly choice?: EngineChoice | undefined;
  /** For tests. */
  readonly timings?: Partial<SessionTimings>;
  /** For tests: where the system's own sockets are looked for. Default `/`. */
  readonly systemRoot?: string;
}

interface Entry {
  found: FoundEngine;
  readonly connection: Connection;
  readonly stopWatching: () => void;
}

/** How long changes are gathered before the list is told, in ms. */
const gatherMs = 10;

/** Looks at this machine's engines and begins to connect: see `connectAtStart`. */
export function createEngineRegistry(options: EngineRegistryOptions): EngineRegistryWithControl {
  return new Registry(options);
}

class Registry implements EngineRegistryWithControl {
  readonly #options: EngineRegistryOptions;
  readonly #machine: Machine;
  readonly #load: EngineLoad;
  readonly #listeners = new Set<(engines: readonly EngineSummary[]) => void>();
  readonly #stopStarting: () => void;
  #entries = new Map<string, Entry>();
  #gathering: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: EngineRegistryOptions) {
    this.#options = options;
    const machine = machineOf(options.platform, managedHostOf(options.platform));
    this.#machine = { ...machine, root: options.systemRoot ?? machine.root };
    this.#load = createEngineLoad(() => options.platform.clock.now());
    this.discover();
    this.#stopStarting = connectAtStart({
      entries: () => [...this.#entries.values()],
      discover: () => this.discover(),
      connectedIds: options.settings.connectedIds(),
      hasChoice: options.choice !== undefined,
    });
  }

  list(): readonly EngineSummary[] {
    return [...this.#entries.values()].map(toSummary);
  }

  summary(id: string): EngineSummary {
    return toSummary(this.#entry(id));
  }

  get(id: string): EngineConnection {
    return this.#entry(id).connection;
  }

  subscribe(listener: (engines: readonly EngineSummary[]) => void): () => void {
    const own = (engines: readonly EngineSummary[]): void => listener(engines);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  load(): ReturnType<EngineLoad['read']> {
    return this.#load.read();
  }

  async connect(id: string): Promise<EngineSummary> {
    const { connection } = this.#entry(id);
    this.#stopStarting();
    connection.start();
    const ids = this.#options.settings.connectedIds();
    if (!ids.includes(id)) await this.#saveConnected([...ids, id]);
    await settled(connection, 3000);
    return this.summary(id);
  }

  async disconnect(id: string): Promise<EngineSummary> {
    const { connection } = this.#entry(id);
    this.#stopStarting();
    await connection.stop();
    const ids = this.#options.settings.connectedIds();
    if (ids.includes(id)) await this.#saveConnected(ids.filter((other) => other !== id));
    return this.summary(id);
  }

  discover(): readonly EngineSummary[] {
    const { settings, choice } = this.#options;
    const before = this.#entries;
    const after = new Map<string, Entry>();
    for (const found of discoverEngines(this.#machine, settings.engines(), choice)) {
      after.set(found.id, this.#reconcile(found, before.get(found.id)));
      before.delete(found.id);
    }
    for (const [id, entry] of before) {
      // An endpoint that is in use stays, also when what named it is gone.
      if (entry.connection.state.kind === 'connected') after.set(id, entry);
      else this.#drop(entry);
    }
    this.#entries = after;
    this.#changed();
    return this.list();
  }

  async add(engine: NewEngineValue): Promise<EngineSummary> {
    const address = parseEngineHost(engine.host, engine.tls);
    const key = endpointKey(address);
    for (const { found } of this.#entries.values()) {
      if (found.address && endpointKey(found.address) === key) {
        throw new AppError('already_exists', `${found.name} is this engine already`, {
          details: { engineId: found.id, field: 'host' },
        });
      }
    }
    const id = toEngineId(engine.name.toLowerCase(), new Set([...reservedIds, ...this.#entries.keys()]));
    await this.#options.settings.addEngine({ ...engine, id });
    this.discover();
    return await this.connect(id);
  }

  async remove(id: string): Promise<void> {
    const { found, connection } = this.#entry(id);
    if (!found.sources.some((source) => source.kind === 'settings')) {
      throw new AppError('failed_precondition', `${found.name} was not added by hand`, {
        details: { engineId: id },
      });
    }
    await this.#options.settings.removeEngine(id);
    const ids = this.#options.settings.connectedIds();
    if (ids.includes(id)) await this.#saveConnected(ids.filter((other) => other !== id));
    await connection.stop();
    this.discover();
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#stopStarting();
    clearTimeout(this.#gathering);
    this.#listeners.clear();
    const entries = [...this.#entries.values()];
    for (const entry of entries) entry.stopWatching();
    await Promise.all(entries.map((entry) => entry.connection.stop()));
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry) return entry;
    throw new AppError('not_found', `There is no engine ${JSON.stringify(id)}`, {
      details: { engineId: id },
    });
  }

  #reconcile(found: FoundEngine, known: Entry | undefined): Entry {
    if (known && isSame(known.found, found)) {
      known.found = found;
      return known;
    }
    const isWanted = known?.connection.isStarted === true;
    if (known) this.#drop(known);
    const entry = this.#create(found);
    // What cannot be read is told at once; nothing is asked for it.
    if (isWanted || found.problem) entry.connection.start();
    return entry;
  }

  #create(found: FoundEngine): Entry {
    const { platform, timings } = this.#options;
    const { address } = found;
    const connection = new Connection({
      id: found.id,
      address,
      createTransport: () => {
        if (!address) throw found.problem ?? new AppError('internal', 'an engine without an address');
        return createTransport(address, platform);
      },
      load: this.#load,
      logger: platform.logger,
      now: () => platform.clock.now(),
      nextStep: async (error) =>
        address && (await findNextStep(address, error, this.#machine, platform.commands)),
      ...(timings ? { timings } : {}),
    });
    const stopWatching = connection.subscribe((signal) => {
      if (signal.kind !== 'event') this.#changed();
    });
    return { found, connection, stopWatching };
  }

  #drop(entry: Entry): void {
    entry.stopWatching();
    void entry.connection.stop();
  }

  #changed(): void {
    if (this.#isDisposed) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      const engines = this.list();
      for (const listener of [...this.#listeners]) listener(engines);
    }, gatherMs);
  }

  /** What could not be saved is only missed at the next start. */
  async #saveConnected(ids: readonly string[]): Promise<void> {
    try {
      await this.#options.settings.setConnectedIds(ids);
    } catch (error) {
      this.#options.platform.logger.warn('which engines are connected could not be saved', {
        error: String(error),
      });
    }
  }
}

function isSame(before: FoundEngine, after: FoundEngine): boolean {
  if (!before.address || !after.address) return before.problem?.message === after.problem?.message;
  return endpointKey(before.address) === endpointKey(after.address);
}

function toSummary({ found, connection }: Entry): EngineSummary {
  return {
    id: found.id,
    name: found.name,
    host: found.host,
    transport: found.address?.kind ?? 'unix',
    sources: [...found.sources],
    current: found.current,
    state: connection.state,
  };
}
