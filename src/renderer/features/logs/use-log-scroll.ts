import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { LogSession } from './log-session';
import { shownLines } from './use-log-state';

export const lineHeight = 20;
const overscan = 10;
/** Pixels from the end within which scrolling down follows again. */
const slack = 4;

export interface LogScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly following: boolean;
  readonly onScroll: () => void;
  /** Indices of the rows to draw. */
  readonly first: number;
  readonly last: number;
  readonly follow: () => void;
  readonly pause: () => void;
  readonly showIndex: (index: number) => void;
  /** Lines that came since following was paused. */
  readonly newLines: number;
}

/** Rows of one height: follows the end, or stays with the line at the top whatever comes, goes or is put in front. */
export function useLogScroll(session: LogSession): LogScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const [pausedAt, setPausedAt] = useState(0);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const anchor = useRef({ position: 0, offset: 0 });
  const shown = shownLines(session);
  const { count } = shown;

  const pause = useCallback((): void => {
    setFollowing(false);
    setPausedAt(session.received);
  }, [session]);
  const follow = useCallback(() => setFollowing(true), []);
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    setTop(scrollTop);
    setHeight(clientHeight);
    const index = Math.floor(scrollTop / lineHeight);
    anchor.current = { position: shown.positionOf(index), offset: scrollTop - index * lineHeight };
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - slack;
    if (isAtEnd && !following) setFollowing(true);
    // The page's own steps to the end are at the end; rows that went make it shorter, never farther.
    else if (!isAtEnd && following && scrollTop < lastTop.current - 1) pause();
    lastTop.current = scrollTop;
  };
  const lastTop = useRef(0);

  // After every rendering, as the lines are not in React.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (element.clientHeight !== height) setHeight(element.clientHeight);
    const wanted = following
      ? Math.max(0, count * lineHeight - element.clientHeight)
      : shown.indexOf(anchor.current.position) * lineHeight + anchor.current.offset;
    if (Math.abs(element.scrollTop - wanted) >= 1) {
      lastTop.current = wanted;
      element.scrollTop = wanted;
      setTop(element.scrollTop);
    }
  });

  const showIndex = (index: number): void => {
    const element = scroller.current;
    if (!element) return;
    const from = index * lineHeight;
    const isSeen = from >= element.scrollTop && from + lineHeight <= element.scrollTop + element.clientHeight;
    const wanted = isSeen ? element.scrollTop : Math.max(0, from - element.clientHeight / 2);
    const at = Math.floor(wanted / lineHeight);
    anchor.current = { position: shown.positionOf(at), offset: wanted - at * lineHeight };
    if (following) pause();
    lastTop.current = wanted;
    element.scrollTop = wanted;
    setTop(wanted);
  };
  const viewTop = following ? Math.max(0, count * lineHeight - height) : top;
  return {
    scroller,
    following,
    onScroll,
    first: Math.max(0, Math.floor(viewTop / lineHeight) - overscan),
    last: Math.min(count, Math.ceil((viewTop + height) / lineHeight) + overscan),
    follow,
    pause,
    showIndex,
    newLines: following ? 0 : session.received - pausedAt,
  };
}
