/** The back end's front door: all that a host may import. */
export type { Backend, BackendOptions, EngineChoice } from './backend';
export { createBackend } from './create-backend';
export { createPlatform } from './platform/create-platform';
export type { CommandRunner, Folders, Logger, Platform } from './platform/platform';
export { toProcedureMap } from './rpc-procedures';
export type { Download, TransferRegistry } from './transfers/transfer-registry';
