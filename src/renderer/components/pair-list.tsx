import type { CopyLabels } from './copy-button';
import { KeyValueList } from './key-value-list';

export interface PairListProps {
  readonly items: readonly { readonly key: string; readonly value: string; readonly raw: string }[];
  /** Said when there is none. */
  readonly empty: string;
  readonly labels: CopyLabels;
}

/** Labels and driver options: key, value, copy. */
export const PairList = ({ items, empty, labels }: PairListProps) => {
  if (items.length === 0) return <p className="m-0 text-ink-3">{empty}</p>;
  return (
    <KeyValueList
      labels={labels}
      items={items.map(({ key, value, raw }) => ({
        id: key,
        label: key,
        value: value === '' ? undefined : <span className="[overflow-wrap:anywhere]">{value}</span>,
        copy: raw,
      }))}
    />
  );
};
