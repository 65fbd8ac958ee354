import type { CopyLabels } from '../components/copy-button';
import type { TableToolbarLabels } from '../components/data-table/table-toolbar';
import type { DataTableLabels } from '../components/data-table/types';
import type { ErrorStateLabels } from '../components/error-state';
import type { JsonViewLabels } from '../components/json-view/json-labels';

export const copyLabels: CopyLabels = { copy: 'Copy', copied: 'Copied', failed: 'Could not copy' };

export const errorLabels: ErrorStateLabels = {
  ...copyLabels,
  answer: 'The engine answered',
  details: 'Details',
  errorId: 'Error id',
};

export const tableLabels: DataTableLabels = {
  table: 'Containers',
  selectAll: 'Select all',
  selectRow: (name) => `Select ${name}`,
  selectGroup: (name) => `Select all of ${name}`,
  expandGroup: (name) => `Expand ${name}`,
  collapseGroup: (name) => `Collapse ${name}`,
  rowMenu: (name) => `Actions for ${name}`,
  actions: 'Actions',
  headerKeys: 'Enter sorts, Shift and arrows resize, Alt and arrows move the column',
  loading: 'Loading',
  summary: ({ shown, total, selected, selectedHidden }) =>
    [
      shown === total ? `${total}` : `${shown} of ${total}`,
      selected > 0 ? `${selected} selected` : '',
      selectedHidden > 0 ? `${selectedHidden} of them hidden` : '',
    ]
      .filter(Boolean)
      .join(' · '),
};

export const toolbarLabels: TableToolbarLabels = {
  columns: 'Columns',
  reset: 'Reset columns',
  moveUp: (column) => `Move ${column} up`,
  moveDown: (column) => `Move ${column} down`,
  filter: { search: 'Filter containers', clear: 'Clear the filter' },
};

export const jsonLabels: JsonViewLabels = {
  ...copyLabels,
  text: 'Raw JSON',
  search: { search: 'Search', clear: 'Clear the search' },
  previous: 'Previous match',
  next: 'Next match',
  foldAll: 'Fold all',
  unfoldAll: 'Unfold all',
  matches: (current, total) => `${current} of ${total}`,
};
