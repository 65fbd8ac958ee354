import type { z } from 'zod';
import type { newEngine } from '../../../common/contract/engines';

/** An engine added by hand, as the settings keep it. */
export type SavedEngine = z.output<typeof newEngine> & { readonly id: string };

/**
 * What the engine layer needs of the settings. Reads are synchronous, from memory; a write resolves when it is on disk
 * and rejects as the settings store does (`resource_exhausted` when the disk is full: then nothing was changed).
 */
export interface EngineSettings {
  engines(): readonly SavedEngine[];
  addEngine(engine: SavedEngine): Promise<void>;
  /** Does nothing when there is no such engine. */
  removeEngine(id: string): Promise<void>;
  /** Engines to connect at start. */
  connectedIds(): readonly string[];
  setConnectedIds(ids: readonly string[]): Promise<void>;
}
