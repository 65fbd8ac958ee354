import { type ReactNode, useId } from 'react';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly checked: boolean;
  /** Some of what it stands for is ticked. */
  readonly indeterminate?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
}

/** A choice that takes effect when the form is sent. */
export const Checkbox = ({
  label,
  description,
  checked,
  indeterminate,
  onChange,
  disabled,
}: CheckboxProps) => {
  const id = useId();
  return (
    <div className="flex min-h-6 items-start gap-2 py-0.5">
      <input
        id={id}
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = indeterminate ?? false;
        }}
        checked={checked}
        disabled={disabled}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        onChange={(event) => onChange(event.target.checked)}
        className="tick mt-0.5 shrink-0 disabled:opacity-55"
      />
      <div className="min-w-0">
        <label htmlFor={id} className={disabled ? 'text-ink-3' : undefined}>
          {label}
        </label>
        {description === undefined ? undefined : (
          <p id={`${id}-description`} className="m-0 text-sm text-ink-3">
            {description}
          </p>
        )}
      </div>
    </div>
  );
};
