import { z } from 'zod';
import type { ContainerSummary } from '../../../../common/contract/containers';
import {
  imageId,
  listOf,
  mapOf,
  optionalNumber,
  optionalSize,
  optionalText,
  textList,
  textMap,
} from './tolerant-schema';

export const portRecord = z.object({
  IP: optionalText,
  PrivatePort: z.number(),
  PublicPort: optionalNumber,
  Type: z.string().default('tcp'),
});

export const mountRecord = z.object({
  /** Podman leaves it out for some. */
  Type: optionalText,
  Name: optionalText,
  Source: optionalText,
  Destination: z.string().default(''),
  RW: z.boolean().default(true),
});
export type MountRecord = z.output<typeof mountRecord>;

export const endpointRecord = z
  .object({
    NetworkID: optionalText,
    IPAddress: optionalText,
    GlobalIPv6Address: optionalText,
    MacAddress: optionalText,
    Gateway: optionalText,
    Aliases: textList,
  })
  .nullable();
export type EndpointRecord = z.output<typeof endpointRecord>;

/**
 * One entry of GET /containers/json. Podman 4 leaves out HostConfig and gives null Networks where there is no network;
 * SizeRw comes only with `size=1` and when it is not 0; Health comes from API 1.52 on.
 */
export const containerRecord = z.object({
  Id: z.string().min(1),
  Names: textList,
  Image: z.string().default(''),
  ImageID: imageId.default(''),
  Command: optionalText,
  Created: z.number().default(0),
  State: z.string().default(''),
  Status: z.string().default(''),
  Ports: listOf(portRecord),
  Labels: textMap,
  Mounts: listOf(mountRecord),
  NetworkSettings: z
    .object({ Networks: mapOf(endpointRecord) })
    .nullish()
    .transform((value) => value ?? { Networks: {} }),
  SizeRw: optionalSize,
  SizeRootFs: optionalSize,
  Health: z
    .object({ Status: optionalText })
    .nullish()
    .transform((value) => value ?? undefined),
});
export type ContainerRecord = z.output<typeof containerRecord>;

export const containerRecords = z.array(containerRecord);

/**
 * The container's own name without its slash. Legacy links add names of the form `/other/alias`. Without any name
 * (the engine is removing it) the short id stands for it, as in `docker ps`.
 */
export function containerName(record: Pick<ContainerRecord, 'Id' | 'Names'>): string {
  const names = record.Names.map((name) => (name.startsWith('/') ? name.slice(1) : name));
  return names.find((name) => name !== '' && !name.includes('/')) ?? names[0] ?? record.Id.slice(0, 12);
}

/** Whether a listed container has processes at this moment; one that restarts has none. */
export function hasProcesses({ state }: Pick<ContainerSummary, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** As long as it has processes. Podman's `stopping` still has. */
export function isRunning(state: string): boolean {
  return ['running', 'paused', 'restarting', 'stopping'].includes(state.toLowerCase());
}
