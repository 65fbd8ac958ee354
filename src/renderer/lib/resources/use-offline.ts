import { useEngine } from '../engine';
import { useMessages } from '../messages';

/** Why nothing can be changed now; undefined while the engine is connected. */
export function useOffline(): string | undefined {
  const { resources } = useMessages();
  return useEngine()?.state.kind === 'connected' ? undefined : resources.offline;
}
