import type { LimitIssue } from '../../../common/limits/check-limits';

/** `bound` is formatted: cores, bytes or a count. */
const issues: Readonly<Record<LimitIssue['code'], (bound: string) => string>> = {
  cpusTooFew: () => 'The engine takes 0.01 cores or more.',
  cpusBeyondHost: (bound) => `The engine’s machine has ${bound} cores.`,
  memoryTooSmall: (bound) => `The engine takes ${bound} or more.`,
  memoryBeyondHost: (bound) => `More than the machine has (${bound}): it limits nothing.`,
  memoryBelowUseRefused: (bound) =>
    `It uses ${bound} now. With cgroup v1 the kernel will refuse this limit unless it can free enough; nothing changes then.`,
  memoryBelowUseReclaimed: (bound) =>
    `It uses ${bound} now. The kernel will drop unused file cache to make it fit; reading those files again is slower.`,
  memoryBelowUseKills: (bound) =>
    `It uses ${bound} now, more than can be dropped as cache. The kernel will swap out what it can, and if that is not enough kill a process of the container (OOM).`,
  reservationAboveMemory: (bound) =>
    `More than the memory limit (${bound}): the container would not start again.`,
  swapWithoutMemory: () => 'Needs a memory limit: it is memory and swap together.',
  swapBelowMemory: (bound) => `Memory and swap together: not less than the memory limit (${bound}).`,
  sharesRange: () => 'From 2 to 262,144.',
  blkioRange: () => 'From 10 to 1,000.',
  cpusetSyntax: () => 'CPUs as a list: 0-1,3',
  cpusetBeyondHost: (bound) => `The machine’s last CPU is ${bound}.`,
  pidsBelowUse: (bound) => `It has ${bound} tasks now. They go on, but no new one can be made.`,
  restartAutoRemove: () => 'The container removes itself when it ends, so it cannot be restarted.',
};

export const limits = {
  tab: 'Limits',
  title: 'Limits',
  live: 'Takes effect at once, without a restart.',
  stored: 'The container does not run: the limits hold from its next start.',
  cannotUpdate: 'This engine cannot change the limits of a container.',
  cannotUpdateText:
    'Podman’s Docker-compatible API can do it from version 5.4 on. Use podman update in a terminal.',
  loadFailed: 'The limits could not be read.',
  failed: 'The engine refused. Fields it had already set may have changed; what is shown was read again.',
  engineWarns: 'The engine says',
  fields: {
    cpus: 'CPUs',
    memoryBytes: 'Memory',
    reservationBytes: 'Memory reservation',
    memorySwapBytes: 'Memory and swap',
    pids: 'Tasks (pids)',
    cpuShares: 'CPU weight (shares)',
    blkioWeight: 'Block I/O weight',
    cpuset: 'CPUs it may run on',
    restart: 'Restart policy',
    retries: 'Most restarts',
  },
  hints: {
    cpus: (host: string) => `of ${host} cores`,
    memoryBytes: (host: string) => `of ${host}`,
    reservationBytes: 'what it is left when memory is short',
    memorySwapBytes: '-1: swap without a limit',
    pids: 'processes and threads',
    cpuShares: 'default 1,024; counts when CPUs are busy',
    blkioWeight: '10 to 1,000',
    cpuset: 'a list: 0-1,3',
    retries: '0: without end',
  },
  inUse: (use: string) => `${use} in use`,
  cores: 'cores',
  noLimit: 'no limit',
  emptyMeans:
    'An empty field means no limit. The engine cannot take a limit away: it is raised to all that the machine has.',
  notANumber: 'A number.',
  apply: 'Apply',
  reset: 'Discard changes',
  unchanged: 'Nothing is changed.',
  command: 'The same in a terminal',
  applied: 'Limits changed',
  undone: 'Previous limits restored',
  undo: 'Undo',
  restartNames: {
    no: 'Never',
    'on-failure': 'When it fails',
    always: 'Always',
    'unless-stopped': 'Unless stopped by hand',
  },
  advice: {
    title: 'Advice',
    basis: (span: string) => `from ${span} of recorded use`,
    tooLittle: 'Too little is recorded: advice needs a minute of use while Estiba runs.',
    failed: 'The recorded use could not be read.',
    refresh: 'Look again',
    resource: 'Resource',
    change: 'Limit',
    effect: 'What it would have done',
    use: (p95: string, peak: string) => `95 % of the time at most ${p95}, peak ${peak}.`,
    neverReached: 'Never reached.',
    reached: (share: string) => `Held back in ${share} of the time.`,
    throttled: (share: string) =>
      `Was throttled in ${share} of the periods, so its real need is not known: half again the present limit.`,
    oomKilled: (count: string) => `OOM kills in this time: ${count}. Half again the present limit.`,
    fill: 'Fill in the form',
  },
  issues,
};
