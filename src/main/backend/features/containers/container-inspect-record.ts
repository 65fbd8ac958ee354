import { z } from 'zod';
import { endpointRecord, mountRecord } from '../../engine/records/container-record';
import { hostConfigFields } from '../../engine/records/host-config-record';
import {
  commandLine,
  flag,
  imageId,
  listOf,
  mapOf,
  optionalNumber,
  optionalText,
  optionalTime,
  textList,
  textMap,
} from '../../engine/records/tolerant-schema';

const portBindings = mapOf(z.array(z.object({ HostIp: optionalText, HostPort: optionalText })).nullable());

const probeRecord = z.object({
  Start: optionalTime,
  End: optionalTime,
  ExitCode: z.number().default(0),
  Output: z.string().default(''),
});

const healthRecord = z
  .object({ Status: optionalText, FailingStreak: z.number().default(0), Log: listOf(probeRecord) })
  .nullish();

const stateRecord = z.object({
  Status: z.string().default(''),
  OOMKilled: flag,
  Pid: optionalNumber,
  ExitCode: optionalNumber,
  Error: optionalText,
  StartedAt: optionalTime,
  FinishedAt: optionalTime,
  Health: healthRecord,
  /** Podman 4's name for Health, beside or instead of it. */
  Healthcheck: healthRecord,
});

const configRecord = z.object({
  Image: optionalText,
  Hostname: optionalText,
  User: optionalText,
  Tty: flag,
  Env: textList,
  Entrypoint: commandLine,
  Cmd: commandLine,
  WorkingDir: optionalText,
  Labels: textMap,
  StopSignal: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) =>
      value === undefined || value === null || value === '' ? undefined : String(value),
    ),
  ExposedPorts: mapOf(z.unknown()),
});

const hostConfigRecord = z.object({
  ...hostConfigFields,
  LogConfig: z.object({ Type: optionalText }).nullish(),
});
export type HostConfigRecord = z.output<typeof hostConfigRecord>;

/** GET /containers/{id}/json, as far as it is shown. */
export const containerInspectRecord = z.object({
  Id: z.string().min(1),
  Name: z.string().default(''),
  Image: imageId.default(''),
  Created: optionalTime,
  Platform: optionalText,
  Driver: optionalText,
  RestartCount: z.number().default(0),
  State: stateRecord,
  Config: configRecord,
  HostConfig: hostConfigRecord,
  Mounts: listOf(mountRecord),
  NetworkSettings: z.object({ Ports: portBindings, Networks: mapOf(endpointRecord) }),
  SizeRw: optionalNumber,
});
export type ContainerInspectRecord = z.output<typeof containerInspectRecord>;
export type PortBindingsRecord = z.output<typeof portBindings>;
