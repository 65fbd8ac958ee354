export interface KeyValueRow {
  /** Stays with the row while it is edited; not the key. */
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

/** An empty row with an id that no other row has. */
export const newRow = (rows: readonly KeyValueRow[]): KeyValueRow => {
  const largest = rows.reduce((most, row) => Math.max(most, Number(row.id.replace('row-', '')) || 0), 0);
  return { id: `row-${largest + 1}`, key: '', value: '' };
};

/** Rows of a record, in its order. */
export const toKeyValueRows = (record: Readonly<Record<string, string>>): readonly KeyValueRow[] =>
  Object.entries(record).map(([key, value], index) => ({ id: `row-${index + 1}`, key, value }));

/** Record of the rows; rows without a key are left out, the last of equal keys counts. */
export const fromKeyValueRows = (rows: readonly KeyValueRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.filter((row) => row.key.trim() !== '').map((row) => [row.key.trim(), row.value]));

/** Lines `KEY=value` (a value may hold `=`); `undefined` unless every line of several has one. */
export const parsePastedPairs = (text: string): readonly (readonly [string, string])[] | undefined => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*(?:export\s+)?([^=\s]+)=(.*)$/.exec(line));
  if (lines.length < 2 || pairs.some((pair) => pair === null)) return undefined;
  return pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''] as const);
};

export const removeRow = (rows: readonly KeyValueRow[], id: string): readonly KeyValueRow[] =>
  rows.filter((row) => row.id !== id);

export const changeRow = (
  rows: readonly KeyValueRow[],
  id: string,
  change: Partial<Pick<KeyValueRow, 'key' | 'value'>>,
): readonly KeyValueRow[] => rows.map((row) => (row.id === id ? { ...row, ...change } : row));

/** Puts pasted pairs in the place of one row. */
export const replaceWithPairs = (
  rows: readonly KeyValueRow[],
  id: string,
  pairs: readonly (readonly [string, string])[],
): readonly KeyValueRow[] => {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return rows;
  const others = removeRow(rows, id);
  const taken = [...rows];
  const added = pairs.map(([key, value]) => {
    const row = { ...newRow(taken), key, value };
    taken.push(row);
    return row;
  });
  return [...others.slice(0, at), ...added, ...others.slice(at)];
};
