import { useSyncExternalStore } from 'react';
import { currentNow, subscribeNow } from './now';

/**
 * A text that depends on the time. The component renders again only when the text changes, so 'three hours ago' costs
 * nothing for an hour.
 */
export const useNowText = (format: (now: number) => string): string =>
  useSyncExternalStore(subscribeNow, () => format(currentNow()));
