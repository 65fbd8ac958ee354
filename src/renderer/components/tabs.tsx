import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { Badge } from './chip';
import type { Icon } from './icon';
import type { Tone } from './tone';

export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: Icon | undefined;
  readonly badge?: { readonly text: string; readonly tone?: Tone | undefined } | undefined;
  readonly disabled?: boolean | undefined;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly items: readonly TabItem<Value>[];
  /** The chosen tab; it lives in the URL, the page owns it. */
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Content of the chosen tab only: the others are not mounted. */
  readonly children: ReactNode;
}

const tabClass =
  'group inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-0.5 text-ink-2 hover:text-ink focus-inset disabled:opacity-50 data-[state=active]:border-accent data-[state=active]:text-ink';

/** The text keeps the width it has when bold, so that choosing a tab does not move its neighbours. */
const TabText = ({ label }: { readonly label: string }) => (
  <span className="grid">
    <span className="col-start-1 row-start-1 text-center group-data-[state=active]:font-semibold">
      {label}
    </span>
    <span aria-hidden className="invisible col-start-1 row-start-1 font-semibold">
      {label}
    </span>
  </span>
);

/** Tabs of a page: looks like links, scrolls sideways when narrow, arrow keys move and Enter opens. */
export const Tabs = <Value extends string>({ label, items, value, onChange, children }: TabsProps<Value>) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = list.current?.querySelector(`[data-value="${CSS.escape(value)}"]`);
    active?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [value]);
  const choose = (next: string): void => {
    const item = items.find((candidate) => candidate.value === next);
    if (item) onChange(item.value);
  };
  return (
    <Radix.Root
      value={value}
      onValueChange={choose}
      activationMode="manual"
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="border-b border-line bg-panel">
        <Radix.List
          ref={list}
          aria-label={label}
          className="flex gap-4 overflow-x-auto px-4 [scrollbar-width:none]"
        >
          {items.map(({ value: id, label: text, icon: IconView, badge, disabled }) => (
            <Radix.Trigger key={id} value={id} data-value={id} disabled={disabled} className={tabClass}>
              {IconView ? <IconView aria-hidden size={14} /> : undefined}
              <TabText label={text} />
              {badge ? <Badge tone={badge.tone ?? 'neutral'}>{badge.text}</Badge> : undefined}
            </Radix.Trigger>
          ))}
        </Radix.List>
      </div>
      <Radix.Content value={value} className="flex min-h-0 flex-1 flex-col overflow-auto focus-inset">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
};
