import type { MountsLook, ShownMount } from '../../../../common/contract/mounts';
import { maxMountsShown } from '../../../../common/mounts-shown';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { isStillThere, procSource } from '../../proc/container-pids';
import { type ContainerView, type KernelView, viewOfPid } from '../../proc/local-container';
import { readWholeFile } from '../../proc/whole-file';
import { parseMountTable } from './mount-table';
import { type MountsRecord, mountsRecord, overlayOf } from './mounts-record';
import { readNetworkView } from './network-view';
import { blockedPlaces, roomAsker } from './room';
import { fitsFilter, shownFromEngine, shownFromKernel, withRoom } from './shown-mounts';

export interface LookAtMountsOptions {
  readonly connection: EngineConnection;
  readonly view: KernelView;
  readonly now: () => number;
  readonly id: string;
  readonly filter: string;
  readonly signal: AbortSignal | undefined;
}

/** A kernel has at most 100,000 mounts in a namespace (fs.mount-max). */
const maxMountBytes = 32 * 1024 * 1024;

type HereView = Extract<ContainerView, { readonly kind: 'here' }>;

/** @throws AppError not_found and what else the engine says */
export async function lookAtMounts(options: LookAtMountsOptions): Promise<MountsLook> {
  const { connection, id, signal } = options;
  const record = await connection.api.json(
    { path: enginePath`/containers/${id}/json`, signal },
    mountsRecord,
  );
  const view = viewOfPid(options.view, record.Id, record.State.Pid);
  if (view.kind === 'here') return lookHere(options, record, view);
  const running = view.kind !== 'stopped';
  const source = view.kind === 'elsewhere' ? { kind: 'engine' as const, reason: view.reason } : undefined;
  return lookByEngine(options, record, running, source);
}

function lookByEngine(
  { now, filter }: LookAtMountsOptions,
  record: MountsRecord,
  running: boolean,
  source: MountsLook['source'],
): MountsLook {
  return {
    ...{ at: now(), running },
    ...(source ? { source } : {}),
    ...overlayPart(record),
    ...cut(shownFromEngine(record), (mount) => mount, filter),
  };
}

function lookHere(options: LookAtMountsOptions, record: MountsRecord, view: HereView): MountsLook {
  const { now, filter } = options;
  const { files, location } = view;
  const { pid } = location;
  const table = readWholeFile(`/proc/${pid}/mountinfo`, maxMountBytes);
  if (table.kind === 'failed') {
    const reason = table.reason === 'permission_denied' ? 'permission_denied' : 'no_process';
    return lookByEngine(options, record, true, { kind: 'engine', reason });
  }
  const lines = parseMountTable(table.text);
  const { mounts, ...counts } = cut(shownFromKernel(lines, record), ({ shown }) => shown, filter);
  const ask = roomAsker(pid, blockedPlaces(lines));
  const look: MountsLook = {
    ...{ at: now(), running: true, source: procSource(location) },
    ...overlayPart(record),
    mounts: mounts.map((mount) => withRoom(mount, ask)),
    ...counts,
    ...networkPart(pid),
  };
  // It ended meanwhile, and its number may be another process's by now: nothing of that is told.
  if (!isStillThere(files, location)) return lookByEngine(options, record, false, undefined);
  return look;
}

function overlayPart(record: MountsRecord): Pick<MountsLook, 'overlay'> {
  const overlay = overlayOf(record);
  return overlay ? { overlay } : {};
}

function networkPart(pid: number): Pick<MountsLook, 'network'> {
  const network = readNetworkView(pid);
  return network ? { network } : {};
}

function cut<Item>(
  all: readonly Item[],
  shownOf: (item: Item) => ShownMount,
  filter: string,
): { readonly mounts: Item[]; readonly matching: number; readonly total: number } {
  const matching = all.filter((item) => fitsFilter(shownOf(item), filter));
  return { mounts: matching.slice(0, maxMountsShown), matching: matching.length, total: all.length };
}
