import { cx } from 'class-variance-authority';
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from './button';

export interface FileDropLabels {
  /** E.g. 'Drop an image archive here'. */
  readonly drop: string;
  readonly browse: string;
}

export interface FileDropZoneProps {
  readonly labels: FileDropLabels;
  /** What is accepted, in words. */
  readonly hint?: ReactNode;
  /** As the accept attribute: `.tar,.tar.gz`. Dropped files are not filtered; the page checks them. */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabled?: boolean | undefined;
}

const useDrop = (onFiles: FileDropZoneProps['onFiles'], disabled: boolean) => {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent): void => {
    if (disabled || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (!disabled && files.length > 0) onFiles(files);
  };
  return {
    over,
    handlers: { onDragEnter: drag, onDragOver: drag, onDragLeave: () => setOver(false), onDrop: drop },
  };
};

/** Takes files by dropping them or by a file dialog. */
export const FileDropZone = (props: FileDropZoneProps) => {
  const { labels, hint, accept, multiple, onFiles, disabled = false } = props;
  const { over, handlers } = useDrop(onFiles, disabled);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  return (
    <div
      {...handlers}
      className={cx(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-6 text-center',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-panel',
        disabled && 'opacity-55',
      )}
    >
      <FileUp aria-hidden size={20} className="text-ink-3" />
      <span>{labels.drop}</span>
      <Button
        onClick={() => input.current?.click()}
        disabled={disabled}
        aria-describedby={hint ? hintId : undefined}
      >
        {labels.browse}
      </Button>
      {hint === undefined ? undefined : (
        <span id={hintId} className="text-sm text-ink-3">
          {hint}
        </span>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after it failed.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </div>
  );
};
