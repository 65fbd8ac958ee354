import { createContext, useContext } from 'react';
import { useLocation } from 'wouter';
import type { Capabilities, EngineInfo, EngineSummary } from '../../common/contract/engines';
import { AppError } from '../../common/errors';
import { engineIdOf } from './engine-path';
import { useEngines } from './live-list';

export { enginePath } from './engine-path';

/** The engine that links outside of /e/ lead to; the shell keeps it right. */
const CurrentEngineContext = createContext<string | undefined>(undefined);
export const CurrentEngineProvider = CurrentEngineContext.Provider;

/** The engine of the address, else the one shown last; undefined while none is known. */
export function useCurrentEngineId(): string | undefined {
  const [path] = useLocation();
  const current = useContext(CurrentEngineContext);
  return engineIdOf(path) ?? current;
}

/**
 * The engine of the page, from its route /e/:engineId/...
 * @throws AppError internal on a page that belongs to no engine, when none was ever shown
 */
export function useEngineId(): string {
  const engineId = useCurrentEngineId();
  if (engineId === undefined) throw new AppError('internal', 'this page belongs to no engine');
  return engineId;
}

/** The page's engine with its state; undefined while the list loads, and for an unknown id. */
export function useEngine(): EngineSummary | undefined {
  const engineId = useCurrentEngineId();
  const { byId } = useEngines();
  return engineId === undefined ? undefined : byId.get(engineId);
}

/** What the connected engine says about itself. */
export function useEngineInfo(): EngineInfo | undefined {
  const state = useEngine()?.state;
  return state?.kind === 'connected' ? state.info : undefined;
}

/** What the engine can do; undefined while it is not connected. */
export function useCapabilities(): Capabilities | undefined {
  return useEngineInfo()?.capabilities;
}
