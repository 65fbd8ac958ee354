import { useQuery } from '@tanstack/react-query';
import type { NetworkSummary } from '../../../common/contract/networks';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ConfirmDialog, type Consequence } from '../../components/confirm-dialog';
import { Dialog } from '../../components/dialog';
import { SkeletonText } from '../../components/skeleton';
import { useClient } from '../../lib/client';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { listNames } from '../../lib/resources/list-names';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { planRemoval, type RemovalPlan } from './network-rules';
import { BlockedLines } from './removal-lines';

export interface RemoveDialogProps {
  readonly engineId: string;
  readonly targets: readonly NetworkSummary[];
  readonly onClose: () => void;
}

function consequencesOf(messages: Messages, format: Format, plan: RemovalPlan): readonly Consequence[] {
  const { removeDialog } = messages.networks;
  const { stopped, blocked } = plan;
  return [
    ...(stopped.length > 0
      ? [{ id: 'stopped', text: removeDialog.stopped(listNames(messages, format, stopped)) }]
      : []),
    ...(blocked.length > 0
      ? [{ id: 'blocked', tone: 'info' as const, text: removeDialog.blockedSome(blocked.length) }]
      : []),
  ];
}

/** None of them can be removed: says why instead of asking. */
const Blocked = ({
  engineId,
  plan,
  targets,
  onClose,
}: RemoveDialogProps & { readonly plan: RemovalPlan }) => {
  const { common, networks } = useMessages();
  const { removeDialog } = networks;
  const [first] = targets;
  return (
    <Dialog
      open
      role="alertdialog"
      size="sm"
      title={
        first && targets.length === 1
          ? removeDialog.blockedTitle(toInlineName(first.name))
          : removeDialog.blockedTitleMany(targets.length)
      }
      onOpenChange={onClose}
      labels={{ close: common.close }}
      footer={<Button onClick={onClose}>{common.close}</Button>}
    >
      {plan.blocked.length === 0 ? (
        removeDialog.gone
      ) : (
        <BlockedLines engineId={engineId} previews={plan.blocked} onLeave={onClose} />
      )}
    </Dialog>
  );
};

const Ask = (
  props: RemoveDialogProps & { readonly plan: RemovalPlan | undefined; readonly error: unknown },
) => {
  const { engineId, targets, onClose, plan, error } = props;
  const messages = useMessages();
  const { removeDialog } = messages.networks;
  const client = useClient();
  const run = useRunJob();
  const format = useFormat();
  const describeError = useErrorLine();
  const labels = useConfirmLabels(removeDialog.confirm);
  const chosen: readonly { readonly id: string; readonly name: string }[] = plan?.possible ?? targets;
  const [first] = chosen;
  const remove = async (): Promise<void> => {
    const reference = await client.networks.remove({ engineId, ids: chosen.map((network) => network.id) });
    void run(async () => reference);
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={
        first && chosen.length === 1
          ? removeDialog.title(toInlineName(first.name))
          : removeDialog.titleMany(chosen.length)
      }
      description={removeDialog.text}
      consequences={plan ? consequencesOf(messages, format, plan) : []}
      onConfirm={remove}
      describeError={describeError}
      labels={labels}
    >
      {plan === undefined && !error ? <SkeletonText label={removeDialog.checking} count={1} /> : undefined}
      {error ? (
        <Banner tone="warn" title={removeDialog.failedPreview}>
          {describeError(error)}
        </Banner>
      ) : undefined}
      {plan && plan.blocked.length > 0 ? (
        <BlockedLines engineId={engineId} previews={plan.blocked} onLeave={onClose} />
      ) : undefined}
    </ConfirmDialog>
  );
};

/** Says who is connected and what the engine refuses, and removes the rest. */
export const RemoveDialog = (props: RemoveDialogProps) => {
  const { engineId, targets } = props;
  const ids = targets.map((network) => network.id);
  const query = useQuery({
    ...useApi().networks.previewRemove.queryOptions({ input: { engineId, ids } }),
    staleTime: 0,
    gcTime: 0,
  });
  const plan = query.data && planRemoval(query.data);
  if (plan && plan.possible.length === 0) return <Blocked {...props} plan={plan} />;
  return <Ask {...props} plan={plan} error={query.error} />;
};
