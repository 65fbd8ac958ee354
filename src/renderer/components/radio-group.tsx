import { type ReactNode, useId } from 'react';

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface RadioGroupProps<Value extends string> {
  readonly label: ReactNode;
  readonly value: Value;
  readonly options: readonly RadioOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** Side by side instead of one below the other. */
  readonly inline?: boolean | undefined;
}

/** One of a few values, all explained. */
export const RadioGroup = <Value extends string>({
  label,
  value,
  options,
  onChange,
  inline,
}: RadioGroupProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1 p-0 font-medium text-ink-2">{label}</legend>
      <div className={inline ? 'flex flex-wrap gap-x-5' : 'flex flex-col'}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 items-start gap-2 py-0.5">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="mt-0.75 size-3.5 shrink-0"
            />
            <span className="min-w-0">
              <span className={option.disabled ? 'text-ink-3' : undefined}>{option.label}</span>
              {option.description === undefined ? undefined : (
                <span className="block text-sm text-ink-3">{option.description}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
