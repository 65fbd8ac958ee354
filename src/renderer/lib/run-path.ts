import { enginePath } from './engine-path';

/** The address of the run form. */
export function runPath(
  engineId: string,
  query: { readonly image?: string; readonly from?: string; readonly mode?: 'recreate' } = {},
): string {
  const text = new URLSearchParams(query).toString();
  return `${enginePath(engineId, 'run')}${text === '' ? '' : `?${text}`}`;
}
