import type { ContainerDetails } from '../../../common/contract/containers';
import type { ContainerTabProps } from '../contributions';
import { useContainers } from '../live-list';

/** Its state now; undefined when it was removed, for which the details keep what they said last. */
export function useContainerState({
  engineId,
  details,
}: ContainerTabProps): ContainerDetails['state'] | undefined {
  const { byId, status } = useContainers(engineId);
  return byId.get(details.id)?.state ?? (status === 'fresh' ? undefined : details.state);
}
