import type { ReactNode } from 'react';

export interface SimpleColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly align?: 'end' | undefined;
  readonly cell: (row: Row) => ReactNode;
}

export interface SimpleTableProps<Row> {
  readonly label: string;
  readonly columns: readonly SimpleColumn<Row>[];
  readonly rows: readonly Row[];
  readonly getId: (row: Row) => string;
  /** Said when there is no row. */
  readonly empty: string;
}

/** A short table of facts inside a card: ports, mounts, networks. Long lists are a DataTable. */
export const SimpleTable = <Row,>({ label, columns, rows, getId, empty }: SimpleTableProps<Row>) => {
  if (rows.length === 0) return <p className="m-0 px-3 py-2 text-ink-3">{empty}</p>;
  return (
    <table aria-label={label} className="w-full border-collapse">
      <thead>
        <tr>
          {columns.map(({ id, header, align }) => (
            <th
              key={id}
              scope="col"
              className={`border-b border-line-2 px-3 py-1 text-sm font-medium whitespace-nowrap text-ink-3 ${align === 'end' ? 'text-right' : 'text-left'}`}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={getId(row)}>
            {columns.map(({ id, align, cell }) => (
              <td
                key={id}
                className={`border-b border-line-2 px-3 py-1 align-top [overflow-wrap:anywhere] ${align === 'end' ? 'tabular text-right' : ''}`}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
