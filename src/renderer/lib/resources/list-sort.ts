/** In the form of the design system's SortState. */
export interface ListSort {
  readonly column: string;
  readonly descending: boolean;
}

/** `name` and `-name` of an address; an empty text is unsorted. */
export function parseListSort(text: string): ListSort | undefined {
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return column === '' ? undefined : { column, descending };
}

export function formatListSort(sort: ListSort | undefined): string {
  if (!sort) return '';
  return sort.descending ? `-${sort.column}` : sort.column;
}
