import type { ImageSummary } from '../../../common/contract/images';
import { toShortId } from '../../lib/resources/visible-text';

/** One line of the list: an image with what containers make of it. */
export interface ImageRow {
  readonly image: ImageSummary;
  /** Containers made from it, and how many of them are up. */
  readonly users: number;
  readonly up: number;
}

export type ImageView = 'all' | 'used' | 'unused' | 'dangling';
export const imageViews = ['all', 'used', 'unused', 'dangling'] as const;

/** Whether a row belongs to a view of the list. */
export function isInView(view: ImageView, { image, users }: ImageRow): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'used':
      return users > 0;
    case 'unused':
      return users === 0;
    case 'dangling':
      return image.dangling;
  }
}

/** The first tag; for an image without one its first digest, shortened, else the short id. */
export function imageName({ id, tags, digests }: Pick<ImageSummary, 'id' | 'tags' | 'digests'>): string {
  const [tag] = tags;
  if (tag !== undefined) return tag;
  const [digest] = digests;
  const at = digest?.indexOf('@') ?? -1;
  if (digest === undefined || at < 0) return toShortId(id);
  return `${digest.slice(0, at)}@${toShortId(digest.slice(at + 1))}`;
}

/** The name a downloaded archive is offered under: harmless on every file system. */
export function archiveName(images: readonly ImageSummary[], compress: boolean): string {
  const [only, second] = images;
  const base = only && !second ? imageName(only) : `images-${images.length}`;
  const safe = base.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
  return `${safe.slice(0, 100) || 'image'}${compress ? '.tar.gz' : '.tar'}`;
}

/** Instructions that an import takes; moby's `validCommitCommands`. */
const importable = new Set([
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

export interface ChangeError {
  /** From 1. */
  readonly line: number;
  readonly word: string;
}

/** The lines of the field, without empty ones, and the first that is no instruction for an import. */
export function parseChanges(text: string): {
  readonly changes: readonly string[];
  readonly error?: ChangeError;
} {
  const lines = text.split('\n').map((line) => line.trim());
  const wrong = lines.findIndex((line) => line !== '' && !importable.has(firstWord(line).toUpperCase()));
  const changes = lines.filter((line) => line !== '');
  if (wrong < 0) return { changes };
  return { changes, error: { line: wrong + 1, word: firstWord(lines[wrong] ?? '') } };
}

function firstWord(line: string): string {
  return line.split(/\s+/)[0] ?? '';
}
