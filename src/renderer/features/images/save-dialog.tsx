import { useState } from 'react';
import type { ImageSummary } from '../../../common/contract/images';
import { Checkbox } from '../../components/checkbox';
import { FormDialog } from '../../components/form-dialog';
import { ItemLines } from '../../components/item-lines';
import { useClient } from '../../lib/client';
import { useHost } from '../../lib/host-services';
import { useFormat, useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { archiveName, imageName } from './image-rules';

export interface SaveDialogProps {
  readonly engineId: string;
  readonly images: readonly ImageSummary[];
  readonly onClose: () => void;
}

/** Starts the job and hands its bytes to the user's side. */
function useSave(engineId: string, images: readonly ImageSummary[]) {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  return async (compress: boolean): Promise<void> => {
    const ids = images.map((image) => image.id);
    const ticket = await client.images.save({ engineId, ids, compress });
    void run(async () => ticket);
    const cancel = (): void => {
      // It may have ended by itself: then there is nothing left to cancel.
      client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
    };
    // What goes wrong while the bytes travel is the job's error, which is told at its end.
    host
      .download(ticket, archiveName(images, compress))
      .then((saved) => (saved ? undefined : cancel()), cancel);
  };
}

/** Saves images as one archive. */
export const SaveDialog = ({ engineId, images, onClose }: SaveDialogProps) => {
  const { saveDialog } = useMessages().images;
  const format = useFormat();
  const save = useSave(engineId, images);
  const describeError = useErrorLine();
  const labels = useFormLabels(saveDialog.confirm);
  const [compress, setCompress] = useState(false);
  const [first] = images;
  const total = images.reduce((sum, image) => sum + image.sizeBytes, 0);
  return (
    <FormDialog
      title={
        first && images.length === 1
          ? saveDialog.title(toInlineName(imageName(first)))
          : saveDialog.titleMany(images.length)
      }
      description={saveDialog.text}
      onClose={onClose}
      onSubmit={() => save(compress)}
      describeError={describeError}
      labels={labels}
    >
      <ItemLines
        label={saveDialog.list}
        items={images.map((image) => ({
          id: image.id,
          label: toVisibleText(image.tags.length > 1 ? image.tags.join(', ') : imageName(image)),
          detail: <span title={format.exactBytes(image.sizeBytes)}>{format.bytes(image.sizeBytes)}</span>,
        }))}
      />
      {images.length > 1 ? (
        <p className="m-0 text-sm text-ink-3">{saveDialog.size(format.bytes(total))}</p>
      ) : undefined}
      <Checkbox
        label={saveDialog.compress}
        description={saveDialog.compressText}
        checked={compress}
        onChange={setCompress}
      />
    </FormDialog>
  );
};
