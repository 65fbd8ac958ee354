import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeContainer, FakeEngine } from '../fake-engine';
import { createRandom } from '../fake-engine/random';

/** Actions of the burst by the state that they are possible in. */
const possible: Readonly<Record<string, readonly string[]>> = {
  running: ['stop', 'kill', 'pause', 'restart'],
  paused: ['unpause'],
  exited: ['start', 'rename', 'remove'],
  created: ['start', 'rename'],
  restarting: ['stop'],
};

/**
 * Changes containers at random so fast that about `events` events happen, evenly over `milliseconds`; each event stands
 * for a real change of state. Returns how many events there were.
 */
export async function makeBurst(
  engine: FakeEngine,
  wanted: { readonly events: number; readonly milliseconds: number },
): Promise<number> {
  const random = createRandom(2);
  const began = performance.now();
  const before = engine.eventCount();
  let made = 0;
  while (made < wanted.events) {
    const due = Math.ceil((wanted.events * (performance.now() - began)) / wanted.milliseconds);
    while (made < Math.min(due, wanted.events)) {
      const container = random.pick([...engine.state.containers.values()]);
      act(engine, container, random.pick(possible[container.state] ?? ['start']), made);
      made = engine.eventCount() - before;
    }
    await sleep(10);
  }
  return made;
}

function act(engine: FakeEngine, container: FakeContainer, action: string, serial: number): void {
  const path = `/containers/${container.id}`;
  const status =
    action === 'remove'
      ? engine.perform('DELETE', path)
      : action === 'rename'
        ? engine.perform('POST', `${path}/rename?name=renamed-${serial}`)
        : engine.perform('POST', `${path}/${action}`);
  if (status >= 300) throw new Error(`${action} of ${container.name} (${container.state}): ${status}`);
}
