import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { VolumeSummary } from '../../../common/contract/volumes';
import { Chip } from '../../components/chip';
import { CommandButtons } from '../../components/command-button';
import { DetailPage } from '../../components/detail-page';
import { JsonView } from '../../components/json-view/json-view';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers, useVolumes } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { containersByVolume, containersOf } from '../../lib/resources/relations';
import { useDetailState } from '../../lib/resources/use-detail-state';
import { useDetailTab } from '../../lib/resources/use-detail-tab';
import { type Presence, usePresence } from '../../lib/resources/use-presence';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { toVolumeName } from '../../lib/resources/use-relations';
import { useJsonLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { useVolumeSizes } from '../../lib/resources/use-volume-sizes';
import { toVisibleText } from '../../lib/resources/visible-text';
import { useRouteParameter } from '../../lib/routes';
import { useVolumeCommands } from './use-volume-commands';
import { VolumeOverview } from './volume-overview';
import { VolumeRelations } from './volume-relations';

/** Details, kept right by the live list. */
function useVolumeDetails(engineId: string, name: string) {
  const list = useVolumes(engineId);
  const presence = usePresence(list, name, list.byId.get(name));
  const query = useQuery({
    ...useApi().volumes.inspect.queryOptions({ input: { engineId, id: name } }),
    staleTime: 0,
  });
  useRefetchOnChange(presence.kind === 'present' ? presence.item : undefined, query.refetch);
  return { list, presence, query };
}

interface ChipsProps {
  readonly details: VolumeSummary;
  readonly users: number;
  readonly sizeBytes: number | undefined;
}

const Chips = ({ details, users, sizeBytes }: ChipsProps) => {
  const { volumes } = useMessages();
  const format = useFormat();
  return (
    <>
      <Chip>{toVisibleText(details.driver)}</Chip>
      {sizeBytes === undefined ? undefined : (
        <Chip title={format.exactBytes(sizeBytes)}>{format.bytes(sizeBytes)}</Chip>
      )}
      <Chip tone={users > 0 ? 'ok' : 'neutral'}>
        {users > 0 ? volumes.details.usedChip(users) : volumes.details.unusedChip}
      </Chip>
      {details.anonymous ? <Chip title={volumes.anonymousText}>{volumes.anonymous}</Chip> : undefined}
    </>
  );
};

function useHeaderCommands(engineId: string, presence: Presence<VolumeSummary>) {
  const { volumes, resources } = useMessages();
  const { commandsFor, dialogs } = useVolumeCommands(engineId);
  const isPresent = presence.kind === 'present';
  const item = 'item' in presence ? presence.item : undefined;
  const all = useMemo(() => {
    const list = commandsFor(item ? [item] : []);
    return isPresent ? list : list.map((command) => ({ ...command, disabled: resources.removedReason }));
  }, [commandsFor, item, isPresent, resources]);
  const target = item && toVolumeName(item.name);
  useTargetActions({ group: volumes.title, prefix: 'volumes', commands: all, target });
  return { all, dialogs };
}

/** The page of one volume. */
export const VolumePage = () => {
  const engineId = useEngineId();
  const id = useRouteParameter('name');
  const { volumes } = useMessages();
  const { list, presence, query } = useVolumeDetails(engineId, id);
  const containers = useContainers(engineId);
  const users = useMemo(() => containersOf(containersByVolume(containers.items), id), [containers.items, id]);
  const measured = useVolumeSizes(engineId);
  const details = query.data?.details;
  const tabs = useDetailTab();
  const jsonLabels = useJsonLabels();
  const { all, dialogs } = useHeaderCommands(engineId, presence);
  const name = toVolumeName(id);
  const back = { label: volumes.title, href: enginePath(engineId, 'volumes') };
  const detail = useDetailState({ list, presence, query, what: volumes.details.what, name, back });
  return (
    <>
      <DetailPage
        {...detail}
        {...tabs}
        crumbs={[back]}
        title={name}
        chips={details && <Chips {...{ details }} users={users.length} sizeBytes={measured.sizes.get(id)} />}
        actions={
          detail.state.kind === 'ready' && <CommandButtons commands={all} moreLabel={volumes.actions.more} />
        }
      >
        {details && tabs.tab === 'overview' ? (
          <VolumeOverview {...{ engineId, details, users, measured }} />
        ) : undefined}
        {details && tabs.tab === 'relations' ? <VolumeRelations {...{ engineId, users }} /> : undefined}
        {query.data && tabs.tab === 'inspect' ? (
          <JsonView value={query.data.raw} labels={jsonLabels} />
        ) : undefined}
      </DetailPage>
      {dialogs}
    </>
  );
};
