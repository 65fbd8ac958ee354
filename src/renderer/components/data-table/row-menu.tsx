import { type MenuPoint, PointMenu } from '../dropdown-menu';
import type { DisplayItem } from './display-items';
import type { DataTableProps } from './types';

export interface RowMenuTarget {
  readonly key: string;
  readonly at: MenuPoint;
}

type Props<Row> = Pick<DataTableProps<Row>, 'rowMenu' | 'getName' | 'labels'> & {
  readonly items: readonly DisplayItem<Row>[];
  readonly target: RowMenuTarget | undefined;
  readonly onClose: () => void;
  readonly homeId: string;
};

/** The one menu of all rows. It closes by itself when its row leaves the list. */
export const RowMenu = <Row,>({ rowMenu, getName, labels, items, target, onClose, homeId }: Props<Row>) => {
  const item = target && items.find((candidate) => candidate.key === target.key);
  const row = item?.kind === 'row' ? item.row : undefined;
  if (!rowMenu) return undefined;
  return (
    <PointMenu
      at={row === undefined ? undefined : target?.at}
      label={row === undefined ? '' : labels.rowMenu(getName(row))}
      entries={row === undefined ? [] : rowMenu(row)}
      onClose={onClose}
      homeId={homeId}
    />
  );
};
