import type { EngineSummary } from '../../common/contract/engines';

/** There is nothing there: installing or starting an engine helps, and nothing else does. */
function isAbsent({ state }: EngineSummary): boolean {
  return (
    state.kind === 'unreachable' && (state.reason === 'socket_missing' || state.reason === 'not_running')
  );
}

/**
 * Whether this machine has no engine as far as Estiba can see: none is known, or those known are not there. An engine
 * that refuses, or that the user has disconnected, exists.
 */
export function hasNoEngine(engines: readonly EngineSummary[]): boolean {
  if (engines.length === 0) return true;
  return (
    engines.some(isAbsent) &&
    engines.every((engine) => isAbsent(engine) || engine.state.kind === 'disconnected')
  );
}
