import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NetworkSummary } from '../../../common/contract/networks';
import { Chip } from '../../components/chip';
import { CommandButtons } from '../../components/command-button';
import { DetailPage } from '../../components/detail-page';
import { JsonView } from '../../components/json-view/json-view';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers, useNetworks } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { containersByNetwork, containersOf } from '../../lib/resources/relations';
import { useDetailState } from '../../lib/resources/use-detail-state';
import { useDetailTab } from '../../lib/resources/use-detail-tab';
import { findByIdOrName, type Presence, usePresence } from '../../lib/resources/use-presence';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { useJsonLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { useRouteParameter } from '../../lib/routes';
import { NetworkMarks } from './network-marks';
import { NetworkOverview } from './network-overview';
import { NetworkRelations } from './network-relations';
import { useNetworkCommands } from './use-network-commands';

/** Details and the containers of the network, kept right by the live lists. */
function useNetworkDetails(engineId: string, id: string) {
  const list = useNetworks(engineId);
  const presence = usePresence(list, id, findByIdOrName(list, id));
  const query = useQuery({
    ...useApi().networks.inspect.queryOptions({ input: { engineId, id } }),
    staleTime: 0,
  });
  const containers = useContainers(engineId);
  const networkId = query.data?.details.id ?? id;
  const users = useMemo(
    () => containersOf(containersByNetwork(containers.items, list.items), networkId),
    [containers.items, list.items, networkId],
  );
  useRefetchOnChange(presence.kind === 'present' ? presence.item : undefined, query.refetch);
  // Joining and leaving change no network, but its endpoints.
  const members = users.map((user) => `${user.id} ${user.state}`).join(',');
  const seen = useMemo(() => ({ members }), [members]);
  useRefetchOnChange(containers.status === 'loading' ? undefined : seen, query.refetch);
  return { list, presence, query, users };
}

const Chips = (props: { readonly details: NetworkSummary; readonly users: number }) => {
  const { details, users } = props;
  const { networks, resources } = useMessages();
  return (
    <>
      <Chip>{toVisibleText(details.driver)}</Chip>
      <Chip>{toVisibleText(details.scope)}</Chip>
      <NetworkMarks network={details} />
      <Chip tone={users > 0 ? 'ok' : 'neutral'}>
        {users > 0 ? networks.details.containersChip(users) : resources.usedByCount(0)}
      </Chip>
    </>
  );
};

function useHeaderCommands(engineId: string, presence: Presence<NetworkSummary>) {
  const { networks, resources } = useMessages();
  const { commandsFor, dialogs } = useNetworkCommands(engineId);
  const isPresent = presence.kind === 'present';
  const item = 'item' in presence ? presence.item : undefined;
  const all = useMemo(() => {
    const list = commandsFor(item ? [item] : []);
    return isPresent ? list : list.map((command) => ({ ...command, disabled: resources.removedReason }));
  }, [commandsFor, item, isPresent, resources]);
  const target = item && toInlineName(item.name);
  useTargetActions({ group: networks.title, prefix: 'networks', commands: all, target });
  return { all, dialogs };
}

/** The page of one network. */
export const NetworkPage = () => {
  const engineId = useEngineId();
  const id = useRouteParameter('id');
  const { networks } = useMessages();
  const { list, presence, query, users } = useNetworkDetails(engineId, id);
  const details = query.data?.details;
  const tabs = useDetailTab();
  const jsonLabels = useJsonLabels();
  const { all, dialogs } = useHeaderCommands(engineId, presence);
  const name = toVisibleText('item' in presence ? presence.item.name : (details?.name ?? id));
  const back = { label: networks.title, href: enginePath(engineId, 'networks') };
  const detail = useDetailState({ list, presence, query, what: networks.details.what, name, back });
  return (
    <>
      <DetailPage
        {...detail}
        {...tabs}
        crumbs={[back]}
        title={name}
        chips={details && <Chips details={details} users={users.length} />}
        actions={
          detail.state.kind === 'ready' && <CommandButtons commands={all} moreLabel={networks.actions.more} />
        }
      >
        {details && tabs.tab === 'overview' ? <NetworkOverview {...{ engineId, details }} /> : undefined}
        {details && tabs.tab === 'relations' ? <NetworkRelations {...{ engineId, users }} /> : undefined}
        {query.data && tabs.tab === 'inspect' ? (
          <JsonView value={query.data.raw} labels={jsonLabels} />
        ) : undefined}
      </DetailPage>
      {dialogs}
    </>
  );
};
