import type { DataColumn } from './types';

const searchTextOf = <Row>(column: DataColumn<Row>, row: Row): string => {
  if (column.searchText) return column.searchText(row);
  const value = column.value(row);
  return typeof value === 'string' ? value : '';
};

/** Lower case without accents, so that 'imagenes' finds 'imágenes'. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/**
 * Rows in which every word of the filter occurs in some column, hidden columns included; case and accents do not
 * count. The same array comes back when the filter is empty, so that memos hold.
 */
export const filterRows = <Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  filter: string,
): readonly Row[] => {
  const words = foldText(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = foldText(columns.map((column) => searchTextOf(column, row)).join('\n'));
    return words.every((word) => text.includes(word));
  });
};
