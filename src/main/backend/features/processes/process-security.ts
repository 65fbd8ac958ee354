import { z } from 'zod';
import type { ProcessSecurity } from '../../../../common/contract/processes';
import type { FallbackReason } from '../../../../common/contract/stats';
import { AppError } from '../../../../common/errors';
import { capabilityNames, dockerDefaults } from '../../../../common/security/capabilities';
import type { CgroupFiles, FileText } from '../../cgroup/cgroup-files';
import type { CgroupLocation } from '../../cgroup/locate';
import { parseProcessStat, readKilobytes } from '../../cgroup/proc-text';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { flag, optionalNumber, optionalText, textList } from '../../engine/records/tolerant-schema';
import { isInContainer, isStillThere, type ProcessIdentity, procSource } from '../../proc/container-pids';
import { type KernelView, viewOfPid } from '../../proc/local-container';
import {
  parseCapabilitySets,
  parseProcessStatus,
  parseSecurityLabel,
  parseSignalSets,
} from '../../proc/process-text';
import { readIdMap } from '../../proc/users';

const record = z.object({
  Id: z.string().min(1),
  AppArmorProfile: optionalText,
  ProcessLabel: optionalText,
  State: z.object({ Pid: optionalNumber }),
  HostConfig: z.object({ Privileged: flag, CapAdd: textList, CapDrop: textList, SecurityOpt: textList }),
  /** Podman says what came out of it. */
  EffectiveCaps: textList,
  BoundingCaps: textList,
});
type SecurityRecord = z.output<typeof record>;

export interface SecurityTarget {
  readonly connection: EngineConnection;
  readonly view: KernelView;
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
}

/** @throws AppError failed_precondition, not_found, and what the engine says */
export async function readSecurity(
  target: SecurityTarget,
  wanted?: ProcessIdentity,
): Promise<ProcessSecurity> {
  const { connection, view, id, signal } = target;
  const inspected = await connection.api.json({ path: enginePath`/containers/${id}/json`, signal }, record);
  const container = viewOfPid(view, inspected.Id, inspected.State.Pid);
  if (container.kind === 'stopped') throw new AppError('failed_precondition', 'The container does not run.');
  if (container.kind === 'elsewhere') return fromEngine(inspected, container.reason);
  const { files, location } = container;
  const identity = wanted ?? location;
  const found = fromKernel(files, location, identity);
  if (!found || !isSameProcess(files, location, identity))
    throw new AppError('not_found', 'The process has ended.');
  return { ...found, privileged: inspected.HostConfig.Privileged };
}

/** Whether the pid still names that process, and it is still one of the container's. */
export function isSameProcess(
  files: CgroupFiles,
  location: CgroupLocation,
  process: ProcessIdentity,
): boolean {
  return isStillThere(files, process) && isInContainer(files, location, process.pid);
}

function fromKernel(
  files: CgroupFiles,
  location: CgroupLocation,
  { pid, startTicks }: ProcessIdentity,
): Omit<ProcessSecurity, 'privileged'> | undefined {
  const own = (name: string): string | undefined => textOf(files.read(`/proc/${pid}/${name}`));
  const stat = parseProcessStat(own('stat') ?? '');
  const statusText = own('status');
  if (!stat || statusText === undefined) return undefined;
  const status = parseProcessStatus(statusText);
  const capabilities = parseCapabilitySets(statusText);
  const label = parseSecurityLabel(own('attr/current') ?? '');
  const memory = own('smaps_rollup') ?? '';
  const found = {
    source: procSource(location),
    main: pid === location.pid,
    name: toUtf8(stat.command),
    ...{ pid, startTicks },
    capabilities: capabilities && copyOf(capabilities),
    seccomp: status.seccomp,
    seccompFilters: status.seccompFilters,
    noNewPrivileges: status.noNewPrivileges,
    label,
    uidMap: readIdMap(files, pid, 'uid_map'),
    gidMap: readIdMap(files, pid, 'gid_map'),
    signals: copyOf(parseSignalSets(statusText)),
    pssBytes: readKilobytes(memory, 'Pss'),
    swapBytes: status.swapBytes,
    executable: linkOf(files.readLink(`/proc/${pid}/exe`)),
    workingDir: linkOf(files.readLink(`/proc/${pid}/cwd`)),
  };
  return withoutAbsent(found);
}

/** What the container was made with; what a process then did with it the engine does not know. */
function fromEngine(inspected: SecurityRecord, reason: FallbackReason): ProcessSecurity {
  const { HostConfig: host, EffectiveCaps, BoundingCaps } = inspected;
  const asked = askedCapabilities(host);
  const effective = EffectiveCaps.length > 0 ? EffectiveCaps.map(bareName) : asked;
  const bounding = BoundingCaps.length > 0 ? BoundingCaps.map(bareName) : asked;
  const options = host.SecurityOpt.map((option) => option.replace(/^([\w-]+):/, '$1='));
  const text = inspected.AppArmorProfile ?? inspected.ProcessLabel;
  const found = {
    source: { kind: 'engine', reason } as const,
    main: true,
    privileged: host.Privileged,
    capabilities: { effective, permitted: [], bounding, inheritable: [], ambient: [] },
    seccomp:
      host.Privileged || options.includes('seccomp=unconfined') ? ('disabled' as const) : ('filter' as const),
    noNewPrivileges: options.some((option) => /^no-new-privileges(=true)?$/.test(option)),
    label: text === undefined ? undefined : parseSecurityLabel(text),
  };
  return withoutAbsent(found);
}

function askedCapabilities({ Privileged, CapAdd, CapDrop }: SecurityRecord['HostConfig']): string[] {
  if (Privileged) return [...capabilityNames];
  const added = CapAdd.map(bareName);
  const dropped = new Set(CapDrop.map(bareName));
  const base: readonly string[] = added.includes('ALL') ? capabilityNames : [...dockerDefaults];
  const kept = dropped.has('ALL') ? [] : base.filter((name) => !dropped.has(name));
  return [...new Set([...kept, ...added.filter((name) => name !== 'ALL')])];
}

function bareName(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}

function textOf(file: FileText): string | undefined {
  return file.kind === 'text' ? file.text : undefined;
}

function linkOf(file: FileText): string | undefined {
  return textOf(file);
}

function toUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** Lists that may be changed, as the contract's types have them. */
function copyOf<Lists extends object>(lists: Lists): { [Key in keyof Lists]: string[] } {
  return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [...list]])) as {
    [Key in keyof Lists]: string[];
  };
}

type Known<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

function withoutAbsent<Value extends object>(value: Value): Known<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Known<Value>;
}
