import type { ComponentPropsWithRef, ReactNode } from 'react';
import { controlClass } from './control-class';
import { useFieldProps } from './field';

type NativeProps = Omit<ComponentPropsWithRef<'input'>, 'value' | 'defaultValue' | 'onChange' | 'size'>;

export interface TextInputProps extends NativeProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean | undefined;
  /** A unit or a hint at the right end, inside the box. */
  readonly suffix?: ReactNode;
}

/** One line of text. Inside a Field it takes id, description and error from there. */
export const TextInput = ({ value, onChange, mono, suffix, className, ...rest }: TextInputProps) => {
  const wiring = useFieldProps();
  const input = (
    <input
      type="text"
      spellCheck={false}
      {...wiring}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={controlClass({
        mono,
        className: suffix === undefined ? className : `pr-12 ${className ?? ''}`,
      })}
    />
  );
  if (suffix === undefined) return input;
  return (
    <div className="relative w-full">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-sm text-ink-3">
        {suffix}
      </span>
    </div>
  );
};
