import { SearchX } from 'lucide-react';
import type { TreeRow } from '../../../common/contract/layer-tree';
import { Button } from '../../components/button';
import type { MenuPoint } from '../../components/dropdown-menu';
import { EmptyState } from '../../components/empty-state';
import { useFormat, useMessages } from '../../lib/messages';
import type { TreeControls } from './tree-filter';
import type { TreeState } from './tree-store';

/** A menu that is open over a row. */
export interface OpenMenu {
  readonly row: TreeRow;
  readonly at: MenuPoint;
  readonly homeId: string;
}

/** What the view has, below the rows. */
export const TreeFooter = ({ state: { view } }: { readonly state: TreeState }) => {
  const { tree, files } = useMessages().layers;
  const format = useFormat();
  if (!view) return undefined;
  return (
    <div
      role="status"
      className="tabular flex h-7 shrink-0 items-center gap-4 border-t border-line px-3 text-sm text-ink-3"
    >
      {view.matchCount === undefined ? undefined : (
        <span className="font-medium text-ink">{tree.matches(view.matchCount)}</span>
      )}
      <span title={format.exactBytes(view.bytes)}>
        {tree.summary(files(view.files), format.bytes(view.bytes))}
      </span>
      {view.provisional ? <span className="truncate">{tree.provisional}</span> : undefined}
    </div>
  );
};

/** Instead of rows, when the filter finds none. */
export const NothingFound = ({ controls }: { readonly controls: TreeControls }) => {
  const { tree } = useMessages().layers;
  const clear = (): void => {
    controls.setText('');
    controls.setMarks('');
    controls.setMinSize('');
  };
  return (
    <EmptyState icon={SearchX} title={tree.none} actions={<Button onClick={clear}>{tree.clearAll}</Button>}>
      {tree.noneText}
    </EmptyState>
  );
};
