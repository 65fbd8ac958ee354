import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { engineId, engineScope, jobReference, timestamp, wireError } from './shared';

/** Where an endpoint was found, in the order of preference of the Docker CLI. */
export const engineSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('environment'), variable: z.string() }),
  z.object({ kind: z.literal('context'), context: z.string(), current: z.boolean() }),
  z.object({ kind: z.literal('socket'), product: z.string() }),
  z.object({ kind: z.literal('settings') }),
  z.object({ kind: z.literal('option') }),
  z.object({ kind: z.literal('managed') }),
]);
export type EngineSource = z.output<typeof engineSource>;

/** What an engine can do. False is explained to the user, never tried. `engine/capabilities.ts` holds the table. */
export const capabilities = z.object({
  /** Builds with BuildKit over POST /build?version=2. */
  buildKit: z.boolean(),
  /** POST /containers/x/update changes limits of a running container. */
  containerUpdate: z.boolean(),
  /** Such a change may name single limits; else others are reset by it or checked against old ones. */
  partialUpdate: z.boolean(),
  /** GET /images/json?shared-size=1 (API 1.42). */
  imageSharedSize: z.boolean(),
  /** GET /system/df?type=... computes only what is asked for (API 1.42). */
  diskUsageByType: z.boolean(),
  /** An import is given the asked reference (podman 4 ignores the tag). */
  importReference: z.boolean(),
  /** GET /images/json?manifests=1 (API 1.47). */
  imageManifests: z.boolean(),
  /** GET /images/x/json of the containerd image store: the image id is a manifest digest. */
  containerdImageStore: z.boolean(),
  /** Events say which network a container joined or left. */
  networkEvents: z.boolean(),
  /** Pausing needs the freezer controller; rootless engines on cgroup v1 have none. */
  pause: z.boolean(),
});
export type Capabilities = z.output<typeof capabilities>;

export const engineInfo = z.object({
  product: z.enum(['docker', 'podman', 'other']),
  /** The engine host's name. */
  hostName: z.string(),
  version: z.string(),
  /** The version spoken: the lower of the engine's newest and Estiba's newest. */
  apiVersion: z.string(),
  maxApiVersion: z.string(),
  minApiVersion: z.string().optional(),
  operatingSystem: z.string(),
  osType: z.string(),
  architecture: z.string(),
  kernelVersion: z.string(),
  cpus: z.number(),
  memoryBytes: z.number(),
  cgroupVersion: z.enum(['1', '2']).optional(),
  cgroupDriver: z.string().optional(),
  storageDriver: z.string(),
  rootless: z.boolean(),
  /** The engine's data root on the engine's host. */
  rootDir: z.string(),
  counts: z.object({
    containers: z.number(),
    running: z.number(),
    paused: z.number(),
    stopped: z.number(),
    images: z.number(),
  }),
  warnings: z.array(z.string()),
  capabilities,
});
export type EngineInfo = z.output<typeof engineInfo>;

/** Why an engine cannot be reached; the interface has a text and a next step for each. */
export const unreachableReason = z.enum([
  'socket_missing',
  'permission_denied',
  'refused',
  'host_not_found',
  'tls',
  'ssh',
  'timeout',
  'too_old',
  'not_an_engine',
  'lost',
  'not_running',
  'unreadable_context',
  'other',
]);
export type UnreachableReason = z.output<typeof unreachableReason>;

export const engineState = z.discriminatedUnion('kind', [
  /** Known, not asked for. */
  z.object({ kind: z.literal('disconnected') }),
  z.object({ kind: z.literal('connecting'), since: timestamp, attempt: z.number() }),
  z.object({ kind: z.literal('connected'), since: timestamp, info: engineInfo }),
  z.object({
    kind: z.literal('unreachable'),
    since: timestamp,
    attempt: z.number(),
    reason: unreachableReason,
    error: wireError,
    /** A command that mends it, to copy: `sudo usermod -aG docker ana`. */
    command: z.string().optional(),
    /** When it is tried again by itself; absent when only the user can mend it. */
    retryAt: timestamp.optional(),
  }),
]);
export type EngineState = z.output<typeof engineState>;

export const engineSummary = z.object({
  id: engineId,
  name: z.string(),
  /** DOCKER_HOST form, without secrets: unix:///var/run/docker.sock, tcp://host:2376, ssh://user@host. */
  host: z.string(),
  transport: z.enum(['unix', 'npipe', 'tcp', 'tls', 'ssh']),
  sources: z.array(engineSource),
  /** True for the one that the docker command would use now. */
  current: z.boolean(),
  state: engineState,
});
export type EngineSummary = z.output<typeof engineSummary>;

export const engineEvent = z.object({
  /** timeNano, actor and action: the same event delivered twice has the same id. */
  id: z.string(),
  engineId,
  at: timestamp,
  /** container, image, volume, network, daemon, plugin, builder, ... as the engine names it. */
  type: z.string(),
  action: z.string(),
  actorId: z.string(),
  /** The object's name, where the engine says it. */
  name: z.string().optional(),
  attributes: z.record(z.string(), z.string()),
});
export type EngineEvent = z.output<typeof engineEvent>;

export const newEngine = z.object({
  name: z.string().trim().min(1).max(80),
  /** unix://, npipe://, tcp://, ssh:// */
  host: z.string().trim().min(1).max(512),
  /** PEM files on this machine. With none, tcp:// is plain. */
  tls: z
    .object({
      ca: z.string().optional(),
      cert: z.string().optional(),
      key: z.string().optional(),
      verify: z.boolean().default(true),
    })
    .optional(),
});
export type NewEngine = z.input<typeof newEngine>;

/** Estiba's own Docker Engine, for a machine that has none. */
export const managedEngineStatus = z.object({
  state: z.enum(['not_installed', 'stopped', 'starting', 'running', 'unsupported']),
  /** Why it cannot run here, for `unsupported`. */
  reason: z.string().optional(),
  dockerdPath: z.string().optional(),
  pid: z.number().optional(),
  host: z.string(),
  dataRoot: z.string(),
  /** The exact command that installs an engine here. */
  installCommand: z.string().optional(),
  /** True when Estiba may run that command itself: root on Debian or Ubuntu. */
  canInstall: z.boolean(),
});
export type ManagedEngineStatus = z.output<typeof managedEngineStatus>;

export const enginesContract = {
  list: oc.output(z.array(engineSummary)),
  /** Every known engine, whenever one of them changes. */
  watch: oc.output(eventIterator(z.array(engineSummary))),
  connect: oc.input(engineScope).output(engineSummary),
  disconnect: oc.input(engineScope).output(engineSummary),
  /** Looks again at the environment, contexts and sockets. */
  discover: oc.output(z.array(engineSummary)),
  add: oc.input(newEngine).output(engineSummary),
  /** Forgets an engine that was added by hand. */
  remove: oc.input(engineScope).output(z.void()),
  /** Events as they come, in batches; begins with the ones kept (at most 1,000), oldest first. */
  events: oc.input(engineScope).output(eventIterator(z.array(engineEvent))),
  managedStatus: oc.output(managedEngineStatus),
  managedStart: oc.output(jobReference),
  managedStop: oc.output(jobReference),
  /** Runs the install command, then starts the engine. Only where `canInstall`. */
  managedInstall: oc.output(jobReference),
};
