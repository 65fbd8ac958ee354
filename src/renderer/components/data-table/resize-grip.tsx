import { type PointerEvent, useRef } from 'react';

export interface ResizeGripProps {
  /** Width in pixels while dragging; `done` on release. */
  readonly onResize: (width: number, done: boolean) => void;
}

/** The edge of a header that is dragged. Keyboards resize with Shift and arrows on the header itself. */
export const ResizeGrip = ({ onResize }: ResizeGripProps) => {
  const start = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined);
  const widthAt = (event: PointerEvent): number | undefined =>
    start.current && start.current.width + event.clientX - start.current.x;
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 0 };
  };
  const drag = (event: PointerEvent, done: boolean): void => {
    const width = widthAt(event);
    if (width !== undefined) onResize(width, done);
    if (done) start.current = undefined;
  };
  return (
    <div
      aria-hidden
      onPointerDown={begin}
      onPointerMove={(event) => drag(event, false)}
      onPointerUp={(event) => drag(event, true)}
      onPointerCancel={(event) => drag(event, true)}
      className="absolute top-0 -right-1 z-10 h-full w-2 cursor-col-resize touch-none after:absolute after:inset-y-1.5 after:left-1 after:w-px after:bg-line hover:after:bg-accent"
    />
  );
};
