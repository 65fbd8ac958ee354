import type { EngineSettings } from './engine/engine-settings';
import type { SettingsStore } from './platform/settings-store';

/** The settings as the engine layer sees them. */
export function createEngineSettings(store: SettingsStore): EngineSettings {
  const read = () => store.snapshot().settings;
  return {
    engines: () => read().engines,
    connectedIds: () => read().connectedEngineIds,
    addEngine: async (engine) => {
      await store.change(({ engines }) => ({
        engines: [...engines.filter(({ id }) => id !== engine.id), engine],
      }));
    },
    removeEngine: async (id) => {
      await store.change(({ engines, connectedEngineIds }) => ({
        engines: engines.filter((engine) => engine.id !== id),
        connectedEngineIds: connectedEngineIds.filter((connected) => connected !== id),
      }));
    },
    setConnectedIds: async (ids) => {
      await store.change(() => ({ connectedEngineIds: [...ids] }));
    },
  };
}
