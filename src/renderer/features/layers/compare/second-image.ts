import type { ImageLocation } from '../../../../common/contract/layer-analysis';
import { fromAddress, type OutsideLocation, toAddress } from '../open/location-address';

/** How the second image stands in an address: `image:<id or reference>`, or the query of an image outside of engines. */
export function toSecond(location: ImageLocation): string {
  return location.kind === 'engine' ? `image:${location.image}` : (toAddress(location).split('?')[1] ?? '');
}

/** @param engineId of the page; images of an engine need it */
export function fromSecond(text: string, engineId: string | undefined): ImageLocation | undefined {
  if (!text.startsWith('image:')) return fromAddress(text);
  const image = text.slice('image:'.length);
  return engineId === undefined || image === '' ? undefined : { kind: 'engine', engineId, image };
}

/** A path is an archive, or a folder when it has no ending; anything else is a reference. */
export function guessLocation(text: string): OutsideLocation | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const isPath = trimmed.startsWith('/') || /^[A-Za-z]:[\\/]/.test(trimmed);
  if (!isPath) return { kind: 'registry', reference: trimmed };
  return { kind: /\.(?:tar|tgz|tar\.\w+)$/i.test(trimmed) ? 'archive' : 'layout', path: trimmed };
}
