import { Switch as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
}

/** A setting that takes effect at once. */
export const Switch = ({ label, description, checked, onChange, disabled = false }: SwitchProps) => {
  const id = useId();
  return (
    <div className="flex min-h-6 items-start gap-2.5 py-0.5">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        className="inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-line-strong bg-sunk px-0.5 transition-colors disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="forced-fill block size-3 rounded-full bg-ink-3 transition-transform data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-accent-ink" />
      </Radix.Root>
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {description === undefined ? undefined : (
          <p id={`${id}-description`} className="m-0 text-sm text-ink-3">
            {description}
          </p>
        )}
      </div>
    </div>
  );
};
