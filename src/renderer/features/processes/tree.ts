import type { ContainerProcess } from '../../../common/contract/processes';

/** A process as a line of the list. */
export interface ProcessRow {
  /** Pid and start: the same number is another process later. */
  readonly id: string;
  readonly process: ContainerProcess;
  /** 0 in a flat list. */
  readonly depth: number;
  /** Place in the tree; the list is sorted by it while it is a tree. */
  readonly rank: number;
}

export type ProcessValue = (process: ContainerProcess) => string | number | boolean | undefined;

export function idOfProcess({ pid, startTicks }: ContainerProcess): string {
  return `${pid} ${startTicks ?? ''}`;
}

function compare(a: ReturnType<ProcessValue>, b: ReturnType<ProcessValue>, descending: boolean): number {
  // What is not known stays last in both directions.
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const order = typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
  return descending ? -order : order;
}

/**
 * The processes as a tree, parents before their children, siblings by `value`. A process whose parent is no process of
 * the container is a root. Without recursion: a chain may be thousands long, and a ring (a parent that changed between
 * two readings) must end.
 */
export function toTree(
  processes: readonly ContainerProcess[],
  value: ProcessValue,
  descending: boolean,
): readonly ProcessRow[] {
  const sorted = [...processes].sort((a, b) => compare(value(a), value(b), descending) || a.pid - b.pid);
  const pids = new Set(processes.map(({ pid }) => pid));
  const children = new Map<number | undefined, ContainerProcess[]>();
  for (const process of sorted) {
    const { parent, pid } = process;
    const key = parent !== undefined && parent !== pid && pids.has(parent) ? parent : undefined;
    const list = children.get(key);
    if (list) list.push(process);
    else children.set(key, [process]);
  }
  const rows: ProcessRow[] = [];
  const seen = new Set<number>();
  const visit = (from: readonly ContainerProcess[], startDepth: number): void => {
    const stack = from.map((process) => ({ process, depth: startDepth })).reverse();
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { process, depth } = next;
      if (seen.has(process.pid)) continue;
      seen.add(process.pid);
      rows.push({ id: idOfProcess(process), process, depth, rank: rows.length });
      for (const child of [...(children.get(process.pid) ?? [])].reverse())
        stack.push({ process: child, depth: depth + 1 });
    }
  };
  visit(children.get(undefined) ?? [], 0);
  for (const process of sorted) if (!seen.has(process.pid)) visit([process], 0);
  return rows;
}

export function toFlat(processes: readonly ContainerProcess[]): readonly ProcessRow[] {
  return processes.map((process, rank) => ({ id: idOfProcess(process), process, depth: 0, rank }));
}
