import type { CopyLabels } from '../copy-button';
import type { SearchInputLabels } from '../search-input';

export interface JsonViewLabels extends CopyLabels {
  /** Accessible name of the text. */
  readonly text: string;
  readonly search: SearchInputLabels;
  readonly previous: string;
  readonly next: string;
  readonly foldAll: string;
  readonly unfoldAll: string;
  /** E.g. '2 of 14'; `current` is 0 while none is chosen. */
  readonly matches: (current: number, total: number) => string;
}
