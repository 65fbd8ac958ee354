import type { NetworkInterface } from '../../../common/contract/stats';
import { parseCount } from './kernel-text';

/** What /proc/<pid>/stat says, as far as it is used. Times are in clock ticks (1/100 s on all Linux that Estiba meets). */
export interface ProcessStat {
  readonly command: string;
  readonly state: string;
  readonly ppid: number;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly threads: number;
  /** Since boot: with the pid it names one process for ever. */
  readonly startTicks: number;
}

/** Fields of proc(5). The command may hold spaces and parentheses, so it ends at the last one. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open === -1 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const number = (index: number): number => Number(fields[index] ?? Number.NaN);
  const [state = ''] = fields;
  const stat = {
    command: text.slice(open + 1, close),
    state,
    ppid: number(1),
    userTicks: number(11),
    systemTicks: number(12),
    threads: number(17),
    startTicks: number(19),
  };
  return Number.isFinite(stat.startTicks) ? stat : undefined;
}

/** Every interface but the loopback, as the Engine API counts them. */
export function parseNetDev(text: string): NetworkInterface[] {
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf(':');
    if (at === -1) return [];
    const name = line.slice(0, at).trim();
    const values = line
      .slice(at + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (name === 'lo' || values.length < 16) return [];
    const [rxBytes = 0, rxPackets = 0, rxErrors = 0, rxDropped = 0] = values;
    const [txBytes = 0, txPackets = 0, txErrors = 0, txDropped = 0] = values.slice(8);
    return [{ name, rxBytes, rxPackets, rxErrors, rxDropped, txBytes, txPackets, txErrors, txDropped }];
  });
}

export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly length: number;
}

/** uid_map and gid_map: first id inside, first id outside, how many. */
export function parseIdMap(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [inside, outside, length] = line.trim().split(/\s+/).map(Number);
    return inside === undefined || outside === undefined || length === undefined
      ? []
      : [{ inside, outside, length }];
  });
}

/** The rest of the line that begins with `name:`: /proc/<pid>/status, /proc/<pid>/io, /proc/meminfo. */
export function readProcField(text: string, name: string): string | undefined {
  const start = text.startsWith(`${name}:`) ? 0 : text.indexOf(`\n${name}:`) + 1;
  if (start === 0 && !text.startsWith(`${name}:`)) return undefined;
  const end = text.indexOf('\n', start);
  return text.slice(start + name.length + 1, end === -1 ? undefined : end).trim();
}

/** A field in kB, in bytes. */
export function readKilobytes(text: string, name: string): number | undefined {
  const match = /^(\d+) kB$/.exec(readProcField(text, name) ?? '');
  return match ? Number(match[1]) * 1024 : undefined;
}

/** A plain number. */
export function readProcNumber(text: string, name: string): number | undefined {
  return parseCount(readProcField(text, name) ?? '');
}
