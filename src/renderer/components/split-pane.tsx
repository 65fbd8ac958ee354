import { type ReactNode, useId, useState } from 'react';
import { ResizeHandle } from './resize-handle';

export interface SplitPaneProps {
  readonly start: ReactNode;
  readonly end: ReactNode;
  /** Accessible name of the handle. */
  readonly resizeLabel: string;
  /** Pixels of the first pane. */
  readonly initialSize: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Two panes side by side that scroll on their own; the line between them moves. Below 900 px they stand one below the other. */
export const SplitPane = (props: SplitPaneProps) => {
  const { start, end, resizeLabel, initialSize, min = 240, max = 900 } = props;
  const [size, setSize] = useState(initialSize);
  const id = useId();
  return (
    <div
      className="flex min-h-0 min-w-0 flex-1 max-[900px]:flex-col"
      style={{ ['--split' as string]: `${size}px` }}
    >
      <div
        id={id}
        className="flex min-h-0 w-(--split) max-w-[75%] shrink-0 flex-col overflow-auto bg-panel max-[900px]:w-full max-[900px]:max-w-none max-[900px]:flex-1"
      >
        {start}
      </div>
      <ResizeHandle
        label={resizeLabel}
        orientation="vertical"
        value={size}
        min={min}
        max={max}
        onChange={setSize}
        controls={id}
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto bg-panel">{end}</div>
    </div>
  );
};
