import type { FilePreview } from '../../../../common/contract/layer-findings';
import { sniffContent } from './sniff-content';

/** The beginning of a file, as far as it can be shown. */
export function toFilePreview(path: string, layer: number, sizeBytes: number, start: Buffer): FilePreview {
  const sniffed = sniffContent(start);
  const truncated = sizeBytes > start.length;
  return {
    path,
    layer,
    sizeBytes,
    kind: sniffed.kind,
    mediaType: sniffed.kind === 'image' ? sniffed.mediaType : undefined,
    text: sniffed.kind === 'text' ? toText(start, truncated) : undefined,
    truncated,
  };
}

/** A character that is cut at the end is left out. */
function toText(bytes: Buffer, isCut: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: isCut });
}
