import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/query';

/**
 * What one container would lose, measured once when its page opens: the engine walks the container's own files.
 * @param id undefined asks nothing
 */
export function useWritableSize(engineId: string, id: string | undefined) {
  return useQuery({
    ...useApi().containers.previewRemove.queryOptions({ input: { engineId, ids: [id ?? ''] } }),
    staleTime: 0,
    enabled: id !== undefined,
  });
}
