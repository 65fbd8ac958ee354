import { ToggleGroup } from 'radix-ui';
import type { Icon } from './icon';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: Icon | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few views or modes, all visible. Arrow keys move, one is always chosen. */
export const SegmentedControl = <Value extends string>(props: SegmentedControlProps<Value>) => {
  const choose = (next: string): void => {
    const option = props.options.find((candidate) => candidate.value === next);
    if (option) props.onChange(option.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      value={props.value}
      onValueChange={choose}
      className="inline-flex h-7.5 shrink-0 rounded-md border border-line bg-panel p-px"
    >
      {props.options.map(({ value, label, icon: IconView, disabled }) => (
        <ToggleGroup.Item
          key={value}
          value={value}
          disabled={disabled}
          className="inline-flex items-center gap-1.5 rounded-[5px] px-2.5 text-ink-2 hover:text-ink disabled:opacity-50 data-[state=on]:bg-accent-soft data-[state=on]:font-semibold data-[state=on]:text-accent"
        >
          {IconView ? <IconView aria-hidden size={14} /> : undefined}
          {label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
};
