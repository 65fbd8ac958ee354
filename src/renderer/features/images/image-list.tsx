import { Download, Layers, Layers3, Tag } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { ImageSummary } from '../../../common/contract/images';
import { type Command, toMenuEntries } from '../../components/command';
import { CommandButton } from '../../components/command-button';
import { CommandLine } from '../../components/command-line';
import { RowAction } from '../../components/data-table/cells';
import { EmptyState } from '../../components/empty-state';
import type { MenuEntry } from '../../components/menu-entry';
import { PageDrop } from '../../components/page-drop';
import { ResourceList } from '../../components/resource-list';
import { SegmentedControl } from '../../components/segmented-control';
import { useActions } from '../../lib/actions';
import { enginePath, useEngineId } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useContainers, useImages } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { containersByImage, containersOf, isUp } from '../../lib/resources/relations';
import { useJoinedRows } from '../../lib/resources/use-joined-rows';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { type ListControls, useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { imageColumns } from './image-columns';
import { type ImageRow, type ImageView, imageName, imageViews, isInView } from './image-rules';
import { type ImageCommands, useImageCommands } from './use-image-commands';

const getId = (row: ImageRow): string => row.image.id;
const getName = (row: ImageRow): string => toVisibleText(imageName(row.image));
const idOf = (image: ImageSummary): string => image.id;

/** Images with the containers that were made from them. */
function useRows(engineId: string) {
  const list = useImages(engineId);
  const containers = useContainers(engineId);
  const index = useMemo(() => containersByImage(containers.items), [containers.items]);
  const join = useCallback(
    (image: ImageSummary): ImageRow => {
      const users = containersOf(index, image.id);
      return { image, users: users.length, up: users.filter(isUp).length };
    },
    [index],
  );
  return { list, rows: useJoinedRows(list.items, idOf, join) };
}

/** Menu and quick actions of a row. */
function useRowTools(engineId: string, { commandsFor, untagMenu }: ImageCommands) {
  const { actions } = useMessages().images;
  const [, navigate] = useLocation();
  const onOpen = useCallback(
    ({ image }: ImageRow) => navigate(enginePath(engineId, 'images', image.id)),
    [navigate, engineId],
  );
  const rowMenu = useCallback(
    (row: ImageRow): readonly MenuEntry[] => [
      { kind: 'item', id: 'open', label: actions.open, shortcut: '⏎', onSelect: () => onOpen(row) },
      { kind: 'separator', id: 'before-actions' },
      ...untagMenu(row.image),
      ...toMenuEntries(commandsFor([row.image])),
    ],
    [actions, commandsFor, untagMenu, onOpen],
  );
  const rowActions = useCallback(
    ({ image }: ImageRow) => {
      const [, tag, save] = commandsFor([image]);
      return (
        <>
          <RowAction icon={Tag} label={actions.tag} onClick={() => tag?.run()} />
          <RowAction icon={Download} label={actions.save} onClick={() => save?.run()} />
        </>
      );
    },
    [actions, commandsFor],
  );
  return { onOpen, rowMenu, rowActions };
}

const Empty = ({ bringIn }: Pick<ImageCommands, 'bringIn'>) => {
  const { images } = useMessages();
  const copy = useCopyLabels();
  return (
    <EmptyState
      icon={Layers}
      title={images.empty}
      actions={
        <>
          <CommandLine command={images.emptyCommand} labels={copy} />
          <CommandButton command={bringIn} />
        </>
      }
    >
      {images.emptyText}
    </EmptyState>
  );
};

/** Registers what can be done with the selection, and the page's own command. */
function useListActions(commands: ImageCommands, selected: readonly ImageSummary[]) {
  const { common, images } = useMessages();
  const forSelection = useMemo(() => commands.commandsFor(selected), [commands, selected]);
  const all = useMemo(() => [commands.bringIn, ...forSelection], [commands, forSelection]);
  const [first] = selected;
  const name = first && selected.length === 1 ? toInlineName(imageName(first)) : undefined;
  const target = selected.length === 0 ? undefined : (name ?? common.imageCount(selected.length));
  useTargetActions({ group: images.title, prefix: 'images', commands: all, target });
  return forSelection;
}

/** What the table shows, and what the user set about it. */
function useImageTable(engineId: string) {
  const messages = useMessages();
  const format = useFormat();
  const { list, rows: all } = useRows(engineId);
  const { items } = list;
  const controls = useListControls({ table: 'images', views: imageViews, defaultSort: '-created' });
  const { selection, view } = controls;
  const selected = useMemo(() => items.filter((image) => selection.has(image.id)), [items, selection]);
  const largest = useMemo(() => Math.max(0, ...items.map((image) => image.sizeBytes)), [items]);
  const columns = useMemo(
    () => imageColumns({ engineId, messages, format, largest }),
    [engineId, messages, format, largest],
  );
  const rows = useMemo(() => all.filter((row) => isInView(view, row)), [all, view]);
  return { list, controls, selected, columns, rows };
}

const Views = ({ controls }: { readonly controls: ListControls<ImageView> }) => {
  const { views } = useMessages().images;
  return (
    <SegmentedControl
      label={views.label}
      value={controls.view}
      onChange={controls.setView}
      options={imageViews.map((value) => ({ value, label: views[value] }))}
    />
  );
};

function useSum(): (images: readonly ImageSummary[]) => string {
  const format = useFormat();
  return (images) => format.bytes(images.reduce((total, image) => total + image.sizeBytes, 0));
}

/** Leads to what the images share. */
function useSharingCommand(engineId: string): Command {
  const { show, title } = useMessages().findings.sharing;
  const { images } = useMessages();
  const [, navigate] = useLocation();
  const command = {
    id: 'images.sharing',
    title,
    icon: Layers3,
    run: (): void => navigate(enginePath(engineId, 'sharing')),
  };
  useActions([{ ...command, title: show, group: images.title }]);
  return command;
}

/** The page Images. */
export const ImageList = () => {
  const engineId = useEngineId();
  const { images } = useMessages();
  const { list, controls, selected, columns, rows } = useImageTable(engineId);
  const commands = useImageCommands(engineId);
  const bulkCommands = useListActions(commands, selected);
  const sum = useSum();
  const sharing = useSharingCommand(engineId);
  return (
    <PageDrop text={images.dropHere} onFiles={commands.onFiles}>
      <ResourceList
        title={images.title}
        icon={Layers}
        {...{ rows, columns, controls, getId, getName }}
        {...useRowTools(engineId, commands)}
        total={list.items.length}
        actionsWidth={84}
        headerActions={
          <>
            <CommandButton command={sharing} />
            <CommandButton command={commands.bringIn} />
          </>
        }
        condition={useListCondition(list)}
        labels={useTableLabels(images.title)}
        toolbarLabels={useToolbarLabels(images.filter)}
        bulk={{ ...useBulkTexts(selected.length, sum(selected)), commands: bulkCommands }}
        noMatch={useNoMatch(controls, 'all')}
        views={<Views controls={controls} />}
        onDelete={(targets) => commands.remove(targets.map((row) => row.image))}
        empty={<Empty bringIn={commands.bringIn} />}
        footer={list.items.length > 0 ? images.total(sum(list.items)) : undefined}
      />
      {commands.dialogs}
    </PageDrop>
  );
};
