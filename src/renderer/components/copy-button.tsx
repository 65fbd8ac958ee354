import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';

export interface CopyLabels {
  readonly copy: string;
  readonly copied: string;
  readonly failed: string;
}

export interface CopyButtonProps {
  /** The text, or a function for text that is costly to make, or must be fetched. */
  readonly value: string | (() => string | Promise<string>);
  readonly labels: CopyLabels;
  readonly size?: 'sm' | 'md' | undefined;
  /** Shows the label beside the icon. */
  readonly text?: boolean | undefined;
}

type CopyState = 'idle' | 'copied' | 'failed';

const useCopy = (value: CopyButtonProps['value']) => {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof value === 'function' ? await value() : value);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return { state, copy };
};

/** Copies a text and says that it did, to the eye and to a screen reader. */
export const CopyButton = ({ value, labels, size = 'sm', text }: CopyButtonProps) => {
  const { state, copy } = useCopy(value);
  const label = state === 'idle' ? labels.copy : labels[state];
  const icon = state === 'copied' ? Check : Copy;
  return (
    <>
      {text ? (
        <Button size={size} icon={icon} onClick={() => void copy()}>
          {label}
        </Button>
      ) : (
        <IconButton icon={icon} label={label} size={size} onClick={() => void copy()} />
      )}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : label}
      </span>
    </>
  );
};
