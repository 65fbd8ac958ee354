import type { AriaAttributes, AriaRole } from 'react';

interface Input {
  readonly idPrefix: string;
  readonly label: string;
  readonly count: number;
  readonly active: number;
  readonly grouped: boolean;
  readonly selectable: boolean;
  readonly busy: boolean;
}

/** Role, focus and aria of the element that stands for the whole grid. Groups that fold make it a treegrid. */
export const toGridProps = (
  input: Input,
): AriaAttributes & { readonly role: AriaRole; readonly tabIndex: number } => ({
  role: input.grouped ? 'treegrid' : 'grid',
  tabIndex: 0,
  'aria-label': input.label,
  'aria-rowcount': input.count + 1,
  'aria-multiselectable': input.selectable || undefined,
  'aria-activedescendant': input.active >= 0 ? `${input.idPrefix}-${input.active}` : undefined,
  'aria-busy': input.busy || undefined,
});
