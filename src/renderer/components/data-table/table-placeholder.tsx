import type { ReactNode } from 'react';
import { SkeletonRows } from '../skeleton';
import { asCell, asRow, asRowGroup } from './roles';
import type { DataTableProps } from './types';

type Props<Row> = Pick<DataTableProps<Row>, 'rows' | 'status' | 'empty' | 'noMatch' | 'labels'> & {
  readonly columnCount: number;
};

const contentOf = <Row,>({ rows, status, empty, noMatch, labels }: Props<Row>): ReactNode => {
  if (rows.length > 0) return noMatch;
  if (status?.kind === 'loading') return <SkeletonRows label={labels.loading} count={12} />;
  if (status?.kind === 'error') return status.content;
  return empty;
};

/** What stands where the rows would: skeleton, error, empty list, or a filter without match. */
export const TablePlaceholder = <Row,>(props: Props<Row>) => (
  <div {...asRowGroup()} className="sticky left-0 flex w-[100cqw] flex-1 flex-col">
    <div {...asRow()} className="flex flex-1 flex-col">
      <div {...asCell({ 'aria-colspan': props.columnCount })} className="flex flex-1 flex-col">
        {contentOf(props)}
      </div>
    </div>
  </div>
);
