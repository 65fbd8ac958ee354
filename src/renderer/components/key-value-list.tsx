import type { ReactNode } from 'react';
import { CopyButton, type CopyLabels } from './copy-button';

export interface KeyValue {
  readonly id: string;
  readonly label: string;
  /** `undefined` shows a dash. */
  readonly value: ReactNode | undefined;
  /** Text of the copy button behind the value. */
  readonly copy?: string | undefined;
  /** Why there is no value, or the exact form of it. */
  readonly title?: string | undefined;
}

export interface KeyValueListProps {
  readonly items: readonly KeyValue[];
  readonly labels: CopyLabels;
}

/** Facts of a detail page: name on the left, value on the right, copied in one press. */
export const KeyValueList = ({ items, labels }: KeyValueListProps) => (
  <dl className="m-0 grid grid-cols-[minmax(96px,max-content)_minmax(0,1fr)] gap-x-4">
    {items.map(({ id, label, value, copy, title }) => (
      <div
        key={id}
        className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline border-b border-line-2 last:border-0"
      >
        <dt className="py-1 text-ink-3">{label}</dt>
        <dd title={title} className="m-0 flex min-w-0 items-start gap-1 py-0.5">
          <span className="tabular min-w-0 py-0.5 break-words">
            {value ?? <span className="text-ink-3">–</span>}
          </span>
          {copy === undefined ? undefined : (
            <span className="-my-0.5 shrink-0">
              <CopyButton value={copy} labels={{ ...labels, copy: `${labels.copy}: ${label}` }} />
            </span>
          )}
        </dd>
      </div>
    ))}
  </dl>
);
