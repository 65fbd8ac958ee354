import type { Grouping, RowGroup } from './types';

export interface RowItem<Row> {
  readonly kind: 'row';
  readonly key: string;
  readonly row: Row;
  readonly inGroup: boolean;
}

export interface GroupItem<Row> {
  readonly kind: 'group';
  readonly key: string;
  readonly group: RowGroup;
  readonly rows: readonly Row[];
  readonly rowKeys: readonly string[];
  readonly collapsed: boolean;
}

/** One line of the table: a row or the header of a group. */
export type DisplayItem<Row> = RowItem<Row> | GroupItem<Row>;

/** Key of a group's line; a row id cannot begin with this character. */
export const groupKey = (id: string): string => `\u0000${id}`;

interface Bucket<Row> {
  readonly group: RowGroup | undefined;
  readonly rows: Row[];
}

/** Rows of one group stand together, where the first of them stands in the sorted order. */
const bucketsOf = <Row>(rows: readonly Row[], groupOf: Grouping<Row>['groupOf']): readonly Bucket<Row>[] => {
  const buckets: Bucket<Row>[] = [];
  const byId = new Map<string, Bucket<Row>>();
  for (const row of rows) {
    const group = groupOf(row);
    const known = group && byId.get(group.id);
    if (known) {
      known.rows.push(row);
      continue;
    }
    const bucket = { group, rows: [row] };
    buckets.push(bucket);
    if (group) byId.set(group.id, bucket);
  }
  return buckets;
};

/** Lines to show for sorted rows: as they are, or with a header before each group and without its rows if collapsed. */
export const toDisplayItems = <Row>(
  rows: readonly Row[],
  getId: (row: Row) => string,
  grouping: Pick<Grouping<Row>, 'groupOf' | 'collapsed'> | undefined,
): readonly DisplayItem<Row>[] => {
  const toItem = (row: Row, inGroup: boolean): RowItem<Row> => ({
    kind: 'row',
    key: getId(row),
    row,
    inGroup,
  });
  if (!grouping) return rows.map((row) => toItem(row, false));
  return bucketsOf(rows, grouping.groupOf).flatMap(
    ({ group, rows: members }): readonly DisplayItem<Row>[] => {
      if (!group) return members.map((row) => toItem(row, false));
      const collapsed = grouping.collapsed.has(group.id);
      const header: GroupItem<Row> = {
        kind: 'group',
        key: groupKey(group.id),
        group,
        rows: members,
        rowKeys: members.map(getId),
        collapsed,
      };
      return collapsed ? [header] : [header, ...members.map((row) => toItem(row, true))];
    },
  );
};
