import type { FakeEvent } from './types';

/** Engines remember this many events and lose them when they restart. */
const ringSize = 256;

export interface EventQuery {
  /** Nanoseconds since the epoch, inclusive. Without it nothing is replayed. */
  readonly since?: bigint | undefined;
  /** Nanoseconds since the epoch; the stream ends there. */
  readonly until?: bigint | undefined;
  /** Keys of the engine's `filters` parameter: type, event, container, image, volume, network, label, scope. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
}

interface StoredEvent {
  readonly event: FakeEvent;
  readonly nanoseconds: bigint;
  /** The line as sent; `timeNano` is beyond 2^53, so it cannot come from JSON.stringify of a number. */
  readonly line: string;
}

/** Keeps the last events and hands new ones to every listener whose filters match. */
export class EventHub {
  #ring: StoredEvent[] = [];
  #last = 0n;
  #count = 0;
  readonly #listeners = new Set<(stored: StoredEvent) => void>();

  /** Stores and sends an event, stamped with the current time; two events never have the same time. */
  emit(event: FakeEvent): void {
    this.#count += 1;
    const clock = BigInt(Date.now()) * 1_000_000n;
    this.#last = clock > this.#last ? clock : this.#last + 1n;
    const stored = { event, nanoseconds: this.#last, line: formatEvent(event, this.#last) };
    this.#ring.push(stored);
    if (this.#ring.length > ringSize) this.#ring.shift();
    for (const listener of [...this.#listeners]) listener(stored);
  }

  /** Events emitted so far. */
  get count(): number {
    return this.#count;
  }

  /** Lines in the ring that the query asks for, oldest first. */
  replay(query: EventQuery): readonly string[] {
    const { since, until } = query;
    if (since === undefined) return [];
    return this.#ring
      .filter((stored) => stored.nanoseconds >= since)
      .filter((stored) => until === undefined || stored.nanoseconds <= until)
      .filter((stored) => matches(stored.event, query.filters))
      .map((stored) => stored.line);
  }

  /** Calls `onLine` for each new event until the returned function is called. */
  subscribe(query: EventQuery, onLine: (line: string) => void): () => void {
    const listener = (stored: StoredEvent) => {
      if (matches(stored.event, query.filters)) onLine(stored.line);
    };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the past, as a restarted engine does. */
  clear(): void {
    this.#ring = [];
  }
}

/** `since` and `until` come as `seconds`, `seconds.nanoseconds` or an RFC 3339 time. */
export function parseEventTime(text: string | null): bigint | undefined {
  if (text === null || text === '') return undefined;
  const numeric = /^(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (numeric === null) {
    const milliseconds = Date.parse(text);
    return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds) * 1_000_000n;
  }
  return BigInt(numeric[1] ?? '0') * 1_000_000_000n + BigInt((numeric[2] ?? '').padEnd(9, '0'));
}

function formatEvent(event: FakeEvent, nanoseconds: bigint): string {
  const attributes: Readonly<Record<string, string | undefined>> = event.attributes ?? {};
  const container = event.type === 'container';
  const legacy =
    container || event.type === 'image'
      ? {
          status: event.action,
          id: event.id,
          ...(container ? { from: attributes.image ?? '' } : {}),
        }
      : {};
  const text = JSON.stringify({
    ...legacy,
    Type: event.type,
    Action: event.action,
    Actor: { ID: event.id, Attributes: attributes },
    scope: 'local',
    time: Number(nanoseconds / 1_000_000_000n),
  });
  return `${text.slice(0, -1)},"timeNano":${nanoseconds}}\n`;
}

function matches(event: FakeEvent, filters: EventQuery['filters']): boolean {
  for (const [key, wanted] of filters) {
    if (wanted.length > 0 && !wanted.some((value) => matchesFilter(event, key, value))) return false;
  }
  return true;
}

function matchesFilter(event: FakeEvent, key: string, value: string): boolean {
  const attributes = event.attributes ?? {};
  switch (key) {
    case 'type':
      return event.type === value;
    case 'event':
      return event.action === value || event.action.startsWith(`${value}:`);
    case 'scope':
      return value === 'local';
    case 'label': {
      const [name = '', wanted] = value.split('=', 2);
      return Object.hasOwn(attributes, name) && (wanted === undefined || attributes[name] === wanted);
    }
    case 'container':
    case 'volume':
    case 'network':
      return event.type === key && (event.id.startsWith(value) || attributes.name === value);
    case 'image':
      return event.id === value || attributes.name === value || attributes.image === value;
    default:
      return true;
  }
}
