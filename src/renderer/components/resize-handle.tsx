import { cx } from 'class-variance-authority';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { resizeByKey, type SizeRange } from './resize-by-key';

export interface ResizeHandleProps extends SizeRange {
  /** Says what it resizes. */
  readonly label: string;
  /** `vertical` stands between left and right; `horizontal` between above and below. */
  readonly orientation: 'vertical' | 'horizontal';
  /** Pixels of the part that grows; while dragging and by keys. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** The part lies after the handle (a drawer at the bottom), so that dragging back makes it larger. */
  readonly reversed?: boolean | undefined;
  /** Element that the handle resizes. */
  readonly controls?: string | undefined;
}

/** The line between two parts: dragged, or moved with arrows, Home and End. */
export const ResizeHandle = (props: ResizeHandleProps) => {
  const { label, orientation, value, min, max, onChange, reversed, controls } = props;
  const start = useRef<{ readonly at: number; readonly value: number } | undefined>(undefined);
  const positionOf = (event: PointerEvent): number =>
    orientation === 'vertical' ? event.clientX : event.clientY;
  const clamp = (size: number): number => Math.round(Math.max(min, Math.min(max, size)));
  const begin = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: positionOf(event), value };
  };
  const drag = (event: PointerEvent): void => {
    if (!start.current) return;
    const moved = (positionOf(event) - start.current.at) * (reversed ? -1 : 1);
    onChange(clamp(start.current.value + moved));
  };
  const end = (): void => {
    start.current = undefined;
  };
  const press = (event: KeyboardEvent): void => {
    const next = resizeByKey(event.key, value, { min, max }, { orientation, reversed: reversed ?? false });
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused; this is the window splitter pattern of ARIA.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={orientation}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
      className={cx(
        'relative z-10 shrink-0 touch-none bg-line hover:bg-accent focus-visible:bg-accent after:absolute',
        orientation === 'vertical'
          ? 'w-px cursor-col-resize after:-inset-x-1 after:inset-y-0'
          : 'h-px cursor-row-resize after:inset-x-0 after:-inset-y-1',
      )}
    />
  );
};
