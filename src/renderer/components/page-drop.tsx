import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';

export interface PageDropProps {
  /** Shown while files are over the page. */
  readonly text: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** A whole page that takes files. The same must be possible by a button: dropping needs a pointer. */
export const PageDrop = ({ text, onFiles, children }: PageDropProps) => {
  // Each child that the pointer enters or leaves has its own events.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const move = (by: 1 | -1) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping needs a pointer; a button of the page does the same by keyboard.
    <div
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDragOver={(event) => (hasFiles(event) ? event.preventDefault() : undefined)}
      onDrop={drop}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-20 flex flex-col items-center justify-center gap-3 rounded-lg border-2 border-accent border-dashed bg-panel/90 text-md">
          <FileUp aria-hidden size={28} className="text-accent" />
          {text}
        </div>
      ) : undefined}
    </div>
  );
};
