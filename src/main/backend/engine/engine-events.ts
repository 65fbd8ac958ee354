import { z } from 'zod';
import type { EngineEvent } from '../../../common/contract/engines';
import { AppError } from '../../../common/errors';

/** How many events are kept per engine. */
export const maxKeptEvents = 1000;

const eventRecord = z.object({
  Type: z.string().default('container'),
  Action: z.string(),
  Actor: z
    .object({
      ID: z.string().nullish(),
      Attributes: z
        .record(z.string(), z.unknown())
        .nullish()
        .transform((attributes) => attributes ?? {}),
    })
    .nullish(),
  time: z.number().nullish(),
});

/** An event with the engine's own time, which a JavaScript number cannot hold. */
export interface TimedEvent {
  readonly event: EngineEvent;
  /** Nanoseconds since the epoch as decimal digits. */
  readonly timeNano: string;
}

/**
 * One line of GET /events. `timeNano` is beyond 2^53, so it is taken from the text; inside of an attribute's text its
 * quotes would be escaped, so only the engine's own field matches.
 * @throws AppError data_loss
 */
export function parseEngineEvent(text: string, value: unknown, engineId: string): TimedEvent {
  const parsed = eventRecord.safeParse(value);
  if (!parsed.success) {
    throw new AppError('data_loss', 'The engine sent an event that is none', { cause: parsed.error });
  }
  const { Type: type, Action: action, Actor: actor, time } = parsed.data;
  const digits = text
    .match(/(?<!\\)"timeNano"\s*:\s*(\d{1,20})/g)
    ?.at(-1)
    ?.replace(/\D/g, '');
  const timeNano = digits ?? String(BigInt(Math.trunc(time ?? 0)) * 1_000_000_000n);
  const actorId = actor?.ID ?? '';
  const attributes = toTexts(actor?.Attributes ?? {});
  const event: EngineEvent = {
    id: [timeNano, type, action, actorId].join(':'),
    engineId,
    at: Number(BigInt(timeNano) / 1_000_000n),
    type,
    action,
    actorId,
    ...(attributes.name ? { name: attributes.name } : {}),
    attributes,
  };
  return { event, timeNano };
}

/** Values are texts in every known engine. An attribute called `__proto__` would change the object itself. */
function toTexts(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== '__proto__') texts[key] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return texts;
}

/** The form that `since` takes: seconds and nanoseconds. The event at that very time comes again. */
export function toSince(timeNano: string): string {
  const padded = timeNano.padStart(10, '0');
  return `${padded.slice(0, -9)}.${padded.slice(-9)}`;
}

/** The last events of an engine, each once. */
export class EventRing {
  readonly #events = new Map<string, EngineEvent>();
  #newest: string | undefined;

  /** False for an event that is there already. */
  add({ event, timeNano }: TimedEvent): boolean {
    if (this.#events.has(event.id)) return false;
    this.#events.set(event.id, event);
    if (this.#newest === undefined || BigInt(timeNano) > BigInt(this.#newest)) this.#newest = timeNano;
    if (this.#events.size > maxKeptEvents) {
      const [oldest] = this.#events.keys();
      if (oldest !== undefined) this.#events.delete(oldest);
    }
    return true;
  }

  /** Oldest first. */
  list(): readonly EngineEvent[] {
    return [...this.#events.values()];
  }

  /** The newest event's `timeNano`. */
  get newest(): string | undefined {
    return this.#newest;
  }
}
