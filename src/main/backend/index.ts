/** The back end's front door: all that a host may import. */
export type { Backend, BackendOptions, EngineChoice } from './backend';
export { createBackend } from './create-backend';
