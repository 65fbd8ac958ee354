import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/**
 * A value that lives in the URL's query: sort, filter, tab. Other names are kept, the default value is left out, and
 * the history gets no entry: Back leaves the page.
 */
export function useSearchState(name: string, initial: string): [string, (value: string) => void] {
  // Only to be told of changes: the router decodes the query once, and a literal %41 would then become A.
  useSearch();
  const [, navigate] = useLocation();
  const value = new URLSearchParams(window.location.search).get(name) ?? initial;
  const change = useCallback(
    (next: string): void => {
      // Two changes in one event must not undo each other: the address is read when it is written.
      const { pathname, search, hash } = window.location;
      const parameters = new URLSearchParams(search);
      if (next === initial) parameters.delete(name);
      else parameters.set(name, next);
      const query = parameters.toString();
      navigate(`${pathname}${query === '' ? '' : `?${query}`}${hash}`, { replace: true });
    },
    [name, initial, navigate],
  );
  return [value, change];
}
