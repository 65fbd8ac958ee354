import type { ContainerHealth, ContainerState } from '../../../../common/contract/containers';

/** What the status text of a container list says. */
export interface ContainerStatus {
  readonly exitCode?: number;
  readonly health?: ContainerHealth;
  /** How long it has been in its state. Milliseconds. */
  readonly ageMs?: number;
  /** How far the true age may be from `ageMs`. Milliseconds. */
  readonly precisionMs?: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = {
  second,
  minute,
  hour,
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
};

const durationPattern =
  /(less than a second|about a minute|about an hour|(\d+) (second|minute|hour|day|week|month|year)s?)/i;

/**
 * Reads `Up 3 hours (healthy)`, `Exited (137) 2 days ago`, `Restarting (1) 5 seconds ago`, `Up About a minute
 * (Paused)`. The words and their rounding are those of docker/go-units HumanDuration, which podman uses too.
 */
export function parseContainerStatus(text: string): ContainerStatus {
  const exit = /^(?:exited|restarting|stopped) \((-?\d+)\)/i.exec(text)?.[1];
  const health = /\((?:health: )?(starting|healthy|unhealthy)\)/i.exec(text)?.[1]?.toLowerCase();
  return {
    ...(exit === undefined ? {} : { exitCode: Number(exit) }),
    ...(isHealth(health) ? { health } : {}),
    ...parseAge(text),
  };
}

function parseAge(text: string): Pick<ContainerStatus, 'ageMs' | 'precisionMs'> {
  const [, words, count, unitName] = durationPattern.exec(text) ?? [];
  switch (words?.toLowerCase()) {
    case undefined:
      return {};
    case 'less than a second':
      return { ageMs: 0, precisionMs: second };
    case 'about a minute':
      return { ageMs: minute, precisionMs: minute };
    case 'about an hour':
      return { ageMs: hour, precisionMs: hour };
    default: {
      const unit = units[unitName?.toLowerCase() ?? ''];
      return unit === undefined ? {} : { ageMs: Number(count) * unit, precisionMs: unit };
    }
  }
}

function isHealth(value: string | undefined): value is ContainerHealth {
  return value === 'starting' || value === 'healthy' || value === 'unhealthy';
}

const states: Readonly<Record<string, ContainerState>> = {
  created: 'created',
  running: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  dead: 'dead',
  // Podman's.
  configured: 'created',
  initialized: 'created',
  stopping: 'running',
  stopped: 'exited',
};

/** The engine's state word; one that we do not know is `unknown`. */
export function parseContainerState(word: string): ContainerState {
  const key = word.toLowerCase();
  return (Object.hasOwn(states, key) ? states[key] : undefined) ?? 'unknown';
}
