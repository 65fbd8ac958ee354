import { readFileSync } from 'node:fs';
import type { ContainerProcess, ProcessBatch } from '../../../../common/contract/processes';
import type { MissingReason } from '../../../../common/contract/stats';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import type { CgroupLocation } from '../../cgroup/locate';
import { type IdRange, type ProcessStat, parseProcessStat } from '../../cgroup/proc-text';
import type { Clocks } from '../../cgroup/usage-reader';
import { procSource, readContainerPids } from '../../proc/container-pids';
import { readInside } from '../../proc/inside-file';
import {
  type ProcessIo,
  parseCommandLine,
  parseProcessIo,
  parseProcessStatus,
  parseUptime,
} from '../../proc/process-text';
import { parsePasswd, readIdMap, toInsideId } from '../../proc/users';

/** More than so many are counted, not read. */
export const processesShown = 2000;
const commandLineShown = 4096;
/** Of /proc/<pid>/stat: USER_HZ is 100 on all Linux that Estiba meets. */
const ticksPerSecond = 100;
const usersEveryMs = 30_000;

interface Reading {
  readonly monotonicMs: number;
  readonly ticks: number;
  readonly io: ProcessIo | undefined;
  readonly startedAt: number | undefined;
}

interface Users {
  readonly map: readonly IdRange[];
  readonly inside: ReadonlyMap<number, string>;
  readonly outside: ReadonlyMap<number, string>;
}

export interface ProcessSamplerOptions {
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
  readonly location: CgroupLocation;
  /** Default: files in the root of the container's first process, and this machine's /etc/passwd. */
  readonly readPasswd?: {
    readonly inside: () => string | undefined;
    readonly outside: () => string | undefined;
  };
}

/** Reads the processes of one container again and again. Rates are between two readings of the same process. */
export class ProcessSampler {
  readonly #options: ProcessSamplerOptions;
  #previous = new Map<string, Reading>();
  #users: Users | undefined;
  #usersAt = Number.NEGATIVE_INFINITY;

  constructor(options: ProcessSamplerOptions) {
    this.#options = options;
  }

  /** Undefined when the container has ended. */
  sample(): ProcessBatch | undefined {
    const { files, location, clocks } = this.#options;
    const listed = readContainerPids(files, location);
    if (listed.kind === 'gone' || listed.pids.length === 0) return undefined;
    const own = new Set(listed.pids);
    const next = new Map<string, Reading>();
    const processes: ContainerProcess[] = [];
    let ioMissing: MissingReason | undefined;
    let unreadable = 0;
    let ended = 0;
    for (const pid of listed.pids.slice(0, processesShown)) {
      const read = this.#readProcess(pid, own, next);
      if (read === 'ended') ended++;
      else {
        processes.push(read.process);
        ioMissing ??= read.ioMissing;
        if (read.process.startTicks === undefined) unreadable++;
      }
    }
    this.#previous = next;
    return {
      at: clocks.wall(),
      running: true,
      source: procSource(location),
      processes,
      total: listed.pids.length - ended,
      unreadable,
      ...(ioMissing ? { ioMissing } : {}),
    };
  }

  #readProcess(
    pid: number,
    own: ReadonlySet<number>,
    next: Map<string, Reading>,
  ): 'ended' | { readonly process: ContainerProcess; readonly ioMissing: MissingReason | undefined } {
    const { files, location } = this.#options;
    const file = files.read(`/proc/${pid}/stat`);
    const main = pid === location.pid;
    if (file.kind === 'failed') {
      // hidepid=1 lists it and says no more; gone is gone.
      if (file.reason !== 'permission_denied') return 'ended';
      return { process: { pid, main, name: '', commandLine: [] }, ioMissing: undefined };
    }
    const stat = parseProcessStat(file.text);
    // A pid that was the container's first process is another's by now.
    if (!stat || (main && stat.startTicks !== location.startTicks)) return 'ended';
    const io = files.read(`/proc/${pid}/io`);
    const { startTicks } = stat;
    const reading = this.#toReading(pid, stat, io.kind === 'text' ? parseProcessIo(io.text) : undefined);
    next.set(`${pid} ${startTicks}`, reading);
    const rates = toRates(this.#previous.get(`${pid} ${startTicks}`), reading);
    const process = {
      ...{ pid, startTicks, main },
      ...(own.has(stat.ppid) ? { parent: stat.ppid } : {}),
      ...this.#describe(pid, stat),
      ...rates,
      cpuSeconds: reading.ticks / ticksPerSecond,
      ...(reading.io ?? {}),
      ...(reading.startedAt === undefined ? {} : { startedAt: reading.startedAt }),
    };
    const ended = io.kind === 'failed' && io.reason === 'ended';
    return { process, ioMissing: io.kind === 'failed' && !ended ? io.reason : undefined };
  }

  #toReading(pid: number, stat: ProcessStat, io: ProcessIo | undefined): Reading {
    const { files, clocks } = this.#options;
    const known = this.#previous.get(`${pid} ${stat.startTicks}`);
    return {
      monotonicMs: clocks.monotonic(),
      ticks: stat.userTicks + stat.systemTicks,
      io,
      // Once only: the clock of this machine is set now and then, and a start does not move.
      startedAt: known?.startedAt ?? startOf(files, clocks, stat.startTicks),
    };
  }

  #describe(pid: number, { command, state }: ProcessStat) {
    const { files } = this.#options;
    const statusFile = files.read(`/proc/${pid}/status`);
    const status = statusFile.kind === 'text' ? parseProcessStatus(statusFile.text) : undefined;
    const line = files.read(`/proc/${pid}/cmdline`);
    const insidePid = status?.namespacePids.at(-1);
    return {
      name: toUtf8(command),
      commandLine: bounded(line.kind === 'text' ? parseCommandLine(line.text) : []),
      state,
      ...(insidePid === undefined ? {} : { insidePid }),
      ...(status?.threads === undefined ? {} : { threads: status.threads }),
      ...(status?.rssBytes === undefined ? {} : { rssBytes: status.rssBytes }),
      ...this.#userOf(status?.effectiveUid),
    };
  }

  #userOf(uid: number | undefined) {
    if (uid === undefined) return {};
    const { map, inside, outside } = this.#usersNow();
    const insideUid = toInsideId(map, uid);
    const userName = outside.get(uid);
    const insideUserName = insideUid === undefined ? undefined : inside.get(insideUid);
    return {
      uid,
      ...(userName === undefined ? {} : { userName }),
      ...(insideUid === undefined ? {} : { insideUid }),
      ...(insideUserName === undefined ? {} : { insideUserName }),
    };
  }

  #usersNow(): Users {
    const { files, clocks, location, readPasswd } = this.#options;
    const now = clocks.monotonic();
    if (this.#users && now - this.#usersAt < usersEveryMs) return this.#users;
    const { inside, outside } = readPasswd ?? {
      inside: () => readInside(location.pid, ['etc', 'passwd']),
      outside: readOwnPasswd,
    };
    this.#usersAt = now;
    this.#users = {
      map: readIdMap(files, location.pid, 'uid_map') ?? [],
      inside: parsePasswd(inside() ?? ''),
      outside: parsePasswd(outside() ?? ''),
    };
    return this.#users;
  }
}

function readOwnPasswd(): string | undefined {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return undefined;
  }
}

function startOf(files: CgroupFiles, clocks: Clocks, startTicks: number): number | undefined {
  const uptime = files.read('/proc/uptime');
  const seconds = uptime.kind === 'text' ? parseUptime(uptime.text) : undefined;
  if (seconds === undefined) return undefined;
  return Math.round(clocks.wall() - (seconds - startTicks / ticksPerSecond) * 1000);
}

/** Nothing without an earlier reading, at the same instant, or of a counter that went back. */
function toRates(before: Reading | undefined, now: Reading) {
  const seconds = before ? (now.monotonicMs - before.monotonicMs) / 1000 : 0;
  if (!before || seconds <= 0) return {};
  const ticks = now.ticks - before.ticks;
  const read = now.io && before.io ? now.io.readBytes - before.io.readBytes : -1;
  const written = now.io && before.io ? now.io.writeBytes - before.io.writeBytes : -1;
  return {
    ...(ticks < 0 ? {} : { cpuCores: ticks / ticksPerSecond / seconds }),
    ...(read < 0 ? {} : { readBytesPerSecond: read / seconds }),
    ...(written < 0 ? {} : { writeBytesPerSecond: written / seconds }),
  };
}

function bounded(words: readonly string[]): string[] {
  let left = commandLineShown;
  const kept: string[] = [];
  for (const word of words) {
    if (left <= 0) break;
    kept.push(word.slice(0, left));
    left -= word.length + 1;
  }
  return kept;
}

function toUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
