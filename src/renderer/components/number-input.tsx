import type { ComponentPropsWithRef } from 'react';
import { TextInput } from './text-input';

type NativeProps = Omit<
  ComponentPropsWithRef<'input'>,
  'value' | 'defaultValue' | 'onChange' | 'size' | 'type'
>;

export interface NumberInputProps extends NativeProps {
  /** `undefined` is an empty field. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** Unit, inside the box. */
  readonly suffix?: string | undefined;
}

/** A number. The browser keeps min, max and step; the page says what is wrong with the value. */
export const NumberInput = ({ value, onChange, suffix, ...rest }: NumberInputProps) => (
  <TextInput
    {...rest}
    type="number"
    className="tabular"
    suffix={suffix}
    value={value === undefined ? '' : String(value)}
    onChange={(text) => {
      const parsed = text === '' ? undefined : Number(text);
      onChange(parsed === undefined || Number.isNaN(parsed) ? undefined : parsed);
    }}
  />
);
