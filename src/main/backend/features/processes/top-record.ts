import { z } from 'zod';
import type { EngineInfo } from '../../../../common/contract/engines';
import type { ContainerProcess } from '../../../../common/contract/processes';
import { listOf } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/top. */
export const topRecord = z.object({ Titles: listOf(z.string()), Processes: listOf(listOf(z.string())) });
export type TopRecord = z.output<typeof topRecord>;

/**
 * What is asked for. Docker runs `ps` of its machine; Podman reads /proc itself for its own names of columns, and runs
 * the container's `ps` for what it does not know. An engine that refuses gets no wish.
 */
export const psColumns: Readonly<Record<EngineInfo['product'], string | undefined>> = {
  docker: '-eo pid,ppid,uid,user,stat,nlwp,rss,cputimes,etimes,args',
  podman: 'pid,ppid,user,state,rss,etime,time,args',
  other: undefined,
};

type Column = 'pid' | 'parent' | 'uid' | 'user' | 'state' | 'threads' | 'rss' | 'cpu' | 'elapsed' | 'command';

/** Headings of procps, busybox and Podman. */
const columns: Readonly<Record<string, Column>> = {
  PID: 'pid',
  PPID: 'parent',
  UID: 'uid',
  USER: 'user',
  STAT: 'state',
  STATE: 'state',
  S: 'state',
  NLWP: 'threads',
  RSS: 'rss',
  TIME: 'cpu',
  ELAPSED: 'elapsed',
  CMD: 'command',
  COMMAND: 'command',
  Name: 'command',
};

/**
 * The processes as `ps` says them. Lines without a pid are left out. `mainPid`: of the container's first process.
 * @param at when it was asked, ms
 */
export function normalizeTop(record: TopRecord, mainPid: number, at: number): ContainerProcess[] {
  const { titles, lines } = toTable(record);
  const names = titles.map((title) => columns[title]);
  const parsed = lines.flatMap((cells) => {
    const cell = (name: Column): string | undefined => cells[names.indexOf(name)];
    const pid = whole(cell('pid'));
    return pid === undefined ? [] : [toProcess(cell, pid, at)];
  });
  const pids = new Set(parsed.map(({ pid }) => pid));
  // Podman numbers them as they are inside, where the first is 1.
  const first = pids.has(mainPid) ? mainPid : 1;
  return parsed
    .map(({ parent, userName, ...rest }) => ({
      ...rest,
      ...optional(first === mainPid ? 'userName' : 'insideUserName', userName),
      ...(parent !== undefined && pids.has(parent) ? { parent } : {}),
      main: rest.pid === first,
    }))
    .sort((a, b) => a.pid - b.pid);
}

/** Podman hands on what the container's own `ps` printed, each line as one cell. */
function toTable({ Titles, Processes }: TopRecord) {
  const [title = ''] = Titles;
  if (Titles.length !== 1 || !/\s/.test(title)) return { titles: Titles, lines: Processes };
  const titles = title.trim().split(/\s+/);
  const lines = Processes.map(([line = '']) => {
    const words = line.trim().split(/\s+/);
    const last = titles.length - 1;
    return [...words.slice(0, last), words.slice(last).join(' ')];
  });
  return { titles, lines };
}

function toProcess(cell: (name: Column) => string | undefined, pid: number, at: number) {
  const command = cell('command') ?? '';
  const user = cell('uid') ?? cell('user');
  const uid = whole(user);
  const name = cell('user');
  const rss = whole(cell('rss'));
  const elapsed = toSeconds(cell('elapsed'));
  const cpuSeconds = toSeconds(cell('cpu'));
  return {
    pid,
    parent: whole(cell('parent')),
    name: (command.split(' ')[0] ?? '').split('/').at(-1) ?? '',
    commandLine: command === '' ? [] : [command.slice(0, 4096)],
    ...optional('state', cell('state')?.slice(0, 1)),
    ...optional('threads', whole(cell('threads'))),
    ...optional('rssBytes', rss === undefined ? undefined : rss * 1024),
    ...optional('cpuSeconds', cpuSeconds),
    ...optional('uid', uid),
    userName: name ?? (uid === undefined ? user : undefined),
    ...optional('startedAt', elapsed === undefined ? undefined : at - elapsed * 1000),
  };
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `12`, `00:01:02`, `1-02:03:04` and Podman's `1m2.5s`. */
function toSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const go = /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)$/.exec(text);
  if (go) return Number(go[1] ?? 0) * 3600 + Number(go[2] ?? 0) * 60 + Number(go[3] ?? 0);
  const clock = /^(?:(\d+)-)?(?:(\d+):)?(?:(\d+):)?(\d+)$/.exec(text);
  if (!clock) return undefined;
  const parts = text.replace('-', ':').split(':').map(Number).reverse();
  return parts.reduce((sum, part, index) => sum + part * ([1, 60, 3600, 86_400][index] ?? 0), 0);
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } | Record<never, never> {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
