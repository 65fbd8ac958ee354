import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { AppError } from '../../common/errors';
import type { Action, ActionRegistry } from './action-registry';

export type { Action } from './action-registry';

const ActionsContext = createContext<ActionRegistry | undefined>(undefined);
export const ActionsProvider = ActionsContext.Provider;

export function useActionRegistry(): ActionRegistry {
  const registry = useContext(ActionsContext);
  if (!registry) throw new AppError('internal', 'there is no ActionsProvider above this component');
  return registry;
}

/** Registers actions while the component is mounted. They may be new objects at every rendering. */
export function useActions(actions: readonly Action[]): void {
  const registry = useActionRegistry();
  const [owner] = useState(() => Symbol('actions'));
  useEffect(() => {
    registry.set(owner, actions);
  });
  useEffect(() => () => registry.remove(owner), [registry, owner]);
}

/** Everything that can be done now. */
export function useActionList(): readonly Action[] {
  const registry = useActionRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list);
}
