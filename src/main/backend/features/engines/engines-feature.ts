import { implement } from '@orpc/server';
import { enginesContract } from '../../../../common/contract/engines';
import { watchEngines, watchEvents } from './engine-streams';
import { type EnginesFeatureOptions, installManaged, startManaged, stopManaged } from './managed-jobs';

/** The procedures of `contract.engines`. */
export function createEnginesFeature(options: EnginesFeatureOptions) {
  const { engines, managed } = options;
  const os = implement(enginesContract);
  return os.router({
    list: os.list.handler(() => [...engines.list()]),
    watch: os.watch.handler(({ signal }) => watchEngines(engines, signal)),
    connect: os.connect.handler(({ input }) => engines.connect(input.engineId)),
    disconnect: os.disconnect.handler(({ input }) => engines.disconnect(input.engineId)),
    discover: os.discover.handler(() => [...engines.discover()]),
    add: os.add.handler(({ input }) => engines.add(input)),
    remove: os.remove.handler(({ input }) => engines.remove(input.engineId)),
    events: os.events.handler(({ input, signal }) => watchEvents(engines.get(input.engineId), signal)),
    managedStatus: os.managedStatus.handler(() => managed.status()),
    managedStart: os.managedStart.handler(() => startManaged(options)),
    managedStop: os.managedStop.handler(() => stopManaged(options)),
    managedInstall: os.managedInstall.handler(() => installManaged(options)),
  });
}

export type EnginesFeature = ReturnType<typeof createEnginesFeature>;
