import { z } from 'zod';
import { hostConfigFields } from '../engine/records/host-config-record';
import {
  commandLine,
  flag,
  imageId,
  listOf,
  mapOf,
  optionalNumber,
  optionalText,
  textList,
  textMap,
  withRaw,
} from '../engine/records/tolerant-schema';

const healthRecord = z
  .object({
    Test: textList,
    Interval: optionalNumber,
    Timeout: optionalNumber,
    StartPeriod: optionalNumber,
    Retries: optionalNumber,
  })
  .nullish()
  .transform((value) => value ?? undefined);

const configRecord = z.object({
  Image: z.string().default(''),
  Hostname: optionalText,
  User: optionalText,
  WorkingDir: optionalText,
  Env: textList,
  Entrypoint: commandLine,
  Cmd: commandLine,
  Labels: textMap,
  Tty: flag,
  OpenStdin: flag,
  StopSignal: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value ? String(value) : undefined)),
  StopTimeout: optionalNumber,
  Healthcheck: healthRecord,
  Volumes: mapOf(z.unknown()),
});
export type RunConfigRecord = z.output<typeof configRecord>;

const mountSpecRecord = z.object({
  Type: z.string().default(''),
  Source: optionalText,
  Target: z.string().default(''),
  ReadOnly: flag,
  TmpfsOptions: z
    .object({ SizeBytes: optionalNumber, Mode: optionalNumber })
    .nullish()
    .transform((value) => value ?? undefined),
});

const hostConfigRecord = z.object({
  ...hostConfigFields,
  Binds: textList,
  Mounts: listOf(mountSpecRecord),
  Tmpfs: textMap,
  PublishAllPorts: flag,
  ExtraHosts: textList,
  Dns: textList,
  GroupAdd: textList,
  CapAdd: textList,
  CapDrop: textList,
  SecurityOpt: textList,
  Init: flag,
  ShmSize: optionalNumber,
  Devices: listOf(
    z.object({
      PathOnHost: z.string().default(''),
      PathInContainer: z.string().default(''),
      CgroupPermissions: z.string().default('rwm'),
    }),
  ),
  Ulimits: listOf(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() })),
  Sysctls: textMap,
  LogConfig: z.object({ Type: optionalText, Config: textMap }).nullish(),
  IpcMode: optionalText,
  PidMode: optionalText,
  UTSMode: optionalText,
  UsernsMode: optionalText,
});
export type RunHostConfigRecord = z.output<typeof hostConfigRecord>;

const endpointRecord = z
  .object({
    Aliases: textList,
    IPAMConfig: z.object({ IPv4Address: optionalText }).nullish(),
  })
  .nullable();

/** GET /containers/{id}/json, as far as another container can be made from it. */
export const runInspectRecord = z.object({
  Id: z.string().min(1),
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  Image: imageId.default(''),
  Platform: optionalText,
  State: z.object({ Status: z.string().default(''), Running: flag }),
  Config: configRecord,
  HostConfig: hostConfigRecord,
  Mounts: listOf(
    z.object({
      Type: optionalText,
      Name: optionalText,
      Destination: z.string().default(''),
      RW: z.boolean().default(true),
    }),
  ),
  NetworkSettings: z.object({ Networks: mapOf(endpointRecord) }),
});
export type RunInspectRecord = z.output<typeof runInspectRecord>;

export const runInspect = withRaw(runInspectRecord);

/** What the image says, to leave it out of a container's spec. */
export const imageDefaultsRecord = z.object({
  Id: z.string().default(''),
  Config: configRecord
    .partial()
    .nullish()
    .transform((value) => value ?? {}),
});
export type ImageDefaults = z.output<typeof imageDefaultsRecord>['Config'];
