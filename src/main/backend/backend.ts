import type { Procedure } from '../../common/rpc/server';
import type { Logger, Platform } from './platform/platform';
import type { TransferRegistry } from './transfers/transfer-registry';

/** Which engine to open first: a context's name, a DOCKER_HOST value, or Estiba's own. */
export type EngineChoice =
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'managed'; readonly install: boolean };

export interface BackendOptions {
  readonly host: 'electron' | 'server';
  readonly version: string;
  readonly engine?: EngineChoice | undefined;
  /** Default: this machine. Tests hand in their own. */
  readonly platform?: Platform;
}

/** All that a host may use. */
export interface Backend {
  /** The contract's leaves by `feature.procedure`: the only things a peer can call. */
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** The oRPC router, for a host that serves the contract over plain HTTP. */
  readonly router: object;
  readonly transfers: TransferRegistry;
  readonly logger: Logger;
  /** Ends jobs and streams and closes connections. A managed engine goes on running. Safe to call twice. */
  dispose(): Promise<void>;
}
