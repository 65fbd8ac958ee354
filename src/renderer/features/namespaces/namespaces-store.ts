import type { NamespaceMatrix } from '../../../common/contract/namespaces';
import { createLatestHook } from '../../lib/latest-value';

/** The namespaces of an engine's containers, live while somebody looks. */
export const useNamespaces = createLatestHook<string, NamespaceMatrix>(
  (engineId) => engineId,
  (client, engineId, signal) => client.namespaces.watch({ engineId }, { signal }),
);
