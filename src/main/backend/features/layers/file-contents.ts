import { type FilePreview, maxPreviewBytes } from '../../../../common/contract/layer-findings';
import { AppError } from '../../../../common/errors';
import type { ContentPlace } from '../../layers/source/layer-source';
import { mergedPath } from '../../layers/stack/find-merged-path';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { toFilePreview } from '../../layers/view/file-preview';
import { placeOf } from '../../layers/view/stack-content';
import { readPartOfStream } from '../../platform/read-part-of-stream';
import type { OpenImage } from './open-image';

/** A layer's version of a path; `node` names the path within the analysis. */
export interface FileName {
  readonly layer: number;
  readonly node: number;
}

/**
 * The beginning of a file, as far as it can be shown.
 * @throws AppError not_found when the layer has no such path, failed_precondition for what is no regular file
 */
export async function previewFile(
  image: OpenImage,
  { layer, node }: FileName,
  signal: AbortSignal,
): Promise<FilePreview> {
  const stack = image.requireStack();
  const place = placeOf(stack, layer, checkNode(stack, node));
  const start = await readPart(image, place, 0, Math.min(place.size, maxPreviewBytes), signal);
  return toFilePreview(mergedPath(stack.tree, node), layer, place.size, start);
}

/** A part of a file; shorter at its end. @throws as `previewFile` */
export async function readFileBytes(
  image: OpenImage,
  { layer, node, offset, length }: FileName & { readonly offset: number; readonly length: number },
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const stack = image.requireStack();
  const place = placeOf(stack, layer, checkNode(stack, node));
  const rest = Math.max(0, place.size - offset);
  return new Uint8Array(await readPart(image, place, offset, Math.min(length, rest), signal));
}

/** Node numbers come from the page: one of another analysis must not be taken for a path of this one. */
export function checkNode({ tree }: StackAnalysis, node: number): number {
  if (node < tree.count) return node;
  throw new AppError('not_found', 'the image has no such path', { details: { field: 'node' } });
}

function readPart(
  image: OpenImage,
  place: ContentPlace,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Buffer> {
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  return image.requireSource().use(async (source) => {
    const part = await readPartOfStream(await source.open(place, signal), offset, length, signal);
    if (part.length < length) throw new AppError('data_loss', 'the file ends before its size');
    return part;
  });
}
