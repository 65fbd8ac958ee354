import { z } from 'zod';
import {
  flag,
  listOf,
  mapOf,
  optionalText,
  optionalTime,
  textMap,
} from '../../engine/records/tolerant-schema';

const endpointRecord = z.object({
  Name: z.string().default(''),
  IPv4Address: optionalText,
  IPv6Address: optionalText,
  MacAddress: optionalText,
});

/** GET /networks (without Containers) and GET /networks/{id}. */
export const networkRecord = z.object({
  Id: z.string().min(1),
  Name: z.string().default(''),
  Driver: z.string().default(''),
  Scope: z.string().default('local'),
  Created: optionalTime,
  Internal: flag,
  Attachable: flag,
  Ingress: flag,
  EnableIPv6: flag,
  IPAM: z
    .object({ Config: listOf(z.object({ Subnet: optionalText, Gateway: optionalText })) })
    .nullish()
    .transform((value) => value ?? { Config: [] }),
  Labels: textMap,
  Options: textMap,
  Containers: mapOf(endpointRecord),
});
export type NetworkRecord = z.output<typeof networkRecord>;

export const networkRecords = z.array(networkRecord);
