import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../../common/contract';
import { AppError } from '../../../common/errors';
import type { Backend } from '../../backend';

export type CliClient = ContractRouterClient<Contract>;

/** Calls the back end of this process, by the contract, as a page would. */
export function createCliClient({ procedures }: Backend, signal: AbortSignal): CliClient {
  return createORPCClient({
    call: async (path: readonly string[], input: unknown) => {
      const procedure = procedures.get(path.join('.'));
      if (!procedure) throw new AppError('not_implemented', `there is no ${path.join('.')}`);
      return procedure(input, { signal });
    },
  });
}
