import { z } from 'zod';
import { flag, mapOf, optionalNumber, optionalText } from './tolerant-schema';

/** Fields of a container's HostConfig that everybody reads: its network, restart policy and limits. */
export const hostConfigFields = {
  NetworkMode: z.string().default(''),
  PortBindings: mapOf(z.array(z.object({ HostIp: optionalText, HostPort: optionalText })).nullable()),
  RestartPolicy: z
    .object({ Name: z.string().default(''), MaximumRetryCount: z.number().default(0) })
    .nullish(),
  AutoRemove: flag,
  Privileged: flag,
  ReadonlyRootfs: flag,
  NanoCpus: optionalNumber,
  CpuQuota: optionalNumber,
  CpuPeriod: optionalNumber,
  CpuShares: optionalNumber,
  CpusetCpus: optionalText,
  Memory: optionalNumber,
  MemoryReservation: optionalNumber,
  MemorySwap: optionalNumber,
  PidsLimit: optionalNumber,
};
