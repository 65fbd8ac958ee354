import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { EngineInfo } from '../../../common/contract/engines';
import { capabilitiesOf, type EngineTraits } from './capabilities';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** GET /version. */
export const versionRecord = z.object({
  Version: z.string().default(''),
  ApiVersion: z.string().regex(/^\d+\.\d+$/),
  MinAPIVersion: z
    .string()
    .regex(/^(?:\d+\.\d+)?$/)
    .nullish(),
  Components: z
    .array(z.object({ Name: z.string() }))
    .nullish()
    .transform((components) => components ?? []),
});
export type VersionRecord = z.output<typeof versionRecord>;

/** The engine's headers and its version, as they came. */
export interface EngineIdentity {
  readonly headers: IncomingHttpHeaders;
  readonly version: VersionRecord;
}

/** GET /info, as Docker 20.10 to 28 and Podman 4 answer it: absent and null are the same. */
export const infoRecord = z.object({
  Name: text,
  OperatingSystem: text,
  OSType: text,
  Architecture: text,
  KernelVersion: text,
  NCPU: count,
  MemTotal: count,
  /** Absent on cgroup v1 before 20.10. */
  CgroupVersion: text,
  CgroupDriver: text,
  Driver: text,
  DriverStatus: z
    .array(z.array(z.string()))
    .nullish()
    .transform((value) => value ?? []),
  SecurityOptions: texts,
  DockerRootDir: text,
  Containers: count,
  ContainersRunning: count,
  ContainersPaused: count,
  ContainersStopped: count,
  Images: count,
  Warnings: texts,
  /** Podman says it here, too. */
  Rootless: z.boolean().nullish(),
});
export type InfoRecord = z.output<typeof infoRecord>;

/** The engine as the interface shows it. `apiVersion` is the one spoken. */
export function normalizeEngineInfo(
  identity: EngineIdentity,
  record: InfoRecord,
  apiVersion: string,
): EngineInfo {
  const { version } = identity;
  const traits = traitsOf(identity, record, apiVersion);
  return {
    product: traits.product,
    hostName: record.Name,
    version: version.Version,
    apiVersion,
    maxApiVersion: version.ApiVersion,
    ...(version.MinAPIVersion ? { minApiVersion: version.MinAPIVersion } : {}),
    operatingSystem: record.OperatingSystem,
    osType: record.OSType,
    architecture: record.Architecture,
    kernelVersion: record.KernelVersion,
    cpus: record.NCPU,
    memoryBytes: record.MemTotal,
    ...(traits.cgroupVersion ? { cgroupVersion: traits.cgroupVersion } : {}),
    ...(record.CgroupDriver ? { cgroupDriver: record.CgroupDriver } : {}),
    storageDriver: record.Driver,
    rootless: traits.rootless,
    rootDir: record.DockerRootDir,
    counts: {
      containers: record.Containers,
      running: record.ContainersRunning,
      paused: record.ContainersPaused,
      stopped: record.ContainersStopped,
      images: record.Images,
    },
    warnings: record.Warnings,
    capabilities: capabilitiesOf(traits),
  };
}

function traitsOf(identity: EngineIdentity, record: InfoRecord, apiVersion: string): EngineTraits {
  return {
    product: productOf(identity),
    version: identity.version.Version,
    apiVersion,
    osType: record.OSType || 'linux',
    cgroupVersion:
      record.CgroupVersion === '1' || record.CgroupVersion === '2' ? record.CgroupVersion : undefined,
    // Entries are `name=rootless` or `name=seccomp,profile=default`.
    rootless:
      record.Rootless === true ||
      record.SecurityOptions.some((option) => option.split(',').includes('name=rootless')),
    containerdStore: record.DriverStatus.some(
      ([key, value]) => key === 'driver-type' && value === 'io.containerd.snapshotter.v1',
    ),
  };
}

function productOf({ headers, version }: EngineIdentity): EngineInfo['product'] {
  const isPodman =
    headers['libpod-api-version'] !== undefined ||
    version.Components.some((component) => component.Name === 'Podman Engine');
  if (isPodman) return 'podman';
  const isDocker =
    String(headers.server ?? '').startsWith('Docker/') ||
    version.Components.some((component) => component.Name === 'Engine');
  return isDocker ? 'docker' : 'other';
}
