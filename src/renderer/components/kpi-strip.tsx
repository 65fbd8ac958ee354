import type { ReactNode } from 'react';
import type { Tone } from './tone';

export interface Kpi {
  readonly id: string;
  /** The figure as text; `undefined` was not measured and shows a dash. */
  readonly value: ReactNode | undefined;
  readonly label: string;
  readonly tone?: Tone | undefined;
  /** Exact figure, or why there is none. */
  readonly title?: string | undefined;
}

/** The figures of a page, in one line below its header. */
export const KpiStrip = ({ label, items }: { readonly label: string; readonly items: readonly Kpi[] }) => (
  <dl
    aria-label={label}
    className="m-0 flex shrink-0 flex-wrap gap-x-7 gap-y-2 border-b border-line bg-panel px-4 py-2.5"
  >
    {items.map(({ id, value, label: text, tone, title }) => (
      <div key={id} data-tone={tone} title={title} className="flex min-w-0 flex-col-reverse">
        <dt className="text-sm text-ink-3">{text}</dt>
        <dd className={`tabular m-0 text-lg font-semibold ${tone === undefined ? '' : 'text-(--tone)'}`}>
          {value ?? '–'}
        </dd>
      </div>
    ))}
  </dl>
);
