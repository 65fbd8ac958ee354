import type { EngineEvent, EngineSummary } from '../../../../common/contract/engines';
import type { EngineConnection, EngineRegistry } from '../../engine/engine-connection';
import { delay } from '../../platform/abort';
import { Wakeup } from '../../platform/wakeup';

/** Events are gathered for this long, in ms: a message costs the same with one event as with a hundred. */
const gatherMs = 50;

/** What waits for a slow reader; older events are dropped, as they are from the ones kept. */
const maxWaiting = 5000;

/** The engines now and after each change; a slow reader gets the latest only. */
export async function* watchEngines(
  registry: Pick<EngineRegistry, 'list' | 'subscribe'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<EngineSummary[]> {
  const end = signal ?? new AbortController().signal;
  const changed = new Wakeup();
  let latest: readonly EngineSummary[] | undefined = registry.list();
  const stop = registry.subscribe((engines) => {
    latest = engines;
    changed.wake();
  });
  try {
    while (!end.aborted) {
      const engines = latest;
      latest = undefined;
      if (engines) yield [...engines];
      else await changed.sleep(end);
    }
  } finally {
    stop();
  }
}

/** The events kept, then those that come, in batches; the first message comes at once, also when it is empty. */
export async function* watchEvents(
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): AsyncGenerator<EngineEvent[]> {
  const end = signal ?? new AbortController().signal;
  const changed = new Wakeup();
  let waiting: EngineEvent[] = [];
  const stop = connection.subscribe((happened) => {
    if (happened.kind !== 'event') return;
    waiting.push(happened.event);
    if (waiting.length > maxWaiting) waiting = waiting.slice(-maxWaiting / 2);
    changed.wake();
  });
  try {
    // Read after the subscription, in the same turn: nothing is missed and nothing comes twice.
    yield [...connection.recentEvents()];
    while (!end.aborted) {
      if (waiting.length === 0) await changed.sleep(end);
      await delay(gatherMs, end);
      const events = waiting;
      waiting = [];
      if (events.length > 0) yield events;
    }
  } finally {
    stop();
  }
}
