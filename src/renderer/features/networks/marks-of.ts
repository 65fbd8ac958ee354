import type { NetworkSummary } from '../../../common/contract/networks';

const marks = ['predefined', 'internal', 'ipv6', 'attachable', 'ingress'] as const;
export type NetworkMark = (typeof marks)[number];

/** The properties of a network that are set. */
export function marksOf(network: NetworkSummary): readonly NetworkMark[] {
  return marks.filter((mark) => network[mark]);
}
