import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Contract } from '../../common/contract';
import { AppError } from '../../common/errors';
import type { LinkContext } from '../../common/rpc';
import type { Connection, TransportState } from './connection';

export type { TransportState } from './connection';

/** The whole back end, typed. Errors are AppErrors. */
export type EstibaClient = ContractRouterClient<Contract, LinkContext>;

export interface ClientContextValue {
  readonly client: EstibaClient;
  readonly connection: Connection;
}

/** `<ClientProvider value={{ client, connection }}>` stands once, at the root. */
const ClientContext = createContext<ClientContextValue | undefined>(undefined);
export const ClientProvider = ClientContext.Provider;

/** @param connection the link; calls go to whichever channel is open */
export function createEstibaClient(connection: Connection): EstibaClient {
  return createORPCClient(connection);
}

function useClientContext(): ClientContextValue {
  const value = useContext(ClientContext);
  if (!value) throw new AppError('internal', 'there is no ClientProvider above this component');
  return value;
}

/** Calls into the back end. The same object for as long as the page lives, also across reconnects. */
export function useClient(): EstibaClient {
  return useClientContext().client;
}

export function useConnection(): Connection {
  return useClientContext().connection;
}

/** Whether the back end can be reached. Not the engine: see EngineSummary.state. */
export function useTransport(): TransportState {
  const { connection } = useClientContext();
  return useSyncExternalStore(connection.subscribe, () => connection.state);
}
