import type { ImageSummary } from '../../../../common/contract/images';
import { formatFamiliarReference, tryParseReference, withDefaultTag } from '../../../../common/oci/reference';

/** An image that was asked for, by id or by reference. */
export interface ImageTarget {
  /** What the engine is told: the full id, or the reference as the engine lists it. */
  readonly id: string;
  /** What the user is told. */
  readonly name: string;
  /** Absent when the engine's list has no such image: the engine will say so. */
  readonly image?: ImageSummary;
}

/** The images asked for, in their order, each target once. */
export function resolveImages(asked: readonly string[], images: readonly ImageSummary[]): ImageTarget[] {
  const targets = new Map<string, ImageTarget>();
  for (const text of asked) {
    const target = resolveImage(text, images);
    if (!targets.has(target.id)) targets.set(target.id, target);
  }
  return [...targets.values()];
}

function resolveImage(text: string, images: readonly ImageSummary[]): ImageTarget {
  const byReference = findByReference(text, images) ?? findByReference(familiarForm(text), images);
  if (byReference) return byReference;
  const matches = images.filter(({ id }) => isIdOf(text, id));
  const [image] = matches;
  if (!image || matches.length > 1) return { id: text, name: text };
  return { id: image.id, name: image.tags[0] ?? shortId(image.id), image };
}

function findByReference(reference: string, images: readonly ImageSummary[]): ImageTarget | undefined {
  const image = images.find(({ tags, digests }) => tags.includes(reference) || digests.includes(reference));
  return image && { id: reference, name: reference, image };
}

/** `alpine` and `docker.io/library/alpine:latest` are listed as `alpine:latest`. */
function familiarForm(text: string): string {
  const parsed = tryParseReference(text);
  return parsed ? formatFamiliarReference(withDefaultTag(parsed)) : text;
}

const shortestPrefix = 4;

function isIdOf(text: string, id: string): boolean {
  if (text === id) return true;
  const digits = text.replace(/^sha256:/, '');
  return (
    digits.length >= shortestPrefix &&
    /^[0-9a-f]+$/.test(digits) &&
    id.replace(/^sha256:/, '').startsWith(digits)
  );
}

/** Twelve digits, as docker shows ids. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
