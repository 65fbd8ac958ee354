import type { ReactNode } from 'react';

export interface ButtonGroupProps {
  /** Says what the buttons have in common. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Buttons that belong together, joined to one shape. */
export const ButtonGroup = ({ label, children }: ButtonGroupProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of joined buttons in every browser.
  <div
    role="group"
    aria-label={label}
    className="inline-flex [&>*]:rounded-none [&>*:first-child]:rounded-l-md [&>*:last-child]:rounded-r-md [&>*:not(:first-child)]:-ml-px [&>*:focus-visible]:z-10"
  >
    {children}
  </div>
);
