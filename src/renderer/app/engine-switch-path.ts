import { enginePath } from '../lib/engine';

/** The same list on another engine: an object's page leads to its list, since ids differ between engines. */
export function engineSwitchPath(path: string, engineId: string): string {
  const [, section] = /^\/e\/[^/]+\/([a-z-]+)/.exec(path) ?? [];
  return enginePath(engineId, section ?? 'overview');
}
