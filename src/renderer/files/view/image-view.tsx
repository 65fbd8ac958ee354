import { useEffect, useState } from 'react';
import { useMessages } from '../../lib/messages';
import { toInlineName } from '../../lib/resources/visible-text';
import type { ReadBytes } from './hex-view';

/** Only pictures of dots: an SVG is a program. */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/x-icon',
  'image/vnd.microsoft.icon',
]);
const chunk = 1024 * 1024;
export const maxImageBytes = 16 * chunk;

export function isShownAsImage(mediaType: string | undefined): mediaType is string {
  return mediaType !== undefined && shown.has(mediaType);
}

export interface ImageViewProps {
  readonly read: ReadBytes;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly name: string;
}

/** An object URL of the bytes; undefined while they are being read. */
function useImageUrl({ read, sizeBytes, mediaType }: ImageViewProps): string | undefined {
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    const ended = new AbortController();
    let made: string | undefined;
    const load = async (): Promise<void> => {
      const parts: BlobPart[] = [];
      for (let offset = 0; offset < sizeBytes; offset += chunk) {
        const length = Math.min(chunk, sizeBytes - offset);
        const bytes = await read({ offset, length }, ended.signal);
        parts.push(new Uint8Array(bytes));
      }
      if (ended.signal.aborted) return;
      made = URL.createObjectURL(new Blob(parts, { type: mediaType }));
      setUrl(made);
    };
    load().catch(() => undefined);
    return () => {
      ended.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [read, sizeBytes, mediaType]);
  return url;
}

/** A picture, as large as the place allows. */
export const ImageView = (props: ImageViewProps) => {
  const { file } = useMessages().layers;
  const url = useImageUrl(props);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className="m-0 p-4 text-ink-2">{file.notAnImage}</p>;
  return (
    <div className="flex h-full min-h-0 items-center justify-center overflow-auto bg-sunk p-4">
      {url === undefined ? undefined : (
        <img
          src={url}
          alt={file.image(toInlineName(props.name))}
          onError={() => setBroken(true)}
          className="max-h-full max-w-full object-contain"
        />
      )}
    </div>
  );
};
