import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { z } from 'zod';
import type { FilePreview, fileVersion } from '../../../../common/contract/layer-findings';
import type { TreeRow } from '../../../../common/contract/layer-tree';
import { Banner } from '../../../components/banner';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { ErrorState } from '../../../components/error-state';
import { SegmentedControl } from '../../../components/segmented-control';
import { Select } from '../../../components/select';
import { SkeletonText } from '../../../components/skeleton';
import { FileView, type View } from '../../../files/view/file-content';
import type { ReadBytes } from '../../../files/view/hex-view';
import { isShownAsImage } from '../../../files/view/image-view';
import { useClient } from '../../../lib/client';
import { useErrorView } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { useApi } from '../../../lib/query';
import { toInlineName, toVisibleText } from '../../../lib/resources/visible-text';
import { useExtract } from './use-extract';

const TextEditor = lazy(async () => ({
  default: (await import('../../../files/view/text-editor')).TextEditor,
}));

type FileVersion = z.output<typeof fileVersion>;

export interface FileDialogProps {
  readonly analysisId: string;
  readonly row: Pick<TreeRow, 'node' | 'layer' | 'path' | 'name'>;
  readonly onClose: () => void;
}

/** The version that is looked at and the one below it. */
function useVersions({ analysisId, row }: FileDialogProps) {
  const api = useApi();
  const query = useQuery(api.layers.versions.queryOptions({ input: { analysisId, node: row.node } }));
  const [layer, setLayer] = useState(row.layer);
  const versions = query.data ?? [];
  const at = versions.findIndex((version) => version.layer === layer);
  const below = versions
    .slice(0, Math.max(0, at))
    .findLast(({ kind, mark }) => kind === 'file' && mark !== 'removed');
  return { versions, current: versions[at], below, layer, setLayer };
}

function usePreview(analysisId: string, layer: number | undefined, node: number) {
  const api = useApi();
  const input = { analysisId, layer: layer ?? 0, node };
  return useQuery({ ...api.layers.preview.queryOptions({ input }), enabled: layer !== undefined });
}

function viewsOf(preview: FilePreview, hasBelow: boolean): readonly View[] {
  const image: readonly View[] =
    preview.kind === 'image' && isShownAsImage(preview.mediaType) ? ['image'] : [];
  const text: readonly View[] = preview.kind === 'text' ? ['text'] : [];
  const diff: readonly View[] = preview.kind === 'text' && hasBelow ? ['diff'] : [];
  return [...image, ...text, ...diff, 'hex'];
}

const Diff = ({
  analysisId,
  preview,
  below,
}: {
  readonly analysisId: string;
  readonly preview: FilePreview;
  readonly below: FileVersion;
}) => {
  const { file } = useMessages().layers;
  const { data, error } = usePreview(analysisId, below.layer, below.node);
  const failure = useErrorView(error);
  if (error) return <ErrorState {...failure} />;
  if (!data) return undefined;
  if (data.kind !== 'text' && data.kind !== 'empty')
    return <p className="m-0 p-4 text-ink-2">{file.noDiff}</p>;
  return (
    <TextEditor
      text={preview.text ?? ''}
      original={data.text ?? ''}
      name={preview.path}
      label={file.views.diff}
    />
  );
};

interface ContentProps {
  readonly analysisId: string;
  readonly node: number;
  readonly preview: FilePreview;
  readonly below: FileVersion | undefined;
  readonly view: View;
  readonly name: string;
}

const Content = ({ analysisId, node, preview, below, view, name }: ContentProps): ReactNode => {
  const client = useClient();
  const { layer } = preview;
  const read = useCallback<ReadBytes>(
    (range, signal) =>
      client.layers.bytes({ analysisId, layer, node, ...range }, { ...(signal ? { signal } : {}) }),
    [client, analysisId, layer, node],
  );
  if (view === 'diff' && below && preview.kind !== 'empty')
    return <Diff analysisId={analysisId} preview={preview} below={below} />;
  // Bytes and pictures begin anew with each version; a text stays where it is scrolled to.
  return <FileView key={view === 'text' ? view : layer} {...{ preview, name, read, view }} />;
};

/** What a file is, in any layer's version. */
export const FileDialog = (props: FileDialogProps) => {
  const { analysisId, row, onClose } = props;
  const { common, layers } = useMessages();
  const { file } = layers;
  const format = useFormat();
  const { versions, current, below, layer, setLayer } = useVersions(props);
  const node = current?.node ?? row.node;
  const preview = usePreview(analysisId, layer, node);
  const failure = useErrorView(preview.error);
  const extract = useExtract(analysisId);
  const [wanted, setWanted] = useState<View>('text');
  const views = preview.data ? viewsOf(preview.data, below !== undefined) : [];
  const view = views.includes(wanted) ? wanted : (views[0] ?? 'hex');
  const text = preview.data;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      size="xl"
      labels={{ close: common.close }}
      title={<code className="text-base break-all">/{toVisibleText(row.path)}</code>}
      description={text ? format.bytes(text.sizeBytes) : common.loading}
      footer={
        <Button
          icon={Download}
          onClick={() => void extract({ mode: 'layer', layer, node, name: row.name, isFolder: false })}
        >
          {file.saveAs}
        </Button>
      }
    >
      <div className="flex h-[56vh] min-h-60 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-3">
          {views.length > 1 ? (
            <SegmentedControl
              label={file.view}
              value={view}
              options={views.map((value) => ({ value, label: file.views[value] }))}
              onChange={setWanted}
            />
          ) : undefined}
          {versions.length > 1 ? (
            <div className="w-80 max-w-full">
              <Select
                label={file.version}
                value={String(layer)}
                options={versions
                  .filter(({ mark }) => mark !== 'removed')
                  .map((version) => ({
                    value: String(version.layer),
                    label: file.versionOf(
                      version.layer + 1,
                      `${layers.marks[version.mark]} · ${format.bytes(version.sizeBytes)}`,
                    ),
                    hint:
                      version.createdBy === undefined
                        ? undefined
                        : toInlineName(version.createdBy).slice(0, 120),
                  }))}
                onChange={(value) => setLayer(Number(value))}
              />
            </div>
          ) : undefined}
          {view === 'diff' && below ? (
            <span className="text-sm text-ink-3">{file.below(below.layer + 1)}</span>
          ) : undefined}
        </div>
        {text?.truncated && view !== 'hex' && view !== 'image' ? (
          <Banner tone="info" title={file.truncated(format.bytes((text.text ?? '').length))} />
        ) : undefined}
        <div className="min-h-0 flex-1 overflow-hidden rounded-md border border-line">
          {preview.error ? <ErrorState {...failure} /> : undefined}
          {!preview.error && !text ? <SkeletonText label={common.loading} /> : undefined}
          {text ? (
            <Suspense fallback={<SkeletonText label={common.loading} />}>
              <Content
                analysisId={analysisId}
                node={node}
                preview={text}
                below={below}
                view={view}
                name={row.name}
              />
            </Suspense>
          ) : undefined}
        </div>
      </div>
    </Dialog>
  );
};
