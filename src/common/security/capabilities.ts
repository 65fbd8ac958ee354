/** Linux capabilities in the order of their bits (include/uapi/linux/capability.h, capabilities(7)). */
export const capabilityNames = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** What Docker gives a container that asks for nothing (moby, oci/caps/defaults.go). */
export const dockerDefaults: ReadonlySet<string> = new Set([
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SYS_CHROOT',
  'MKNOD',
  'AUDIT_WRITE',
  'SETFCAP',
]);

/** Beyond the default set: those with which a process can reach the host, its kernel or other containers' data. */
const wayOut: ReadonlySet<string> = new Set([
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_PTRACE',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_TIME',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
]);

export type CapabilityRisk = 'default' | 'beyond' | 'dangerous';

/** How a capability compares with what Docker gives by default. A name that is not known is beyond it. */
export function capabilityRisk(name: string): CapabilityRisk {
  if (dockerDefaults.has(name)) return 'default';
  return wayOut.has(name) ? 'dangerous' : 'beyond';
}

/**
 * The names of a mask as /proc/<pid>/status writes it (CapEff: 00000000a80425fb), by bit; a bit without a name as its
 * number. Undefined for what is no such mask.
 */
export function decodeCapabilities(mask: string): readonly string[] | undefined {
  return bitsOf(mask)?.map((bit) => capabilityNames[bit] ?? String(bit));
}

/** The numbers of the bits that are set in a hexadecimal mask of up to 64 bits, lowest first. */
export function bitsOf(mask: string): readonly number[] | undefined {
  if (!/^[0-9a-f]{1,16}$/i.test(mask)) return undefined;
  const value = BigInt(`0x${mask}`);
  const bits: number[] = [];
  for (let bit = 0; bit < 64; bit++) if ((value >> BigInt(bit)) & 1n) bits.push(bit);
  return bits;
}
