import { useEffect, useRef, useState } from 'react';
import { bytesPerLine, toHexLine } from './hex-lines';

export type ReadBytes = (
  range: { readonly offset: number; readonly length: number },
  signal?: AbortSignal,
) => Promise<Uint8Array>;

export interface HexViewProps {
  /** A part of the file; shorter at its end. Stable. */
  readonly read: ReadBytes;
  readonly sizeBytes: number;
  readonly label: string;
}

const lineHeight = 18;
/** Bytes that are asked for at once. */
const pageBytes = 16 * 1024;
/** Browsers cut off elements that are higher than some 33 million pixels. */
const maxLines = 1_600_000;

type Pages = ReadonlyMap<number, Uint8Array>;

/** The pages in sight, kept while the file is open. */
function useBytePages({ read }: HexViewProps, first: number, last: number): Pages {
  const [pages, setPages] = useState<Pages>(new Map());
  const asked = useRef(new Set<number>());
  useEffect(() => {
    for (let page = first; page <= last; page += 1) {
      if (asked.current.has(page)) continue;
      asked.current.add(page);
      read({ offset: page * pageBytes, length: pageBytes }).then(
        (bytes) => setPages((known) => new Map(known).set(page, bytes)),
        () => asked.current.delete(page),
      );
    }
  }, [read, first, last]);
  return pages;
}

function bytesAt(pages: Pages, offset: number): Uint8Array {
  const page = pages.get(Math.floor(offset / pageBytes));
  const start = offset % pageBytes;
  return page?.subarray(start, start + bytesPerLine) ?? new Uint8Array();
}

/** Bytes as hexadecimal and ASCII; asks for what is in sight. */
export const HexView = (props: HexViewProps) => {
  const { sizeBytes, label } = props;
  const scroller = useRef<HTMLElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 500 });
  const count = Math.min(maxLines, Math.ceil(sizeBytes / bytesPerLine));
  const first = Math.max(0, Math.floor(scroll.top / lineHeight) - 8);
  const last = Math.min(count - 1, Math.ceil((scroll.top + scroll.height) / lineHeight) + 8);
  const pageOf = (line: number): number => Math.floor((line * bytesPerLine) / pageBytes);
  const pages = useBytePages(props, pageOf(first), pageOf(Math.max(0, last)));
  const measure = (): void => {
    const { scrollTop = 0, clientHeight = 500 } = scroller.current ?? {};
    setScroll({ top: scrollTop, height: clientHeight });
  };
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      onScroll={measure}
      className="focus-inset h-full min-h-0 overflow-auto bg-panel"
    >
      <div className="relative min-w-max" style={{ height: count * lineHeight, width: '640px' }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
          const line = first + at;
          const { offset, hex, text } = toHexLine(bytesAt(pages, line * bytesPerLine), line * bytesPerLine);
          return (
            <pre
              key={line}
              className="absolute left-0 m-0 flex gap-5 px-3 text-sm leading-[18px]"
              style={{ top: line * lineHeight }}
            >
              <span className="text-ink-3">{offset}</span>
              <span>{hex}</span>
              <span className="text-ink-2">{text}</span>
            </pre>
          );
        })}
      </div>
    </section>
  );
};
