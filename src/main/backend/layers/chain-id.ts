import { createHash } from 'node:crypto';
import type { ChainId, DiffId } from '../../../common/oci/digest';

/**
 * Names of the stacks up to each layer: the first is the layer's own diffID, each further one the digest of the one
 * below and its own, with a blank between. Source: OCI image specification, config.md, "Layer ChainID".
 */
export function chainIds(diffIds: readonly DiffId[]): readonly ChainId[] {
  const chain: string[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    const digest = below && createHash('sha256').update(`${below} ${diffId}`).digest('hex');
    chain.push(digest === undefined ? diffId : `sha256:${digest}`);
  }
  return chain as unknown as readonly ChainId[];
}
