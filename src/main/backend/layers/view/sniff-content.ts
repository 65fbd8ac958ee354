/** What the first bytes of a file say about how it can be shown. */
export type ContentKind =
  | { readonly kind: 'text' | 'binary' | 'empty' }
  | { readonly kind: 'image'; readonly mediaType: string };

const images: readonly (readonly [mediaType: string, at: number, magic: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
  ['image/x-icon', 0, '\0\0\x01\0'],
];

/** Bytes that decide: a text may become binary later, as in git. */
const decisiveBytes = 8192;

export function sniffContent(start: Uint8Array): ContentKind {
  if (start.length === 0) return { kind: 'empty' };
  const head = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, decisiveBytes));
  const image = images.find(([, at, magic]) => head.toString('latin1', at, at + magic.length) === magic);
  if (image && isImage(image[0], head)) return { kind: 'image', mediaType: image[0] };
  return { kind: head.includes(0) || !isUtf8Start(head) ? 'binary' : 'text' };
}

/** Two letters or four bytes are not enough where a text could have them. */
function isImage(mediaType: string, head: Buffer): boolean {
  return mediaType !== 'image/bmp' || head.includes(0);
}

/** Whether the bytes are UTF-8, but for a character that is cut at the end. */
function isUtf8Start(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
