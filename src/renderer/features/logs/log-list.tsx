import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react';
import { useId } from 'react';
import { asCell, asGrid, asRow, asRowGroup } from '../../components/data-table/roles';
import { toNextLine } from '../../components/window-table-keys';
import { useMessages } from '../../lib/messages';
import { LogLineView } from './log-line';
import type { LogSource } from './log-session';
import { type LogScroll, lineHeight } from './use-log-scroll';
import { type LogState, shownLines } from './use-log-state';

/** Chosen lines, by position; from the one that was chosen first to the active one. */
export interface LineChoice {
  readonly from: number;
  readonly to: number;
}

export interface LogListProps {
  readonly state: LogState;
  readonly sources: readonly LogSource[];
  readonly scroll: LogScroll;
  readonly choice: LineChoice | undefined;
  readonly onChoose: (choice: LineChoice | undefined) => void;
  readonly onOpen: () => void;
}

/** The chosen lines as they came, one per line. */
export function chosenText({ session }: LogState, choice: LineChoice): string {
  const { indexOf, positionOf, count } = shownLines(session);
  const [from, to] = [Math.min(choice.from, choice.to), Math.max(choice.from, choice.to)];
  const texts: string[] = [];
  for (let index = indexOf(from); index < count && positionOf(index) <= to; index += 1) {
    texts.push(session.buffer.at(positionOf(index))?.text ?? '');
  }
  return texts.join('\n');
}

function useListEvents({ state, scroll, choice, onChoose, onOpen }: LogListProps) {
  const shown = shownLines(state.session);
  const move = (index: number, isExtending: boolean): void => {
    const position = shown.positionOf(index);
    onChoose({ from: isExtending && choice ? choice.from : position, to: position });
    scroll.showIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      onChoose({ from: shown.positionOf(0), to: shown.positionOf(Math.max(0, shown.count - 1)) });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && choice) onOpen();
    else if (event.key === 'End' && !event.shiftKey) scroll.follow();
    else {
      const active = choice ? shown.indexOf(choice.to) : scroll.last - 1;
      const page = Math.max(1, (scroll.last - scroll.first) >> 1);
      const next = toNextLine(event.key, { active, count: shown.count, page });
      if (next === undefined) return;
      move(next, event.shiftKey);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : undefined;
    // The end of a selection of text is no click on a line.
    if (!(row instanceof HTMLElement) || !(getSelection()?.isCollapsed ?? true)) return;
    const position = shown.positionOf(Number(row.dataset.index));
    onChoose({ from: event.shiftKey && choice ? choice.from : position, to: position });
    if (scroll.following) scroll.pause();
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (!choice || !(getSelection()?.isCollapsed ?? true)) return;
    event.clipboardData.setData('text/plain', chosenText(state, choice));
    event.preventDefault();
  };
  return { onKeyDown, onClick, onCopy, onDoubleClick: onOpen };
}

/** The rows in view. They are named by their place on the screen, so that following moves texts, not elements. */
export const LogList = (props: LogListProps) => {
  const { state, sources, scroll, choice } = props;
  const { session, options, marksOf } = state;
  const { logs } = useMessages();
  const events = useListEvents(props);
  const idPrefix = useId();
  const { count, positionOf, indexOf } = shownLines(session);
  const [from, to] = choice ? [Math.min(choice.from, choice.to), Math.max(choice.from, choice.to)] : [1, 0];
  const active = choice ? indexOf(choice.to) : -1;
  const isActiveDrawn = active >= scroll.first && active < scroll.last;
  const indices = Array.from(
    { length: Math.max(0, scroll.last - scroll.first) },
    (_none, place) => scroll.first + place,
  );
  return (
    <div
      ref={scroll.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is a grid, by the attributes below.
      tabIndex={0}
      onScroll={scroll.onScroll}
      {...events}
      {...asGrid({
        'aria-label': logs.lines,
        'aria-rowcount': count,
        'aria-multiselectable': true,
        'aria-activedescendant': isActiveDrawn ? `${idPrefix}-${active}` : undefined,
      })}
      className="focus-inset min-h-0 flex-1 overflow-auto bg-panel"
      style={{ overflowAnchor: 'none' }}
    >
      <div
        {...asRowGroup()}
        style={{ height: count * lineHeight, paddingTop: scroll.first * lineHeight, boxSizing: 'border-box' }}
      >
        {indices.map((index, place) => {
          const position = positionOf(index);
          const line = session.buffer.at(position);
          if (!line) return undefined;
          const chosen = position >= from && position <= to;
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
              key={place}
              id={`${idPrefix}-${index}`}
              data-index={index}
              data-active={chosen || undefined}
              {...asRow({ 'aria-rowindex': index + 1, 'aria-selected': chosen })}
              className="log-row"
              style={{ height: lineHeight, width: 'max-content' }}
            >
              <div {...asCell()} className="flex gap-2">
                <LogLineView
                  line={line}
                  name={sources.length > 1 ? sources[line.source]?.name : undefined}
                  timestamps={options.timestamps}
                  fields={options.fields}
                  wrap={false}
                  marks={marksOf(line)}
                  active={chosen}
                  stderrLabel={logs.stderrMark}
                  headlessLabel={logs.headless}
                  moreLabel={logs.more}
                />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
};
