import { useSyncExternalStore } from 'react';
import type { ContainerSummary } from '../../common/contract/containers';
import type { EngineEvent, EngineSummary } from '../../common/contract/engines';
import type { ImageSummary } from '../../common/contract/images';
import type { Job } from '../../common/contract/jobs';
import type { NetworkSummary } from '../../common/contract/networks';
import type { ListEvent } from '../../common/contract/shared';
import type { VolumeSummary } from '../../common/contract/volumes';
import { type EstibaClient, useClient, useConnection } from './client';
import type { Connection } from './connection';
import { emptyEvents, type LiveEvents, mergeEvents, toStaleEvents } from './event-state';
import { createListReducer, emptyList, type LiveList, toStale } from './list-state';
import { createLiveStore, type LiveStore } from './live-store';

export type { LiveEvents } from './event-state';
export type { LiveList } from './list-state';

type Ready = (signal: AbortSignal) => Promise<void>;

/** The stores of one connection, by resource and engine. */
class LiveStores {
  readonly #client: EstibaClient;
  readonly #ready: Ready;
  readonly #stores = new Map<string, LiveStore<unknown>>();

  constructor(client: EstibaClient, connection: Connection) {
    this.#client = client;
    this.#ready = (signal) => connection.whenOpen(signal);
  }

  list<T>(
    key: string,
    idOf: (item: T) => string,
    open: (client: EstibaClient, signal: AbortSignal) => AsyncIterable<ListEvent<T>>,
  ): LiveStore<LiveList<T>> {
    return this.#once(key, () =>
      createLiveStore<LiveList<T>, ListEvent<T>>({
        initial: emptyList,
        ready: this.#ready,
        open: (signal) => open(this.#client, signal),
        reduce: createListReducer(idOf),
        lost: toStale,
      }),
    );
  }

  events(engineId: string): LiveStore<LiveEvents> {
    return this.#once(`events:${engineId}`, () =>
      createLiveStore<LiveEvents, readonly EngineEvent[]>({
        initial: emptyEvents,
        ready: this.#ready,
        open: (signal) => flatten(this.#client.engines.events({ engineId }, { signal })),
        reduce: mergeEvents,
        lost: toStaleEvents,
      }),
    );
  }

  #once<State>(key: string, create: () => LiveStore<State>): LiveStore<State> {
    const known = this.#stores.get(key);
    // A key names one resource, so the store under it has that resource's state.
    if (known) return known as LiveStore<State>;
    const store = create();
    this.#stores.set(key, store);
    return store;
  }
}

const storesByConnection = new WeakMap<Connection, LiveStores>();

function useStores(): LiveStores {
  const client = useClient();
  const connection = useConnection();
  const known = storesByConnection.get(connection);
  if (known) return known;
  const stores = new LiveStores(client, connection);
  storesByConnection.set(connection, stores);
  return stores;
}

async function* flatten<Event>(opened: Promise<AsyncIterable<Event>>): AsyncGenerator<Event> {
  yield* await opened;
}

const idle: LiveStore<never> = {
  subscribe: () => () => undefined,
  getState: () => emptyList as never,
};

function useStore<State>(store: LiveStore<State>): State {
  return useSyncExternalStore(store.subscribe, store.getState);
}

const idOf = (item: { readonly id: string }): string => item.id;
const nameOf = (item: { readonly name: string }): string => item.name;

/** `engineId` may be undefined while no engine is known: the list then stays `loading`. */
export function useContainers(engineId: string | undefined): LiveList<ContainerSummary> {
  const stores = useStores();
  return useStore(
    engineId === undefined
      ? idle
      : stores.list<ContainerSummary>(`containers:${engineId}`, idOf, (client, signal) =>
          flatten(client.containers.watch({ engineId }, { signal })),
        ),
  );
}

export function useImages(engineId: string | undefined): LiveList<ImageSummary> {
  const stores = useStores();
  return useStore(
    engineId === undefined
      ? idle
      : stores.list<ImageSummary>(`images:${engineId}`, idOf, (client, signal) =>
          flatten(client.images.watch({ engineId }, { signal })),
        ),
  );
}

/** By name. */
export function useVolumes(engineId: string | undefined): LiveList<VolumeSummary> {
  const stores = useStores();
  return useStore(
    engineId === undefined
      ? idle
      : stores.list<VolumeSummary>(`volumes:${engineId}`, nameOf, (client, signal) =>
          flatten(client.volumes.watch({ engineId }, { signal })),
        ),
  );
}

export function useNetworks(engineId: string | undefined): LiveList<NetworkSummary> {
  const stores = useStores();
  return useStore(
    engineId === undefined
      ? idle
      : stores.list<NetworkSummary>(`networks:${engineId}`, idOf, (client, signal) =>
          flatten(client.networks.watch({ engineId }, { signal })),
        ),
  );
}

/** Every known engine, with its state. */
export function useEngines(): LiveList<EngineSummary> {
  return useStore(useStores().list<EngineSummary>('engines', idOf, watchEngines));
}

async function* watchEngines(
  client: EstibaClient,
  signal: AbortSignal,
): AsyncGenerator<ListEvent<EngineSummary>> {
  const changes = await client.engines.watch(undefined, { signal });
  // The stream may wait for the first change; the list answers now.
  const items = await client.engines.list(undefined, { signal });
  yield { kind: 'snapshot', items, at: Date.now() };
  for await (const engines of changes) yield { kind: 'snapshot', items: engines, at: Date.now() };
}

/** The store behind `useLiveJobs`, for what goes on when no component looks. */
export function useJobStore(): LiveStore<LiveList<Job>> {
  return useStores().list<Job>('jobs', idOf, watchJobs);
}

/** Jobs of all engines, in no order; see `sortJobs`. */
export function useLiveJobs(): LiveList<Job> {
  return useStore(useJobStore());
}

async function* watchJobs(client: EstibaClient, signal: AbortSignal): AsyncGenerator<ListEvent<Job>> {
  const changes = await client.jobs.watch({ since: 0 }, { signal });
  const items = await client.jobs.list(undefined, { signal });
  // After a restart of the back end the old jobs are gone: a whole list, not only what changed.
  yield { kind: 'snapshot', items, at: Date.now() };
  for await (const { changed, removed } of changes) {
    yield { kind: 'changed', upserted: changed, removed, at: Date.now() };
  }
}

/** Events of an engine, newest first, at most 1,000. */
export function useEvents(engineId: string | undefined): LiveEvents {
  const stores = useStores();
  return useStore<LiveEvents>(engineId === undefined ? idleEvents : stores.events(engineId));
}

const idleEvents: LiveStore<LiveEvents> = {
  subscribe: () => () => undefined,
  getState: () => emptyEvents,
};
