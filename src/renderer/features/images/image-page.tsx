import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ImageDetails, ImageSummary } from '../../../common/contract/images';
import { Chip } from '../../components/chip';
import { CommandButtons } from '../../components/command-button';
import { DetailPage } from '../../components/detail-page';
import { JsonView } from '../../components/json-view/json-view';
import { SkeletonRows } from '../../components/skeleton';
import { useContributions } from '../../lib/contributions';
import { enginePath, useEngineId } from '../../lib/engine';
import type { LiveList } from '../../lib/list-state';
import { useContainers, useImages } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { AddedTab } from '../../lib/resources/added-tab';
import { useDetailState } from '../../lib/resources/use-detail-state';
import { useDetailTab } from '../../lib/resources/use-detail-tab';
import { type Presence, usePresence } from '../../lib/resources/use-presence';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { useJsonLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { useRouteParameter } from '../../lib/routes';
import { ImageOverview } from './image-overview';
import { ImageRelations } from './image-relations';
import { imageName } from './image-rules';
import { useImageCommands } from './use-image-commands';

/** The image with an id, the beginning of one, or one of its references. */
function findImage(list: LiveList<ImageSummary>, key: string): ImageSummary | undefined {
  const exact = list.byId.get(key);
  if (exact) return exact;
  const digits = /^(?:sha256:)?([0-9a-f]{12,64})$/.exec(key)?.[1];
  return list.items.find(
    (image) =>
      image.tags.includes(key) ||
      image.digests.includes(key) ||
      (digits !== undefined && image.id.startsWith(`sha256:${digits}`)),
  );
}

/** Details, kept right by the live list. */
function useImageDetails(engineId: string, id: string) {
  const list = useImages(engineId);
  const presence = usePresence(list, id, findImage(list, id));
  const query = useQuery({
    ...useApi().images.inspect.queryOptions({ input: { engineId, id } }),
    staleTime: 0,
  });
  useRefetchOnChange(presence.kind === 'present' ? presence.item : undefined, query.refetch);
  return { list, presence, query };
}

const Chips = ({ details, engineId }: { readonly details: ImageDetails; readonly engineId: string }) => {
  const { images } = useMessages();
  const format = useFormat();
  const containers = useContainers(engineId);
  const users = containers.items.filter((container) => container.imageId === details.id).length;
  const platform = [details.os, details.architecture, details.variant].filter(Boolean).join('/');
  return (
    <>
      <Chip>{toVisibleText(platform)}</Chip>
      <Chip title={format.exactBytes(details.sizeBytes)}>{format.bytes(details.sizeBytes)}</Chip>
      <Chip>{images.details.layerCount(details.diffIds.length)}</Chip>
      <Chip tone={users > 0 ? 'ok' : 'neutral'}>
        {users > 0 ? images.details.containerChip(users) : images.details.unusedChip}
      </Chip>
      {details.tags.length === 0 && details.digests.length === 0 ? (
        <Chip tone="waste" title={images.danglingText}>
          {images.dangling}
        </Chip>
      ) : undefined}
    </>
  );
};

/** Tag, save and remove, and the single names behind the dots. */
function useHeaderCommands(engineId: string, presence: Presence<ImageSummary>) {
  const { images, resources } = useMessages();
  const commands = useImageCommands(engineId);
  const isPresent = presence.kind === 'present';
  const item = 'item' in presence ? presence.item : undefined;
  const all = useMemo(() => {
    const list = commands.commandsFor(item ? [item] : []);
    return isPresent ? list : list.map((command) => ({ ...command, disabled: resources.removedReason }));
  }, [commands, item, isPresent, resources]);
  const target = item && toInlineName(imageName(item));
  useTargetActions({ group: images.title, prefix: 'images', commands: all, target });
  return { all, untag: isPresent && item ? commands.untagMenu(item) : [], dialogs: commands.dialogs };
}

/** The page of one image. */
export const ImagePage = () => {
  const engineId = useEngineId();
  const id = useRouteParameter('id');
  const { common, images } = useMessages();
  const { list, presence, query } = useImageDetails(engineId, id);
  const details = query.data?.details;
  const { imageTabs } = useContributions();
  const added = details && { engineId, details };
  const tabs = useDetailTab(imageTabs, added);
  const jsonLabels = useJsonLabels();
  const { all, untag, dialogs } = useHeaderCommands(engineId, presence);
  const known = 'item' in presence ? presence.item : details;
  const name = toVisibleText(known ? imageName(known) : id);
  const back = { label: images.title, href: enginePath(engineId, 'images') };
  const detail = useDetailState({ list, presence, query, what: images.details.what, name, back });
  return (
    <>
      <DetailPage
        {...detail}
        {...tabs}
        crumbs={[back]}
        title={name}
        chips={details && <Chips details={details} engineId={engineId} />}
        actions={
          detail.state.kind === 'ready' && (
            <CommandButtons commands={all} moreEntries={untag} moreLabel={images.actions.more} />
          )
        }
      >
        {details && tabs.tab === 'overview' ? <ImageOverview details={details} /> : undefined}
        {added ? (
          <AddedTab
            tabs={imageTabs}
            tab={tabs.tab}
            props={added}
            fallback={<SkeletonRows label={common.loading} />}
          />
        ) : undefined}
        {details && tabs.tab === 'relations' ? (
          <ImageRelations imageId={details.id} engineId={engineId} />
        ) : undefined}
        {query.data && tabs.tab === 'inspect' ? (
          <JsonView value={query.data.raw} labels={jsonLabels} />
        ) : undefined}
      </DetailPage>
      {dialogs}
    </>
  );
};
