import type { AriaAttributes } from 'react';

const withRole =
  <Role extends string>(role: Role) =>
  (aria: AriaAttributes = {}) =>
    ({ role, ...aria }) as const;

/**
 * Role and aria attributes of the parts of the grid, to spread on a div. Lines are placed absolutely inside a tall box
 * and only those in view exist, which table elements do not allow; the focus stays on the grid (aria-activedescendant).
 */
export const asGrid = withRole('grid');
export const asRowGroup = withRole('rowgroup');
export const asRow = withRole('row');
export const asCell = withRole('gridcell');
export const asColumnHeader = withRole('columnheader');
export const asFiller = withRole('presentation');
