import { bitsOf, decodeCapabilities } from '../../../common/security/capabilities';
import { signalName } from '../../../common/security/signals';
import { readKilobytes, readProcField, readProcNumber } from '../cgroup/proc-text';

/** /proc/<pid>/status, as far as it is shown (proc_pid_status(5)). A field that a kernel does not write is absent. */
export interface ProcessStatus {
  /** As seen from the reader's user namespace: real and effective. */
  readonly uid: number | undefined;
  readonly effectiveUid: number | undefined;
  readonly gid: number | undefined;
  /** Numbers in each pid namespace from the reader's to the process' own. */
  readonly namespacePids: readonly number[];
  readonly threads: number | undefined;
  readonly rssBytes: number | undefined;
  readonly swapBytes: number | undefined;
  readonly noNewPrivileges: boolean | undefined;
  readonly seccomp: 'disabled' | 'strict' | 'filter' | undefined;
  readonly seccompFilters: number | undefined;
}

const seccompModes = ['disabled', 'strict', 'filter'] as const;

export function parseProcessStatus(text: string): ProcessStatus {
  const [uid, effectiveUid] = numbersOf(readProcField(text, 'Uid'));
  const [gid] = numbersOf(readProcField(text, 'Gid'));
  const privileges = readProcNumber(text, 'NoNewPrivs');
  return {
    uid,
    effectiveUid,
    gid,
    namespacePids: numbersOf(readProcField(text, 'NSpid')),
    threads: readProcNumber(text, 'Threads'),
    rssBytes: readKilobytes(text, 'VmRSS'),
    swapBytes: readKilobytes(text, 'VmSwap'),
    noNewPrivileges: privileges === undefined ? undefined : privileges !== 0,
    seccomp: seccompModes[readProcNumber(text, 'Seccomp') ?? -1],
    seccompFilters: readProcNumber(text, 'Seccomp_filters'),
  };
}

export interface CapabilitySets {
  readonly effective: readonly string[];
  readonly permitted: readonly string[];
  readonly bounding: readonly string[];
  readonly inheritable: readonly string[];
  readonly ambient: readonly string[];
}

/** Undefined when the text has no capabilities. */
export function parseCapabilitySets(text: string): CapabilitySets | undefined {
  const setOf = (field: string): readonly string[] | undefined =>
    decodeCapabilities(readProcField(text, field) ?? '');
  const effective = setOf('CapEff');
  if (!effective) return undefined;
  return {
    effective,
    permitted: setOf('CapPrm') ?? [],
    bounding: setOf('CapBnd') ?? [],
    inheritable: setOf('CapInh') ?? [],
    ambient: setOf('CapAmb') ?? [],
  };
}

export interface SignalSets {
  readonly caught: readonly string[];
  readonly ignored: readonly string[];
  readonly blocked: readonly string[];
}

/** Which signals the process handles, ignores and holds back. Bit 0 is signal 1. */
export function parseSignalSets(text: string): SignalSets {
  const setOf = (field: string): readonly string[] =>
    (bitsOf(readProcField(text, field) ?? '') ?? []).map((bit) => signalName(bit + 1));
  return { caught: setOf('SigCgt'), ignored: setOf('SigIgn'), blocked: setOf('SigBlk') };
}

/**
 * The words of /proc/<pid>/cmdline. The process may have written over them and ended them with anything; a kernel thread
 * and a zombie have none. Read byte for byte as Latin-1, given as UTF-8.
 */
export function parseCommandLine(latin1: string): readonly string[] {
  if (latin1 === '') return [];
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  const words = text.split('\0');
  while (words.length > 0 && words.at(-1) === '') words.pop();
  return words;
}

export interface ProcessIo {
  /** Bytes that really went from and to storage. */
  readonly readBytes: number;
  readonly writeBytes: number;
}

/** /proc/<pid>/io (proc_pid_io(5)). */
export function parseProcessIo(text: string): ProcessIo | undefined {
  const readBytes = readProcNumber(text, 'read_bytes');
  const writeBytes = readProcNumber(text, 'write_bytes');
  return readBytes === undefined || writeBytes === undefined ? undefined : { readBytes, writeBytes };
}

/** Seconds since boot: the first number of /proc/uptime. */
export function parseUptime(text: string): number | undefined {
  const [first] = text.split(' ');
  const value = Number.parseFloat(first ?? '');
  return Number.isFinite(value) ? value : undefined;
}

export interface SecurityLabel {
  readonly kind: 'apparmor' | 'selinux' | 'unconfined' | 'other';
  readonly text: string;
  /** AppArmor's mode: enforce, complain, ... */
  readonly mode?: string;
}

/**
 * /proc/<pid>/attr/current: `docker-default (enforce)` of AppArmor, `system_u:system_r:container_t:s0:c1,c2` of SELinux.
 * Undefined when no security module wrote anything.
 */
export function parseSecurityLabel(text: string): SecurityLabel | undefined {
  const label = text.replace(/[\0\n]+$/, '');
  if (label === '') return undefined;
  if (label === 'unconfined') return { kind: 'unconfined', text: label };
  const profile = /^(.*) \((\w+)\)$/s.exec(label);
  if (profile) return { kind: 'apparmor', text: profile[1] ?? label, mode: profile[2] ?? '' };
  return { kind: /^[^:]+:[^:]+:[^:]+(:|$)/.test(label) ? 'selinux' : 'other', text: label };
}

function numbersOf(field: string | undefined): readonly number[] {
  if (field === undefined || field === '') return [];
  return field
    .split(/\s+/)
    .map(Number)
    .filter((value) => Number.isInteger(value));
}
