import type { ReactNode } from 'react';
import { SearchInput, type SearchInputLabels } from '../search-input';
import { ColumnChooser, type ColumnChooserLabels, type ColumnChooserProps } from './column-chooser';

export interface TableToolbarLabels extends ColumnChooserLabels {
  readonly filter: SearchInputLabels;
}

/** Without columns there is nothing to choose: below it stands something else than a table. */
export interface TableToolbarProps extends Omit<ColumnChooserProps, 'labels'> {
  readonly filter: string;
  readonly onFilterChange: (filter: string) => void;
  readonly labels: TableToolbarLabels;
  /** Between the filter and the column chooser: segmented controls, switches. */
  readonly children?: ReactNode;
  /** At the right end: 'Create…'. */
  readonly actions?: ReactNode;
}

/** The line above a table: filter (`/` focuses it, down arrow goes to the rows), views, columns, actions. */
export const TableToolbar = (props: TableToolbarProps) => {
  const { filter, onFilterChange, labels, children, actions, columns, layout, onChange } = props;
  const focusTable = (): void => document.querySelector<HTMLElement>('.dt-grid')?.focus();
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-1.5">
      <SearchInput
        value={filter}
        onChange={onFilterChange}
        labels={labels.filter}
        shortcut="/"
        onLeave={focusTable}
      />
      {children}
      <span className="ml-auto" />
      {actions}
      {columns.length > 0 ? (
        <ColumnChooser columns={columns} layout={layout} onChange={onChange} labels={labels} />
      ) : undefined}
    </div>
  );
};
