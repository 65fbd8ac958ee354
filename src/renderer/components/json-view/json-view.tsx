import { lazy, Suspense, useMemo } from 'react';
import type { JsonViewLabels } from './json-labels';
import { toJsonText } from './json-text';

const JsonEditor = lazy(async () => ({ default: (await import('./json-editor')).JsonEditor }));

export interface JsonViewProps {
  /** Any JSON value; a string is taken as text that is already JSON. */
  readonly value: unknown;
  readonly labels: JsonViewLabels;
}

/** Plain text while the editor loads: the content is there at once. */
const Fallback = ({ text, label }: { readonly text: string; readonly label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
  <section tabIndex={0} aria-label={label} className="focus-inset min-h-0 flex-1 overflow-auto bg-panel">
    <pre className="m-0 px-4 py-2 leading-[18px] whitespace-pre-wrap">{text}</pre>
  </section>
);

/** Raw JSON of Inspect: read-only, searchable, foldable, copyable. */
export const JsonView = ({ value, labels }: JsonViewProps) => {
  const text = useMemo(() => (typeof value === 'string' ? value : toJsonText(value)), [value]);
  return (
    <Suspense fallback={<Fallback text={text} label={labels.text} />}>
      <JsonEditor text={text} labels={labels} />
    </Suspense>
  );
};
