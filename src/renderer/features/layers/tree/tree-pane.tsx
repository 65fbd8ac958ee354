import { FolderOpen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Analysis } from '../../../../common/contract/layer-analysis';
import type { TreeRow, ViewSpec } from '../../../../common/contract/layer-tree';
import { PointMenu } from '../../../components/dropdown-menu';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import type { MenuEntry } from '../../../components/menu-entry';
import { SkeletonRows } from '../../../components/skeleton';
import { type TreeControls, useTreeQuery } from '../../../files/tree/tree-filter';
import { TreeGrid } from '../../../files/tree/tree-grid';
import { NothingFound, type OpenMenu, TreeFooter } from '../../../files/tree/tree-parts';
import type { TreeState } from '../../../files/tree/tree-store';
import { TreeToolbar } from '../../../files/tree/tree-toolbar';
import { useTree } from '../../../files/tree/use-tree';
import { useClient } from '../../../lib/client';
import { useErrorView } from '../../../lib/labels';
import { useMessages } from '../../../lib/messages';
import { useCopyText } from '../../../lib/resources/use-copy-text';
import { useExtract } from '../file/use-extract';

const FileDialog = lazy(async () => ({ default: (await import('../file/file-dialog')).FileDialog }));

export interface TreePaneProps {
  readonly analysis: Analysis;
  readonly layer: number;
  readonly mode: string;
  readonly onModeChange: (mode: string) => void;
  readonly reopen: () => void;
}

const Nothing = ({ controls, state }: { readonly controls: TreeControls; readonly state: TreeState }) => {
  const { tree } = useMessages().layers;
  if (state.view?.matchCount === undefined) {
    return (
      <EmptyState icon={FolderOpen} title={tree.empty}>
        {controls.query.mode === 'layer' ? tree.emptyLayer : undefined}
      </EmptyState>
    );
  }
  return <NothingFound controls={controls} />;
};

/** What can be done with a path. */
function useRowMenu(query: TreeControls['query'], analysis: Analysis, open: (row: TreeRow) => void) {
  const { tree } = useMessages().layers;
  const copy = useCopyText();
  const extract = useExtract(analysis.analysisId);
  return (row: TreeRow): readonly MenuEntry[] => {
    const isFolder = row.kind === 'directory';
    const mode = row.mark === 'removed' ? 'layer' : query.mode;
    const layer = row.mark === 'removed' ? row.layer : query.layer;
    const isReady = analysis.state === 'ready';
    return [
      ...(isFolder
        ? []
        : [
            {
              kind: 'item',
              id: 'open',
              label: tree.open,
              disabled: !isReady,
              onSelect: () => open(row),
            } as const,
          ]),
      { kind: 'item', id: 'copy', label: tree.copyPath, onSelect: () => copy(`/${row.path}`) },
      {
        kind: 'item',
        id: 'extract',
        label: isFolder ? tree.extractFolder : tree.extract,
        disabled: !isReady,
        onSelect: () => void extract({ mode, layer, node: row.node, name: row.name, isFolder }),
      },
    ];
  };
}

const noEntries: readonly MenuEntry[] = [];

function useLabel({ mode, layer }: TreeControls['query']): string {
  const { tree } = useMessages().layers;
  const what = { layer: tree.whatLayer(layer + 1), upTo: tree.whatUpTo(layer + 1), final: tree.whatFinal };
  return tree.label(what[mode]);
}

const toMode = (text: string, isReady: boolean): ViewSpec['mode'] =>
  isReady && (text === 'upTo' || text === 'final') ? text : 'layer';

/** The files of a layer, of the stack up to it, or of the whole image. */
export const TreePane = ({ analysis, layer, mode, onModeChange, reopen }: TreePaneProps) => {
  const { common, layers } = useMessages();
  const isReady = analysis.state === 'ready';
  const controls = useTreeQuery(toMode(mode, isReady), layer);
  const { query, spec, setSort } = controls;
  // A single layer is looked at as soon as it is ready, and again when all are: then its marks are known.
  const client = useClient();
  const { store, state } = useTree(
    client.layers,
    analysis.analysisId,
    spec,
    reopen,
    `${isReady} ${analysis.layers[layer]?.state}`,
  );
  const [opened, setOpened] = useState<TreeRow | undefined>(undefined);
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined);
  const open = (row: TreeRow): void => (isReady ? setOpened(row) : undefined);
  const entriesOf = useRowMenu(query, analysis, open);
  const label = useLabel(query);
  const errorView = useErrorView(state.error);
  const focusGrid = (): void => document.querySelector<HTMLElement>('.lt-grid')?.focus();
  const { view, error } = state;
  const failed = error && error.code !== 'invalid_argument' && error.code !== 'not_found';
  return (
    <>
      <TreeToolbar
        controls={controls}
        onModeChange={onModeChange}
        isPartial={!isReady}
        error={error}
        onLeave={focusGrid}
      />
      {failed ? <ErrorState {...errorView} /> : undefined}
      {!error && !view ? <SkeletonRows label={layers.tree.loading} /> : undefined}
      {!failed && view?.rowCount === 0 ? <Nothing controls={controls} state={state} /> : undefined}
      {!failed && view && view.rowCount > 0 ? (
        <TreeGrid
          store={store}
          state={state}
          resetKey={`${query.mode} ${query.layer} ${query.flat} ${query.sort} ${query.text}`}
          label={label}
          sort={query.sort}
          onSort={setSort}
          onOpen={open}
          onMenu={(row, at, homeId) => setMenu({ row, at, homeId })}
        />
      ) : undefined}
      <TreeFooter state={state} />
      <PointMenu
        at={menu?.at}
        label={layers.tree.rowMenu}
        entries={menu ? entriesOf(menu.row) : noEntries}
        onClose={() => setMenu(undefined)}
        homeId={menu?.homeId ?? ''}
      />
      {opened ? (
        <Suspense fallback={<span className="sr-only">{common.loading}</span>}>
          <FileDialog analysisId={analysis.analysisId} row={opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      ) : undefined}
    </>
  );
};
