import type { ContainerSummary } from '../../../common/contract/containers';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { toInlineName } from '../../lib/resources/visible-text';

export interface StopDialogProps {
  readonly targets: readonly ContainerSummary[];
  readonly onStop: (targets: readonly ContainerSummary[]) => void;
  readonly onClose: () => void;
}

/** Asks before stopping, for those who have chosen that in the settings. */
export const StopDialog = ({ targets, onStop, onClose }: StopDialogProps) => {
  const { stopDialog } = useMessages().containers;
  const labels = useConfirmLabels(stopDialog.confirm);
  const describeError = useErrorLine();
  const [first] = targets;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      variant="primary"
      title={
        first && targets.length === 1
          ? stopDialog.title(toInlineName(first.name))
          : stopDialog.titleMany(targets.length)
      }
      description={stopDialog.text}
      onConfirm={async () => onStop(targets)}
      describeError={describeError}
      labels={labels}
    />
  );
};
