import type { FakeContainer } from './types';

/** The Status column as the engine words it: `Up 5 minutes (healthy)`, `Exited (0) 2 hours ago`. */
export function formatStatus(container: FakeContainer, now: number): string {
  const since = (time: number | undefined) => humanDuration(Math.max(0, now - (time ?? now)) / 1000);
  switch (container.state) {
    case 'created':
      return 'Created';
    case 'dead':
      return 'Dead';
    case 'restarting':
      return `Restarting (${container.exitCode}) ${since(container.finishedAt)} ago`;
    case 'exited':
      return `Exited (${container.exitCode}) ${since(container.finishedAt)} ago`;
    case 'paused':
      return `Up ${since(container.startedAt)} (Paused)`;
    case 'running':
      return `Up ${since(container.startedAt)}${healthText(container)}`;
  }
}

function healthText(container: FakeContainer): string {
  if (container.health === undefined) return '';
  return container.health === 'starting' ? ' (health: starting)' : ` (${container.health})`;
}

/** The rounding of the engine's own durations (go-units HumanDuration), from seconds. */
function humanDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(seconds / 3600);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 2) return '1 second';
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 14) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 60) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}
