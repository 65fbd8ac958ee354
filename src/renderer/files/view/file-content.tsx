import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { FilePreview } from '../../../common/contract/layer-findings';
import { Banner } from '../../components/banner';
import { SegmentedControl } from '../../components/segmented-control';
import { SkeletonText } from '../../components/skeleton';
import { useFormat, useMessages } from '../../lib/messages';
import { HexView, type ReadBytes } from './hex-view';
import { ImageView, isShownAsImage, maxImageBytes } from './image-view';

const TextEditor = lazy(async () => ({ default: (await import('./text-editor')).TextEditor }));

export type View = 'diff' | 'text' | 'image' | 'hex';

export interface FileContentProps {
  readonly preview: FilePreview;
  /** The version to compare with; only a text, or nothing at all, can be compared. */
  readonly original?: FilePreview | undefined;
  readonly name: string;
  readonly read: ReadBytes;
  /** Beside the choice of the view. */
  readonly aside?: ReactNode;
}

const isText = ({ kind }: FilePreview): boolean => kind === 'text' || kind === 'empty';

function viewsOf(preview: FilePreview, original: FilePreview | undefined): readonly View[] {
  const diff = original && isText(preview) && isText(original) && preview.kind !== original.kind;
  const differs = original && isText(preview) && isText(original) && original.text !== preview.text;
  return [
    ...(diff || differs ? (['diff'] as const) : []),
    ...(preview.kind === 'image' && isShownAsImage(preview.mediaType) ? (['image'] as const) : []),
    ...(preview.kind === 'text' ? (['text'] as const) : []),
    'hex',
  ];
}

export interface FileViewProps extends Pick<FileContentProps, 'preview' | 'name' | 'read'> {
  readonly view: View;
}

/** A file's text, picture or bytes. */
export const FileView = ({ preview, name, read, view }: FileViewProps) => {
  const { file } = useMessages().layers;
  const { sizeBytes, mediaType } = preview;
  if (preview.kind === 'empty') return <p className="m-0 p-4 text-ink-2">{file.empty}</p>;
  if (view === 'hex') return <HexView read={read} sizeBytes={sizeBytes} label={file.hex} />;
  if (view === 'image' && isShownAsImage(mediaType)) {
    if (sizeBytes > maxImageBytes) return <p className="m-0 p-4 text-ink-2">{file.tooLarge}</p>;
    return <ImageView {...{ read, sizeBytes, mediaType, name }} />;
  }
  return <TextEditor text={preview.text ?? ''} name={name} label={file.text} />;
};

const Shown = ({ original, view, ...shown }: FileContentProps & { readonly view: View }) => {
  const { file } = useMessages().layers;
  if (view !== 'diff' || !original) return <FileView {...shown} view={view} />;
  return (
    <TextEditor
      text={shown.preview.text ?? ''}
      original={original.text ?? ''}
      name={shown.name}
      label={file.views.diff}
    />
  );
};

/** What a file is: its difference, its text, its picture or its bytes. */
export const FileContent = (props: FileContentProps) => {
  const { preview, original, aside } = props;
  const { common, layers } = useMessages();
  const { file } = layers;
  const format = useFormat();
  const [wanted, setWanted] = useState<View>('diff');
  const views = viewsOf(preview, original);
  const view = views.includes(wanted) ? wanted : (views[0] ?? 'hex');
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        {views.length > 1 ? (
          <SegmentedControl
            label={file.view}
            value={view}
            options={views.map((value) => ({ value, label: file.views[value] }))}
            onChange={setWanted}
          />
        ) : undefined}
        {aside}
      </div>
      {preview.truncated && view !== 'hex' && view !== 'image' ? (
        <Banner tone="info" title={file.truncated(format.bytes((preview.text ?? '').length))} />
      ) : undefined}
      <div className="min-h-0 flex-1 overflow-hidden rounded-md border border-line">
        <Suspense fallback={<SkeletonText label={common.loading} />}>
          <Shown {...props} view={view} />
        </Suspense>
      </div>
    </>
  );
};
