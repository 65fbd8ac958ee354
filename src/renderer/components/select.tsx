import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { controlClass } from './control-class';
import { useFieldProps } from './field';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A second line: what it means. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> {
  /** Accessible name when it does not stand in a Field. */
  readonly label?: string | undefined;
  readonly value: Value | undefined;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** As wide as its text instead of its place. */
  readonly fit?: boolean | undefined;
}

const Option = <Value extends string>({ option }: { readonly option: SelectOption<Value> }) => (
  <Radix.Item
    value={option.value}
    disabled={option.disabled ?? false}
    className="flex min-h-7 select-none items-center gap-2 rounded-md py-1 pr-3 pl-2 outline-none data-[disabled]:text-ink-3 data-[highlighted]:bg-accent-soft"
  >
    <span className="flex size-4 shrink-0 items-center justify-center">
      <Radix.ItemIndicator>
        <Check aria-hidden size={14} />
      </Radix.ItemIndicator>
    </span>
    <span className="min-w-0">
      <Radix.ItemText>{option.label}</Radix.ItemText>
      {option.hint === undefined ? undefined : (
        <span className="block text-sm text-ink-3">{option.hint}</span>
      )}
    </span>
  </Radix.Item>
);

/** One of several values. */
export const Select = <Value extends string>(props: SelectProps<Value>) => {
  const { label, value, options, onChange, placeholder, disabled = false, fit } = props;
  const wiring = useFieldProps();
  const choose = (next: string): void => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root value={value ?? ''} onValueChange={choose} disabled={disabled}>
      <Radix.Trigger
        aria-label={label}
        {...wiring}
        className={controlClass({
          className: `flex items-center justify-between gap-2 ${fit ? 'max-w-max' : ''}`,
        })}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden size={14} className="shrink-0 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop rounded-lg border border-line bg-raised text-ink shadow-menu"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
