import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useCallback } from 'react';
import type { TreeRow } from '../../../common/contract/layer-tree';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ErrorState } from '../../components/error-state';
import { SkeletonText } from '../../components/skeleton';
import { FileContent } from '../../files/view/file-content';
import { toFileName } from '../../files/view/file-name';
import type { ReadBytes } from '../../files/view/hex-view';
import { useSave } from '../../files/view/use-save';
import { useClient } from '../../lib/client';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { toVisibleText } from '../../lib/resources/visible-text';

export interface ChangeDialogProps {
  readonly analysisId: string;
  readonly row: TreeRow;
  readonly onClose: () => void;
}

/** A changed file: what is in it, and what the image had there. A removed one is shown as it was. */
export const ChangeDialog = ({ analysisId, row, onClose }: ChangeDialogProps) => {
  const { common, changes, layers } = useMessages();
  const format = useFormat();
  const client = useClient();
  const save = useSave();
  const api = useApi().changes;
  const { node } = row;
  const isGone = row.mark === 'removed';
  const layer = isGone ? 0 : 1;
  const own = useQuery(api.preview.queryOptions({ input: { analysisId, node, layer } }));
  const hasBefore = row.mark === 'content' || row.mark === 'metadata' || row.mark === 'rewritten';
  const before = useQuery({
    ...api.preview.queryOptions({ input: { analysisId, node, layer: 0 } }),
    enabled: hasBefore,
  });
  const failure = useErrorView(own.error);
  const read = useCallback<ReadBytes>(
    (range, signal) =>
      client.changes.bytes({ analysisId, node, layer, ...range }, { ...(signal ? { signal } : {}) }),
    [client, analysisId, node, layer],
  );
  const isReady = own.data && (!hasBefore || before.data || before.error);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      size="xl"
      labels={{ close: common.close }}
      title={<code className="text-base break-all">/{toVisibleText(row.path)}</code>}
      description={own.data ? format.bytes(own.data.sizeBytes) : common.loading}
      footer={
        <Button
          icon={Download}
          disabled={isGone}
          onClick={() =>
            void save(() => client.changes.copyOut({ analysisId, node }), toFileName(row.name, false))
          }
        >
          {changes.copyOut}
        </Button>
      }
    >
      <div className="flex h-[56vh] min-h-60 flex-col gap-2">
        {own.error ? <ErrorState {...failure} /> : undefined}
        {!own.error && !isReady ? <SkeletonText label={common.loading} /> : undefined}
        {own.data && isReady ? (
          <FileContent
            preview={own.data}
            original={before.data}
            name={row.name}
            read={read}
            aside={
              <span className="text-sm text-ink-3">
                {row.mark === undefined ? undefined : layers.marks[row.mark]}
                {hasBefore && before.data ? ` · ${changes.against}` : undefined}
                {before.error ? ` · ${changes.noBefore}` : undefined}
              </span>
            }
          />
        ) : undefined}
      </div>
    </Dialog>
  );
};
