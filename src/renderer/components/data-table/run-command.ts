import { assertNever } from '../../../common/errors';
import type { DisplayItem } from './display-items';
import type { TableCommand } from './table-keys';
import type { DataTableProps } from './types';
import type { TableNav } from './use-table-nav';

export interface CommandTargets<Row> {
  readonly items: readonly DisplayItem<Row>[];
  readonly rows: readonly Row[];
  readonly nav: TableNav;
  readonly props: Pick<DataTableProps<Row>, 'getId' | 'onOpen' | 'onDelete' | 'rowMenu'>;
  /** Opens the menu of a line at its place on the screen. */
  readonly openMenu: (index: number) => void;
}

/** Left and right on a group fold it; left on a row inside a group goes to its group. */
const fold = <Row>(targets: CommandTargets<Row>, collapse: boolean): boolean => {
  const { items, nav } = targets;
  const item = items[nav.active];
  if (!item) return false;
  if (item.kind === 'group') {
    if (item.collapsed !== collapse) nav.setCollapsed(item.group.id, collapse);
    return true;
  }
  if (!collapse || !item.inGroup) return false;
  nav.move(items.findLastIndex((candidate, index) => index < nav.active && candidate.kind === 'group'));
  return true;
};

const open = <Row>({ items, nav, props }: CommandTargets<Row>): void => {
  const item = items[nav.active];
  if (item?.kind === 'group') nav.setCollapsed(item.group.id, !item.collapsed);
  else if (item) props.onOpen?.(item.row);
};

/** Delete takes the selection, or the active line when nothing is selected. */
const remove = <Row>({ items, rows, nav, props }: CommandTargets<Row>): void => {
  const item = items[nav.active];
  const chosen = rows.filter((row) => nav.selection.has(props.getId(row)));
  const target = chosen.length > 0 ? chosen : item?.kind === 'group' ? item.rows : item ? [item.row] : [];
  if (target.length > 0) props.onDelete?.(target);
};

/** Carries out a command; false when it has no meaning here, so that the key keeps its usual effect. */
export const runTableCommand = <Row>(command: TableCommand, targets: CommandTargets<Row>): boolean => {
  const { nav } = targets;
  switch (command.kind) {
    case 'move':
      if (command.extend) nav.extend(command.to);
      nav.move(command.to);
      return true;
    case 'toggle':
      nav.toggle(nav.active);
      return true;
    case 'select-all':
      nav.selectAll();
      return true;
    case 'clear':
      if (nav.selection.size === 0) return false;
      nav.clear();
      return true;
    case 'open':
      open(targets);
      return true;
    case 'delete':
      remove(targets);
      return true;
    case 'menu':
      targets.openMenu(nav.active);
      return true;
    case 'expand':
      return fold(targets, false);
    case 'collapse':
      return fold(targets, true);
    default:
      return assertNever(command);
  }
};
