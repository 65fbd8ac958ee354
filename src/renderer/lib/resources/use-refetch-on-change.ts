import { useEffect, useRef } from 'react';

/** Asks again when the live list says that the object has changed. The first sight of it is no change. */
export function useRefetchOnChange(item: object | undefined, refetch: () => Promise<unknown>): void {
  const seen = useRef<object | undefined>(undefined);
  useEffect(() => {
    const before = seen.current;
    if (item !== undefined) seen.current = item;
    if (before === undefined || item === undefined || before === item) return;
    // A failure is in the query's own state.
    refetch().catch(() => undefined);
  }, [item, refetch]);
}
