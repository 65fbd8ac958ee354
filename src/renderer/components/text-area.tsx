import type { ComponentPropsWithRef } from 'react';
import { controlClass } from './control-class';
import { useFieldProps } from './field';

export interface TextAreaProps
  extends Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'defaultValue' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean | undefined;
}

/** Several lines of text. */
export const TextArea = ({ value, onChange, mono, className, ...rest }: TextAreaProps) => {
  const wiring = useFieldProps();
  return (
    <textarea
      rows={4}
      spellCheck={false}
      {...wiring}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={controlClass({ height: 'auto', mono, className })}
    />
  );
};
