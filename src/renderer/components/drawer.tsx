import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from './icon-button';
import { ResizeHandle } from './resize-handle';

export interface DrawerLabels {
  /** Name of the region. */
  readonly drawer: string;
  readonly open: string;
  readonly close: string;
  readonly resize: string;
}

export interface DrawerProps {
  readonly labels: DrawerLabels;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Pixels when open. */
  readonly height: number;
  readonly onHeightChange: (height: number) => void;
  /** Always visible: title, running jobs. */
  readonly header: ReactNode;
  readonly children: ReactNode;
}

const minHeight = 120;
const maxHeight = 720;

/** The part at the bottom for jobs and logs. Folded it is one line; open it is resized by pointer or keys. */
export const Drawer = ({
  labels,
  open,
  onOpenChange,
  height,
  onHeightChange,
  header,
  children,
}: DrawerProps) => {
  const id = useId();
  return (
    <section
      aria-label={labels.drawer}
      className="flex min-h-0 min-w-0 flex-col border-t border-line bg-panel"
    >
      {open ? (
        <ResizeHandle
          label={labels.resize}
          orientation="horizontal"
          reversed
          value={height}
          min={minHeight}
          max={maxHeight}
          onChange={onHeightChange}
          controls={id}
        />
      ) : undefined}
      <div className="flex h-8 shrink-0 items-center gap-2 pr-1.5 pl-3">
        <div className="flex min-w-0 flex-1 items-center gap-3">{header}</div>
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          label={open ? labels.close : labels.open}
          size="sm"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onOpenChange(!open)}
        />
      </div>
      <div
        id={id}
        hidden={!open}
        className="min-h-0 overflow-auto border-t border-line-2"
        style={{ height, maxHeight: '60vh' }}
      >
        {open ? children : undefined}
      </div>
    </section>
  );
};
