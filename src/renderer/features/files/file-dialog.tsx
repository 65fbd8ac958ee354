import { useQuery } from '@tanstack/react-query';
import { Download, Pencil } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { FileEntry } from '../../../common/contract/files';
import { toAppError } from '../../../common/errors';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ErrorState } from '../../components/error-state';
import { SkeletonText } from '../../components/skeleton';
import { TextArea } from '../../components/text-area';
import { FileContent } from '../../files/view/file-content';
import type { ReadBytes } from '../../files/view/hex-view';
import { useClient } from '../../lib/client';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { toVisibleText } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';

export interface FileDialogProps {
  readonly engineId: string;
  readonly id: string;
  readonly entry: FileEntry;
  readonly onDownload: () => void;
  readonly onClose: () => void;
}

/** The text as typed, and what became of it. */
function useEdit({ engineId, id, entry }: FileDialogProps, refetch: () => void) {
  const client = useClient();
  const toasts = useToasts();
  const errorLine = useErrorLine();
  const texts = useMessages().files;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const keep = async (version: string): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.files.save({ engineId, id, path: entry.path, text: draft ?? '', version });
      setDraft(undefined);
      toasts.show({ tone: 'ok', title: texts.saved });
      refetch();
    } catch (thrown) {
      setFailure(toAppError(thrown).code === 'conflict' ? texts.conflict : errorLine(thrown));
    }
    setBusy(false);
  };
  return { draft, setDraft, failure, busy, keep };
}

/** A file of the container: looked at, and small texts edited. */
export const FileDialog = (props: FileDialogProps) => {
  const { engineId, id, entry, onDownload, onClose } = props;
  const { common, files: texts } = useMessages();
  const format = useFormat();
  const client = useClient();
  const { path } = entry;
  const query = useQuery({
    ...useApi().files.preview.queryOptions({ input: { engineId, id, path } }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const { data, error } = query;
  const failure = useErrorView(error);
  const edit = useEdit(props, () => void query.refetch());
  const read = useCallback<ReadBytes>(
    (range, signal) =>
      client.files.bytes({ engineId, id, path, ...range }, { ...(signal ? { signal } : {}) }),
    [client, engineId, id, path],
  );
  const { version } = data ?? {};
  const canEdit = version !== undefined && (data?.kind === 'text' || data?.kind === 'empty');
  const isEditing = edit.draft !== undefined;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      size="xl"
      labels={{ close: common.close }}
      title={<code className="text-base break-all">{toVisibleText(entry.name)}</code>}
      description={data ? format.bytes(data.sizeBytes) : common.loading}
      footer={
        isEditing && version !== undefined ? (
          <>
            <Button onClick={() => edit.setDraft(undefined)}>{texts.discard}</Button>
            <Button variant="primary" loading={edit.busy} onClick={() => void edit.keep(version)}>
              {texts.save}
            </Button>
          </>
        ) : (
          <>
            <Button icon={Pencil} disabled={!canEdit} onClick={() => edit.setDraft(data?.text ?? '')}>
              {texts.edit}
            </Button>
            <Button icon={Download} onClick={onDownload}>
              {texts.download}
            </Button>
          </>
        )
      }
    >
      <div className="flex h-[56vh] min-h-60 flex-col gap-2">
        {edit.failure === undefined ? undefined : (
          <Banner tone="bad" title={texts.notSaved}>
            {edit.failure}
          </Banner>
        )}
        {error ? <ErrorState {...failure} /> : undefined}
        {!error && !data ? <SkeletonText label={common.loading} /> : undefined}
        {isEditing ? (
          <TextArea
            aria-label={texts.editLabel(toVisibleText(entry.name))}
            value={edit.draft ?? ''}
            onChange={edit.setDraft}
            mono
            className="min-h-0 flex-1"
          />
        ) : undefined}
        {!isEditing && data ? <FileContent preview={data} name={entry.name} read={read} /> : undefined}
      </div>
    </Dialog>
  );
};
