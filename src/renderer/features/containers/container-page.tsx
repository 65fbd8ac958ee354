import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { ContainerDetails, ContainerSummary } from '../../../common/contract/containers';
import { Chip } from '../../components/chip';
import { CommandButtons } from '../../components/command-button';
import { DetailPage } from '../../components/detail-page';
import { JsonView } from '../../components/json-view/json-view';
import { BareLink } from '../../components/link';
import { SkeletonRows } from '../../components/skeleton';
import { StateBadge } from '../../components/state-badge';
import { useContributions } from '../../lib/contributions';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { AddedTab } from '../../lib/resources/added-tab';
import { containerLook } from '../../lib/resources/container-look';
import { isUp } from '../../lib/resources/relations';
import { useDetailState } from '../../lib/resources/use-detail-state';
import { useDetailTab } from '../../lib/resources/use-detail-tab';
import { findByIdOrName, type Presence, usePresence } from '../../lib/resources/use-presence';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { useJsonLabels } from '../../lib/resources/use-resource-labels';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import { useRouteParameter } from '../../lib/routes';
import { ContainerOverview } from './container-overview';
import { ContainerRelations } from './container-relations';
import { useContainerActions } from './use-container-actions';
import { useContainerCommands } from './use-container-commands';
import { useWritableSize } from './use-writable-size';

const none: readonly ContainerSummary[] = [];

/** Details, kept right by the live list. */
function useContainerDetails(engineId: string, id: string) {
  const list = useContainers(engineId);
  const presence = usePresence(list, id, findByIdOrName(list, id));
  const query = useQuery({
    ...useApi().containers.inspect.queryOptions({ input: { engineId, id } }),
    staleTime: 0,
  });
  useRefetchOnChange(presence.kind === 'present' ? presence.item : undefined, query.refetch);
  return { list, presence, query };
}

interface ChipsProps {
  readonly engineId: string;
  readonly presence: Presence<ContainerSummary>;
  readonly details: ContainerDetails | undefined;
  readonly writableBytes: number | undefined;
}

const Chips = ({ engineId, presence, details, writableBytes }: ChipsProps) => {
  const messages = useMessages();
  const format = useFormat();
  const summary = 'item' in presence ? presence.item : undefined;
  const facts = summary ?? (details && { ...details, health: details.health?.status });
  if (!facts) return undefined;
  return (
    <>
      <StateBadge look="pill" {...containerLook(messages, facts)} />
      <BareLink href={enginePath(engineId, 'images', facts.imageId)} className="min-w-0 rounded-full">
        <Chip mono title={toVisibleText(facts.image)}>
          {toVisibleText(facts.image.startsWith('sha256:') ? toShortId(facts.image) : facts.image)}
        </Chip>
      </BareLink>
      {writableBytes ? (
        <Chip tone="warn" icon={TriangleAlert} title={format.exactBytes(writableBytes)}>
          {messages.containers.writableChip(format.bytes(writableBytes))}
        </Chip>
      ) : undefined}
    </>
  );
};

/** Start or stop, restart and remove as buttons, the rest behind the dots. */
function useHeaderCommands(engineId: string, presence: Presence<ContainerSummary>) {
  const { resources } = useMessages();
  const commands = useContainerCommands(engineId);
  const isPresent = presence.kind === 'present';
  const item = 'item' in presence ? presence.item : undefined;
  const targets = useMemo(() => (isPresent && item ? [item] : none), [isPresent, item]);
  const known = useContainerActions(commands, targets);
  const all = isPresent ? known : known.map((command) => ({ ...command, disabled: resources.removedReason }));
  const first = item && isUp(item) ? ['stop', 'restart'] : ['start', 'restart'];
  const main = all.filter(({ id }) => first.includes(id));
  return { main, more: all.filter((command) => !main.includes(command)), dialogs: commands.dialogs };
}

/** The page of one container. */
export const ContainerPage = () => {
  const engineId = useEngineId();
  const id = useRouteParameter('id');
  const { common, containers } = useMessages();
  const { list, presence, query } = useContainerDetails(engineId, id);
  const details = query.data?.details;
  const { containerTabs } = useContributions();
  const added = details && { engineId, details };
  const tabs = useDetailTab(containerTabs, added);
  const jsonLabels = useJsonLabels();
  const { main, more, dialogs } = useHeaderCommands(engineId, presence);
  const writable = useWritableSize(engineId, presence.kind === 'present' ? presence.item.id : undefined);
  const name = toVisibleText('item' in presence ? presence.item.name : (details?.name ?? id));
  const back = { label: containers.title, href: enginePath(engineId, 'containers') };
  const detail = useDetailState({ list, presence, query, what: containers.details.what, name, back });
  return (
    <>
      <DetailPage
        {...detail}
        {...tabs}
        crumbs={[back]}
        title={name}
        chips={
          <Chips {...{ engineId, presence, details }} writableBytes={writable.data?.[0]?.writableBytes} />
        }
        actions={
          detail.state.kind === 'ready' && (
            <CommandButtons commands={main} more={more} moreLabel={containers.actions.more} />
          )
        }
      >
        {details && tabs.tab === 'overview' ? (
          <ContainerOverview details={details} engineId={engineId} writable={writable} />
        ) : undefined}
        {added ? (
          <AddedTab
            tabs={containerTabs}
            tab={tabs.tab}
            props={added}
            fallback={<SkeletonRows label={common.loading} />}
          />
        ) : undefined}
        {details && tabs.tab === 'relations' ? (
          <ContainerRelations details={details} engineId={engineId} />
        ) : undefined}
        {query.data && tabs.tab === 'inspect' ? (
          <JsonView value={query.data.raw} labels={jsonLabels} />
        ) : undefined}
      </DetailPage>
      {dialogs}
    </>
  );
};
