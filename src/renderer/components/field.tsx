import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId, useMemo } from 'react';

/** What a control needs to be tied to its label, description and error. */
export interface FieldWiring {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const FieldContext = createContext<FieldWiring | undefined>(undefined);

/** aria attributes of the control inside a Field; empty outside of one. */
export const useFieldProps = () => {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  };
};

export interface FieldProps {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly required?: boolean | undefined;
  /** Hides the label from the eye, for a control whose place says what it is. */
  readonly hideLabel?: boolean | undefined;
  /** One control of this design system. */
  readonly children: ReactNode;
}

/** Label, control, description and error, tied together for assistive technology. */
export const Field = ({ label, description, error, required = false, hideLabel, children }: FieldProps) => {
  const id = useId();
  const hasError = error !== undefined && error !== '' && error !== false;
  const hasDescription = description !== undefined;
  const wiring = useMemo<FieldWiring>(() => {
    const ids = [hasDescription ? `${id}-description` : '', hasError ? `${id}-error` : ''].filter(Boolean);
    return { id, describedBy: ids.join(' ') || undefined, invalid: hasError, required };
  }, [id, hasDescription, hasError, required]);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium text-ink-2'}>
        {label}
        {required ? <span aria-hidden> *</span> : undefined}
      </label>
      <FieldContext.Provider value={wiring}>{children}</FieldContext.Provider>
      {hasDescription ? (
        <p id={`${id}-description`} className="m-0 text-sm text-ink-3">
          {description}
        </p>
      ) : undefined}
      {hasError ? (
        <p id={`${id}-error`} role="alert" className="m-0 flex items-start gap-1 text-sm text-bad">
          <CircleAlert aria-hidden size={12} className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-words">{error}</span>
        </p>
      ) : undefined}
    </div>
  );
};
