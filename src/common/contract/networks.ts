import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  bulkTarget,
  composeOrigin,
  engineId,
  engineScope,
  jobReference,
  labels,
  listEvent,
  objectName,
  timestamp,
} from './shared';

export const networkSummary = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  createdAt: timestamp.optional(),
  internal: z.boolean(),
  attachable: z.boolean(),
  ingress: z.boolean(),
  ipv6: z.boolean(),
  subnets: z.array(z.object({ subnet: z.string(), gateway: z.string().optional() })),
  labels,
  options: labels,
  /** bridge, host and none (podman: its default network): the engine refuses to remove them. */
  predefined: z.boolean(),
  compose: composeOrigin.optional(),
});
export type NetworkSummary = z.output<typeof networkSummary>;

export const networkEndpoint = z.object({
  containerId: z.string(),
  containerName: z.string(),
  ipv4: z.string().optional(),
  ipv6: z.string().optional(),
  macAddress: z.string().optional(),
});
export type NetworkEndpoint = z.output<typeof networkEndpoint>;

export const networkInspection = z.object({
  details: networkSummary.extend({ endpoints: z.array(networkEndpoint) }),
  raw: z.unknown(),
});
export type NetworkInspection = z.output<typeof networkInspection>;

export const networkRemovalPreview = z.object({
  id: z.string(),
  name: z.string(),
  predefined: z.boolean(),
  /** Running containers attached to it: the engine refuses while there are any. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string(), running: z.boolean() })),
});
export type NetworkRemovalPreview = z.output<typeof networkRemovalPreview>;

export const newNetwork = z.object({
  engineId,
  name: z.string().trim().min(1).max(128),
  driver: z.string().max(255).default('bridge'),
  internal: z.boolean().default(false),
  attachable: z.boolean().default(false),
  ipv6: z.boolean().default(false),
  /** CIDR: 10.10.0.0/24. */
  subnet: z.string().max(64).optional(),
  gateway: z.string().max(64).optional(),
  options: labels.default({}),
  labels: labels.default({}),
});
export type NewNetwork = z.input<typeof newNetwork>;

export const networksContract = {
  list: oc.input(engineScope).output(z.array(networkSummary)),
  watch: oc.input(engineScope).output(eventIterator(listEvent(networkSummary))),
  inspect: oc.input(z.object({ engineId, id: objectName })).output(networkInspection),
  create: oc.input(newNetwork).output(networkSummary),
  previewRemove: oc.input(bulkTarget).output(z.array(networkRemovalPreview)),
  remove: oc.input(bulkTarget).output(jobReference),
};
