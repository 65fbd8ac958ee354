import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { Icon } from './icon';
import type { Tone } from './tone';
import { useNowText } from './use-now';

export interface TimelineItem {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly icon: Icon;
  readonly tone: Tone;
  /** What the tone says, for screen readers: 'failed', 'event'. */
  readonly toneLabel: string;
  readonly title: ReactNode;
  /** Progress, error, buttons: makes the entry higher. */
  readonly details?: ReactNode;
}

export interface TimelineProps {
  /** Accessible name of the list. */
  readonly label: string;
  /** Newest first. */
  readonly items: readonly TimelineItem[];
  readonly formatRelative: (at: number, now: number) => string;
  readonly formatExact: (at: number) => string;
  readonly empty: ReactNode;
}

const estimatedHeight = 38;

type Formats = Pick<TimelineProps, 'formatRelative' | 'formatExact'>;

const Entry = ({ item, formatRelative, formatExact }: Formats & { readonly item: TimelineItem }) => {
  const { at, icon: IconView, tone, toneLabel, title, details } = item;
  const age = useNowText((now) => formatRelative(at, now));
  return (
    <div className="grid grid-cols-[104px_24px_minmax(0,1fr)] gap-x-2 px-4">
      <time
        dateTime={new Date(at).toISOString()}
        title={formatExact(at)}
        className="tabular truncate pt-2.5 text-right text-sm text-ink-3"
      >
        {age}
      </time>
      <span className="relative flex justify-center before:absolute before:inset-y-0 before:w-px before:bg-line">
        <span
          data-tone={tone}
          className="relative mt-2 flex size-5.5 items-center justify-center rounded-full border border-line bg-(--tone-soft) text-(--tone)"
        >
          <IconView aria-hidden size={12} />
        </span>
      </span>
      <div className="min-w-0 py-2.5 break-words">
        <span className="sr-only">{toneLabel}: </span>
        {title}
        {details === undefined ? undefined : <div className="mt-1 text-ink-2">{details}</div>}
      </div>
    </div>
  );
};

/** What happened, newest first. Only the entries in view exist; their height is measured. */
export const Timeline = ({ label, items, empty, ...formats }: TimelineProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
  });
  if (items.length === 0) return <div className="flex flex-1 flex-col">{empty}</div>;
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className="focus-inset min-h-0 flex-1 overflow-auto bg-panel"
    >
      <ol className="relative m-0 list-none p-0" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? undefined : (
            <li
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Entry item={item} {...formats} />
            </li>
          );
        })}
      </ol>
    </section>
  );
};
