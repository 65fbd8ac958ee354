import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import type { Job } from '../../src/common/contract/jobs';
import type { ListEvent } from '../../src/common/contract/shared';
import { createEngineRegistry } from '../../src/main/backend/engine/registry';
import { createContainersFeature } from '../../src/main/backend/features/containers/containers-feature';
import { createImagesFeature } from '../../src/main/backend/features/images/images-feature';
import { createNetworksFeature } from '../../src/main/backend/features/networks/networks-feature';
import { createSystemFeature } from '../../src/main/backend/features/system/system-feature';
import { createVolumesFeature } from '../../src/main/backend/features/volumes/volumes-feature';
import { createJobRegistry } from '../../src/main/backend/jobs/create-job-registry';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { createTransferRegistry } from '../../src/main/backend/transfers/create-transfer-registry';
import type { IsolatedEngine } from '../support/engine';

/** The five resource features on one real engine, called through their contract. */
export async function startServices(engine: Pick<IsolatedEngine, 'host'>) {
  const home = await mkdtemp(join(tmpdir(), 'estiba-services-'));
  const platform = createPlatform({ env: { PATH: process.env.PATH }, homedir: home, tmpdir: home });
  const { logger, clock } = platform;
  const engines = createEngineRegistry({
    platform,
    settings: {
      engines: () => [],
      addEngine: async () => undefined,
      removeEngine: async () => undefined,
      connectedIds: () => [],
      setConnectedIds: async () => undefined,
    },
    choice: { kind: 'host', host: engine.host },
  });
  const jobs = createJobRegistry({ clock, logger });
  const transfers = createTransferRegistry({ clock });
  const shared = { engines, jobs, transfers, logger };
  const client = createRouterClient({
    containers: createContainersFeature(shared),
    images: createImagesFeature(shared),
    volumes: createVolumesFeature(shared),
    networks: createNetworksFeature(shared),
    system: createSystemFeature(shared),
  });
  const engineId = await connected(engines);
  return {
    // The client is a proxy and has no properties to spread.
    containers: client.containers,
    images: client.images,
    volumes: client.volumes,
    networks: client.networks,
    system: client.system,
    engineId,
    engines,
    jobs,
    transfers,
    info: () => engines.get(engineId).requireInfo(),
    /** The job when it has ended. */
    ended: ({ jobId }: { readonly jobId: string }): Promise<Job> =>
      jobs.wait(jobId, AbortSignal.timeout(120_000)),
    async stop() {
      await jobs.dispose();
      transfers.dispose();
      await engines.dispose();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type Services = Awaited<ReturnType<typeof startServices>>;

async function connected(engines: ReturnType<typeof createEngineRegistry>): Promise<string> {
  return eventually(() => {
    const found = engines.list().find(({ state }) => state.kind === 'connected');
    if (!found) throw new Error(`not connected: ${JSON.stringify(engines.list().map(({ state }) => state))}`);
    return found.id;
  });
}

/** Tries until it does not throw, at most 20 s. */
export async function eventually<Value>(
  attempt: () => Value | Promise<Value>,
  limitMs = 20_000,
): Promise<Value> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** What a page shows of a live list. */
export class LiveView<Item> {
  readonly items = new Map<string, Item>();
  readonly kinds: string[] = [];
  stale = true;
  private readonly keyOf: (item: Item) => string;
  private readonly reading: Promise<void>;

  constructor(updates: AsyncIterable<ListEvent<Item>>, keyOf: (item: Item) => string) {
    this.keyOf = keyOf;
    this.reading = this.read(updates);
    this.reading.catch(() => undefined);
  }

  private async read(updates: AsyncIterable<ListEvent<Item>>): Promise<void> {
    for await (const update of updates) this.apply(update);
  }

  private apply(update: ListEvent<Item>): void {
    this.kinds.push(update.kind);
    if (update.kind === 'stale') {
      this.stale = true;
      return;
    }
    if (update.kind === 'snapshot') this.items.clear();
    if (update.kind === 'changed') for (const key of update.removed) this.items.delete(key);
    this.stale = false;
    for (const item of update.kind === 'snapshot' ? update.items : update.upserted) {
      this.items.set(this.keyOf(item), item);
    }
  }
}
