import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { useMessages } from '../../lib/messages';
import { LogLineView } from './log-line';
import type { LogListProps } from './log-list';
import { lineHeight } from './use-log-scroll';
import { shownLines } from './use-log-state';

/** Every row is measured, so there are not more of them than can be kept up to date in a frame. */
export const maxWrappedLines = 5000;

/** The newest lines with long ones broken. Their heights are measured when they come into view. */
export const WrappedList = ({ state, sources, scroll, choice, onChoose, onOpen }: LogListProps) => {
  const { session, options, marksOf } = state;
  const { logs } = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const { count, positionOf } = shownLines(session);
  const skipped = Math.max(0, count - maxWrappedLines);
  const shown = count - skipped;
  const virtualizer = useVirtualizer({
    count: shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => positionOf(index + skipped),
    overscan: 10,
  });
  const { following } = scroll;
  // After every rendering, as the lines are not in React.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element) element.scrollTop = element.scrollHeight;
  });
  const lastTop = useRef(0);
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - lineHeight;
    if (isAtEnd && !following) scroll.follow();
    else if (!isAtEnd && following && element.scrollTop < lastTop.current - lineHeight) scroll.pause();
    lastTop.current = element.scrollTop;
  };
  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it.
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={logs.lines}
      onScroll={onScroll}
      className="focus-inset min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-panel"
      style={{ overflowAnchor: 'none' }}
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const position = positionOf(index + skipped);
          const line = session.buffer.at(position);
          if (!line) return undefined;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the same is reached by keys without wrapping.
            // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-active={choice?.to === position || undefined}
              className="log-row absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onChoose({ from: position, to: position })}
              onDoubleClick={onOpen}
            >
              <LogLineView
                line={line}
                name={sources.length > 1 ? sources[line.source]?.name : undefined}
                timestamps={options.timestamps}
                fields={options.fields}
                wrap
                marks={marksOf(line)}
                active={choice?.to === position}
                stderrLabel={logs.stderrMark}
                headlessLabel={logs.headless}
                moreLabel={logs.more}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
};
