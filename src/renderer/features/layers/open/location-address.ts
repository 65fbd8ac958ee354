import type { ImageLocation } from '../../../../common/contract/layer-analysis';

/** An image that needs no engine. */
export type OutsideLocation = Exclude<ImageLocation, { readonly kind: 'engine' }>;

/** The page that shows it. */
export function toAddress(location: OutsideLocation): string {
  const query = new URLSearchParams(
    Object.entries(location).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return `/layers/view?${query}`;
}

/** What an address names; undefined when it names nothing. */
export function fromAddress(search: string): OutsideLocation | undefined {
  const query = new URLSearchParams(search);
  const path = query.get('path') ?? '';
  const reference = query.get('reference') ?? undefined;
  const platform = query.get('platform') ?? undefined;
  const choice = { ...(reference ? { reference } : {}), ...(platform ? { platform } : {}) };
  const kind = query.get('kind');
  if ((kind === 'archive' || kind === 'layout') && path !== '') return { kind, path, ...choice };
  if (kind === 'registry' && reference) return { kind, reference, ...(platform ? { platform } : {}) };
  return undefined;
}

/** In one line, for lists and titles. */
export function describeLocation(location: OutsideLocation): string {
  const platform = location.platform ? ` (${location.platform})` : '';
  if (location.kind === 'registry') return `${location.reference}${platform}`;
  return `${location.path}${location.reference ? ` › ${location.reference}` : ''}${platform}`;
}

/** From the root, on Unix and Windows. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}
