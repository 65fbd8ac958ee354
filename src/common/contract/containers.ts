import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  bulkTarget,
  byteCount,
  composeOrigin,
  engineId,
  engineScope,
  jobReference,
  labels,
  listEvent,
  objectName,
  timestamp,
} from './shared';

export const containerState = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
  'unknown',
]);
export type ContainerState = z.output<typeof containerState>;

export const containerHealth = z.enum(['starting', 'healthy', 'unhealthy']);
export type ContainerHealth = z.output<typeof containerHealth>;

export const portMapping = z.object({
  ip: z.string().optional(),
  containerPort: z.number(),
  hostPort: z.number().optional(),
  protocol: z.string(),
});
export type PortMapping = z.output<typeof portMapping>;

export const containerMount = z.object({
  /** bind, volume, tmpfs, npipe, image, cluster as the engine says. */
  type: z.string(),
  /** The volume's name. */
  name: z.string().optional(),
  source: z.string().optional(),
  destination: z.string(),
  readOnly: z.boolean(),
});
export type ContainerMount = z.output<typeof containerMount>;

export const containerNetwork = z.object({
  name: z.string(),
  networkId: z.string().optional(),
  ipv4: z.string().optional(),
  ipv6: z.string().optional(),
  macAddress: z.string().optional(),
  gateway: z.string().optional(),
  aliases: z.array(z.string()).optional(),
});
export type ContainerNetwork = z.output<typeof containerNetwork>;

export const containerSummary = z.object({
  id: z.string(),
  name: z.string(),
  /** As the user named it at creation; may since have moved to another image. */
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  createdAt: timestamp,
  state: containerState,
  /** Since when it is in that state, as precise as the engine's words ("Up 3 hours"). */
  stateSince: timestamp.optional(),
  exitCode: z.number().optional(),
  health: containerHealth.optional(),
  /** The engine's own words. */
  status: z.string(),
  ports: z.array(portMapping),
  mounts: z.array(containerMount),
  networks: z.array(containerNetwork),
  labels,
  compose: composeOrigin.optional(),
});
export type ContainerSummary = z.output<typeof containerSummary>;

export const healthProbe = z.object({
  startedAt: timestamp,
  endedAt: timestamp.optional(),
  exitCode: z.number(),
  output: z.string(),
});

export const containerDetails = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  createdAt: timestamp,
  platform: z.string().optional(),
  driver: z.string().optional(),
  state: containerState,
  startedAt: timestamp.optional(),
  finishedAt: timestamp.optional(),
  exitCode: z.number().optional(),
  oomKilled: z.boolean(),
  error: z.string().optional(),
  /** On the engine's host; absent when it does not run. */
  pid: z.number().optional(),
  restartCount: z.number(),
  health: z
    .object({ status: containerHealth, failingStreak: z.number(), log: z.array(healthProbe) })
    .optional(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  env: z.array(z.string()),
  workingDir: z.string().optional(),
  user: z.string().optional(),
  hostname: z.string().optional(),
  tty: z.boolean(),
  stopSignal: z.string().optional(),
  labels,
  compose: composeOrigin.optional(),
  restartPolicy: z.object({ name: z.string(), maximumRetryCount: z.number() }),
  autoRemove: z.boolean(),
  privileged: z.boolean(),
  readOnlyRootFilesystem: z.boolean(),
  networkMode: z.string(),
  logDriver: z.string().optional(),
  limits: z.object({
    /** Cores; absent means no limit. */
    cpus: z.number().optional(),
    memoryBytes: byteCount.optional(),
    memoryReservationBytes: byteCount.optional(),
    /** Memory and swap together. */
    memorySwapBytes: byteCount.optional(),
    pids: z.number().optional(),
    cpuset: z.string().optional(),
    cpuShares: z.number().optional(),
  }),
  ports: z.array(portMapping),
  mounts: z.array(containerMount),
  networks: z.array(containerNetwork),
});
export type ContainerDetails = z.output<typeof containerDetails>;

export const containerInspection = z.object({
  details: containerDetails,
  /** The engine's answer, as it came. */
  raw: z.unknown(),
});
export type ContainerInspection = z.output<typeof containerInspection>;

/** What is lost with a container. */
export const containerRemovalPreview = z.object({
  id: z.string(),
  name: z.string(),
  state: containerState,
  /** Bytes in the writable layer: lost. Absent when the engine does not say. */
  writableBytes: byteCount.optional(),
  /** Anonymous volumes that go with it when `volumes` is chosen. */
  anonymousVolumes: z.array(z.string()),
});
export type ContainerRemovalPreview = z.output<typeof containerRemovalPreview>;

export const containersContract = {
  list: oc.input(engineScope).output(z.array(containerSummary)),
  watch: oc.input(engineScope).output(eventIterator(listEvent(containerSummary))),
  inspect: oc.input(z.object({ engineId, id: objectName })).output(containerInspection),
  start: oc.input(bulkTarget).output(jobReference),
  /** SIGTERM (or the container's stop signal), then SIGKILL after `timeoutSeconds` (default: the engine's 10). */
  stop: oc
    .input(bulkTarget.extend({ timeoutSeconds: z.number().int().min(0).max(3600).optional() }))
    .output(jobReference),
  restart: oc
    .input(bulkTarget.extend({ timeoutSeconds: z.number().int().min(0).max(3600).optional() }))
    .output(jobReference),
  pause: oc.input(bulkTarget).output(jobReference),
  unpause: oc.input(bulkTarget).output(jobReference),
  kill: oc
    .input(
      bulkTarget.extend({
        signal: z
          .string()
          .regex(/^(SIG)?[A-Z0-9+-]{1,16}$/)
          .default('SIGKILL'),
      }),
    )
    .output(jobReference),
  rename: oc
    .input(
      z.object({
        engineId,
        id: objectName,
        name: z.string().regex(/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'two or more of letters, digits, _ . -'),
      }),
    )
    .output(z.void()),
  previewRemove: oc.input(bulkTarget).output(z.array(containerRemovalPreview)),
  /** `force` kills a running one first; `volumes` also removes its anonymous volumes. */
  remove: oc
    .input(bulkTarget.extend({ force: z.boolean().default(false), volumes: z.boolean().default(false) }))
    .output(jobReference),
};
