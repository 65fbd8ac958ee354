import { Server } from 'lucide-react';
import type { ContainerNamespaces, NamespaceCells, NamespaceKind } from '../../../common/contract/namespaces';
import { namespaceKinds as kinds } from '../../../common/namespace-kinds';
import { LinkCell } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { enginePath } from '../../lib/engine';
import type { Messages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { NamespaceChip } from './namespace-chip';
import { groupOf, lookOf, type NamespaceGroup, type NamespaceGroups } from './namespace-groups';

/** A line of the matrix: the host, or a container. */
export interface NamespaceRow {
  readonly id: string;
  readonly name: string;
  readonly cells: NamespaceCells;
  /** Undefined for the host. */
  readonly container: ContainerNamespaces | undefined;
}

/** Pixels: with the name they fill a window of 1024 without cutting a heading in either language. */
const widths: Readonly<Record<NamespaceKind, number>> = {
  mnt: 78,
  pid: 86,
  net: 80,
  ipc: 80,
  uts: 88,
  user: 80,
  cgroup: 80,
  time: 78,
};

export interface ColumnInput {
  readonly engineId: string;
  readonly messages: Messages;
  readonly groups: NamespaceGroups;
  readonly chosen: NamespaceGroup | undefined;
  readonly onChoose: (group: NamespaceGroup) => void;
}

/** Sorted, those with the host come first, then those that share, by group, then those that stand alone. */
function sortValue(kind: NamespaceKind, { cells }: NamespaceRow, groups: NamespaceGroups) {
  const cell = cells[kind];
  const group = groupOf(groups, kind, cell);
  const look = lookOf(cell, group);
  if (look === 'unknown') return undefined;
  const ranks = { host: '0', shared: `1${group?.letter?.padStart(3) ?? ''}`, own: `2${cell.group}` };
  return ranks[look];
}

const NameCell = ({ row, engineId }: { readonly row: NamespaceRow; readonly engineId: string }) =>
  row.container ? (
    <LinkCell
      href={`${enginePath(engineId, 'containers', row.id)}?tab=namespaces`}
      text={toVisibleText(row.name)}
    />
  ) : (
    <span className="flex min-w-0 items-center gap-1.5 font-medium">
      <Server aria-hidden size={14} className="shrink-0 text-ink-3" />
      <span className="truncate">{row.name}</span>
    </span>
  );

/** Name, then one narrow column for each kind. */
export function namespaceColumns(input: ColumnInput): readonly DataColumn<NamespaceRow>[] {
  const { engineId, messages, groups, chosen, onChoose } = input;
  const { namespaces } = messages;
  return [
    {
      ...{ id: 'name', header: namespaces.container, width: 138, grow: 2, required: true },
      // The host stands at the top of an ascending list.
      value: (row) => (row.container ? toVisibleText(row.name) : ''),
      searchText: (row) => toVisibleText(row.name),
      cell: (row) => <NameCell row={row} engineId={engineId} />,
    },
    ...kinds.map(
      (kind): DataColumn<NamespaceRow> => ({
        ...{ id: kind, header: namespaces.kinds[kind].name, width: widths[kind], minWidth: 64, grow: 1 },
        value: (row) => sortValue(kind, row, groups),
        searchText: ({ cells }) => String(cells[kind].inode ?? ''),
        cell: ({ cells }) => {
          const cell = cells[kind];
          const group = groupOf(groups, kind, cell);
          return (
            <NamespaceChip
              {...{ kind, cell, group, onChoose }}
              chosen={chosen !== undefined && group === chosen}
            />
          );
        },
      }),
    ),
  ];
}
