import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { Channel } from './channel';
import { createLink, type LinkContext, type LinkOptions } from './link';

/**
 * A typed client of a contract: `createClient<Contract>(channel).images.list({})`. The contract is needed as a type
 * only. Errors and streams are those of `createLink`.
 */
export function createClient<TContract extends AnyContractRouter>(
  channel: Channel,
  options?: LinkOptions,
): ContractRouterClient<TContract, LinkContext> {
  return createORPCClient(createLink(channel, options));
}
