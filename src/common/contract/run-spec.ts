import { z } from 'zod';
import { byteCount } from './shared';

const text = z.string().max(65_536);
const texts = z.array(text).max(10_000);
/** A path in the container: absolute. */
const containerPath = z.string().min(1).max(4096);

export const runPort = z.object({
  containerPort: z.int().min(1).max(65_535),
  protocol: z.enum(['tcp', 'udp', 'sctp']).default('tcp'),
  /** Absent: the engine chooses one. */
  hostPort: z.int().min(1).max(65_535).optional(),
  /** Absent: all addresses of the host. */
  hostIp: z.string().max(64).optional(),
});
export type RunPort = z.output<typeof runPort>;

export const runMount = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('volume'),
    /** The volume's name; made when there is none. Absent: an anonymous one. */
    source: z.string().max(255).optional(),
    target: containerPath,
    readOnly: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('bind'),
    /** On the engine's machine. */
    source: z.string().min(1).max(4096),
    target: containerPath,
    readOnly: z.boolean().default(false),
    /** As `-v` does: the engine makes a folder, owned by root, where there is nothing. Otherwise that is an error. */
    create: z.boolean().default(false),
    /** Further options of `-v`, separated by commas: `z`, `rshared`. Only with `create`. */
    options: z.string().max(200).optional(),
  }),
  z.object({
    kind: z.literal('tmpfs'),
    target: containerPath,
    sizeBytes: byteCount.optional(),
    /** Permission bits. */
    mode: z.int().nonnegative().optional(),
    readOnly: z.boolean().default(false),
  }),
]);
export type RunMount = z.output<typeof runMount>;

export const runNetwork = z.object({
  /** `bridge`, `host`, `none`, `container:<name>`, or the name of a network. */
  name: z.string().min(1).max(512),
  aliases: z.array(z.string().max(255)).max(100).default([]),
  ipv4: z.string().max(64).optional(),
});
export type RunNetwork = z.output<typeof runNetwork>;

export const runHealthcheck = z.discriminatedUnion('kind', [
  /** As the image says. */
  z.object({ kind: z.literal('image') }),
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('command'),
    /** A line for the container's shell. */
    command: text.min(1),
    /** Milliseconds; absent: the engine's 30 s. */
    intervalMs: z.int().positive().optional(),
    timeoutMs: z.int().positive().optional(),
    startPeriodMs: z.int().nonnegative().optional(),
    retries: z.int().nonnegative().max(1000).optional(),
  }),
]);
export type RunHealthcheck = z.output<typeof runHealthcheck>;

export const runLimits = z.object({
  /** Cores. */
  cpus: z.number().positive().optional(),
  memoryBytes: byteCount.optional(),
  memoryReservationBytes: byteCount.optional(),
  /** Memory and swap together; -1: no limit of swap. */
  memorySwapBytes: z.number().optional(),
  pids: z.int().optional(),
  cpuShares: z.int().positive().optional(),
  cpuset: z.string().max(1000).optional(),
});
export type RunLimits = z.output<typeof runLimits>;

export const runUlimit = z.object({
  name: z.string().min(1).max(64),
  soft: z.int(),
  hard: z.int(),
});

/**
 * What `docker run` asks an engine for. Absent means what the image or the engine says. Everything here has a flag of
 * `docker run` with the same meaning.
 */
export const runSpec = z.object({
  image: z.string().trim().min(1).max(512),
  /** Absent: the engine invents one. */
  name: z.string().max(255).optional(),
  /** Absent: the image's; empty: none. */
  entrypoint: texts.optional(),
  /** Empty: the image's. */
  command: texts.default([]),
  /** `NAME=value`. */
  env: texts.default([]),
  ports: z.array(runPort).max(10_000).default([]),
  /** All ports that the image exposes, on ports that the engine chooses. */
  publishAll: z.boolean().default(false),
  mounts: z.array(runMount).max(10_000).default([]),
  /** The first is the network mode. Empty: the engine's default. */
  networks: z.array(runNetwork).max(100).default([]),
  hostname: z.string().max(255).optional(),
  /** `name:address`. */
  extraHosts: texts.default([]),
  dns: texts.default([]),
  limits: runLimits.default({}),
  restart: z
    .object({
      name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).default('no'),
      maximumRetryCount: z.int().nonnegative().default(0),
    })
    .prefault({}),
  user: z.string().max(255).optional(),
  groupAdd: texts.default([]),
  workingDir: z.string().max(4096).optional(),
  capAdd: texts.default([]),
  capDrop: texts.default([]),
  securityOpt: texts.default([]),
  privileged: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  init: z.boolean().default(false),
  tty: z.boolean().default(false),
  interactive: z.boolean().default(false),
  autoRemove: z.boolean().default(false),
  healthcheck: runHealthcheck.default({ kind: 'image' }),
  labels: z.record(z.string(), z.string()).default({}),
  /** `linux/arm64`. */
  platform: z.string().max(100).optional(),
  stopSignal: z.string().max(32).optional(),
  /** Seconds. */
  stopTimeout: z.int().nonnegative().optional(),
  shmBytes: byteCount.optional(),
  /** `/dev/a[:/dev/b[:rwm]]`. */
  devices: texts.default([]),
  ulimits: z.array(runUlimit).default([]),
  sysctls: z.record(z.string(), z.string()).default({}),
  logDriver: z.string().max(64).optional(),
  logOptions: z.record(z.string(), z.string()).default({}),
  /** `host`, `container:<name>`, `shareable`, `private`. */
  ipcMode: z.string().max(255).optional(),
  pidMode: z.string().max(255).optional(),
  utsMode: z.string().max(255).optional(),
  usernsMode: z.string().max(255).optional(),
});
export type RunSpec = z.output<typeof runSpec>;
export type RunSpecInput = z.input<typeof runSpec>;
