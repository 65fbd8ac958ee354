import { enginePath } from './engine-path';

/** The most containers whose logs are merged. */
export const maxMergedLogs = 20;

/** The address of the merged logs of these containers. */
export function logsPath(engineId: string, ids: readonly string[]): string {
  const query = new URLSearchParams({ containers: ids.slice(0, maxMergedLogs).join(',') });
  return `${enginePath(engineId, 'logs')}?${query.toString()}`;
}
