import { FileCheck } from 'lucide-react';
import { useState } from 'react';
import type { TreeRow } from '../../../common/contract/layer-tree';
import { PointMenu } from '../../components/dropdown-menu';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import type { MenuEntry } from '../../components/menu-entry';
import { SkeletonRows } from '../../components/skeleton';
import { type TreeControls, useTreeQuery } from '../../files/tree/tree-filter';
import { TreeGrid } from '../../files/tree/tree-grid';
import { NothingFound, type OpenMenu, TreeFooter } from '../../files/tree/tree-parts';
import { TreeToolbar } from '../../files/tree/tree-toolbar';
import { useTree } from '../../files/tree/use-tree';
import { toFileName } from '../../files/view/file-name';
import { useSave } from '../../files/view/use-save';
import { useClient } from '../../lib/client';
import { useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { useCopyText } from '../../lib/resources/use-copy-text';

export interface ChangesTreeProps {
  readonly analysisId: string;
  readonly reopen: () => void;
  readonly onOpen: (row: TreeRow) => void;
  readonly onMove: (row: TreeRow) => void;
}

function useRowMenu({ analysisId, onOpen, onMove }: ChangesTreeProps) {
  const messages = useMessages();
  const client = useClient();
  const copy = useCopyText();
  const save = useSave();
  return (row: TreeRow): readonly MenuEntry[] => {
    const isFolder = row.kind === 'directory';
    const isGone = row.mark === 'removed';
    const copyOut = (): void => {
      void save(() => client.changes.copyOut({ analysisId, node: row.node }), toFileName(row.name, isFolder));
    };
    const open = {
      kind: 'item',
      id: 'open',
      label: messages.layers.tree.open,
      onSelect: () => onOpen(row),
    } as const;
    const move = {
      kind: 'item',
      id: 'move',
      label: messages.changes.move.open,
      disabled: isGone,
      onSelect: () => onMove(row),
    } as const;
    return [
      ...(isFolder ? [] : [open]),
      {
        kind: 'item',
        id: 'copy',
        label: messages.layers.tree.copyPath,
        onSelect: () => copy(`/${row.path}`),
      },
      {
        kind: 'item',
        id: 'copyOut',
        label: isFolder ? messages.changes.copyOutFolder : messages.changes.copyOut,
        disabled: isGone,
        onSelect: copyOut,
      },
      ...(isFolder ? [move] : []),
    ];
  };
}

const Nothing = ({
  controls,
  isFiltered,
}: {
  readonly controls: TreeControls;
  readonly isFiltered: boolean;
}) => {
  const { changes } = useMessages();
  if (!isFiltered) {
    return (
      <EmptyState icon={FileCheck} title={changes.empty}>
        {changes.emptyText}
      </EmptyState>
    );
  }
  return <NothingFound controls={controls} />;
};

const noEntries: readonly MenuEntry[] = [];

/** The changed paths as a tree with sizes, or as a list with the biggest first. */
export const ChangesTree = (props: ChangesTreeProps) => {
  const { analysisId, reopen, onOpen } = props;
  const messages = useMessages();
  const client = useClient();
  const controls = useTreeQuery('layer', 1);
  const { query, spec, setSort } = controls;
  const { store, state } = useTree(client.changes, analysisId, spec, reopen, '');
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined);
  const entriesOf = useRowMenu(props);
  const { view, error } = state;
  const errorView = useErrorView(error);
  const failed = error && error.code !== 'invalid_argument' && error.code !== 'not_found';
  return (
    <>
      <TreeToolbar
        controls={controls}
        isPartial={false}
        error={error}
        onLeave={() => document.querySelector<HTMLElement>('.lt-grid')?.focus()}
      />
      {failed ? <ErrorState {...errorView} /> : undefined}
      {!error && !view ? <SkeletonRows label={messages.changes.measuring} /> : undefined}
      {!failed && view?.rowCount === 0 ? (
        <Nothing controls={controls} isFiltered={view.matchCount !== undefined} />
      ) : undefined}
      {!failed && view && view.rowCount > 0 ? (
        <TreeGrid
          store={store}
          state={state}
          resetKey={`${query.flat} ${query.sort} ${query.text}`}
          label={messages.changes.treeLabel}
          sort={query.sort}
          onSort={setSort}
          onOpen={onOpen}
          onMenu={(row, at, homeId) => setMenu({ row, at, homeId })}
        />
      ) : undefined}
      <TreeFooter state={state} />
      <PointMenu
        at={menu?.at}
        label={messages.layers.tree.rowMenu}
        entries={menu ? entriesOf(menu.row) : noEntries}
        onClose={() => setMenu(undefined)}
        homeId={menu?.homeId ?? ''}
      />
    </>
  );
};
