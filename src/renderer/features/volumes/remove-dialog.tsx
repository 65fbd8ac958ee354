import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ConfirmDialog, type Consequence } from '../../components/confirm-dialog';
import { Dialog } from '../../components/dialog';
import { SkeletonText } from '../../components/skeleton';
import { useClient } from '../../lib/client';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { toVolumeName } from '../../lib/resources/use-relations';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { BlockedLines, LossLines } from './removal-lines';
import { planRemoval, type RemovalPlan } from './volume-rules';

export interface RemoveDialogProps {
  readonly engineId: string;
  readonly names: readonly string[];
  readonly onClose: () => void;
}

function lossConsequence(messages: Messages, format: Format, plan: RemovalPlan): Consequence {
  const { removeDialog } = messages.volumes;
  const { possible, lostBytes, unmeasured } = plan;
  if (unmeasured === possible.length) return { id: 'lost', tone: 'warn', text: removeDialog.lostUnknown };
  if (lostBytes === 0 && unmeasured === 0)
    return { id: 'lost', tone: 'neutral', text: removeDialog.lostNothing };
  return {
    id: 'lost',
    tone: 'bad',
    text: <span title={format.exactBytes(lostBytes)}>{removeDialog.lost(format.bytes(lostBytes))}</span>,
  };
}

function consequencesOf(messages: Messages, format: Format, plan: RemovalPlan): readonly Consequence[] {
  const { removeDialog } = messages.volumes;
  const { possible, unmeasured, blocked } = plan;
  return [
    lossConsequence(messages, format, plan),
    ...(unmeasured > 0 && unmeasured < possible.length
      ? [{ id: 'unknown', tone: 'warn' as const, text: removeDialog.lostUnknownSome(unmeasured) }]
      : []),
    ...(blocked.length > 0
      ? [{ id: 'blocked', tone: 'info' as const, text: removeDialog.blockedSome(blocked.length) }]
      : []),
  ];
}

/** All of them are mounted: says by which containers instead of asking. */
const Blocked = ({ engineId, plan, names, onClose }: RemoveDialogProps & { readonly plan: RemovalPlan }) => {
  const { common, volumes } = useMessages();
  const { removeDialog } = volumes;
  const [first] = names;
  const isGone = plan.blocked.length === 0;
  return (
    <Dialog
      open
      role="alertdialog"
      size="sm"
      title={
        first !== undefined && names.length === 1
          ? removeDialog.blockedTitle(toVolumeName(first))
          : removeDialog.blockedTitleMany(names.length)
      }
      description={isGone ? removeDialog.gone : removeDialog.blockedText}
      onOpenChange={onClose}
      labels={{ close: common.close }}
      footer={<Button onClick={onClose}>{common.close}</Button>}
    >
      <BlockedLines engineId={engineId} previews={plan.blocked} onLeave={onClose} />
    </Dialog>
  );
};

const Ask = (
  props: RemoveDialogProps & { readonly plan: RemovalPlan | undefined; readonly error: unknown },
) => {
  const { engineId, names, onClose, plan, error } = props;
  const messages = useMessages();
  const { removeDialog } = messages.volumes;
  const client = useClient();
  const run = useRunJob();
  const format = useFormat();
  const describeError = useErrorLine();
  const labels = useConfirmLabels(removeDialog.confirm);
  const ids = plan ? plan.possible.map(({ name }) => name) : names;
  const [first] = ids;
  const remove = async (): Promise<void> => {
    const reference = await client.volumes.remove({ engineId, ids: [...ids] });
    void run(async () => reference);
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={
        first !== undefined && ids.length === 1
          ? removeDialog.title(toVolumeName(first))
          : removeDialog.titleMany(ids.length)
      }
      description={removeDialog.text}
      consequences={plan ? consequencesOf(messages, format, plan) : []}
      onConfirm={remove}
      describeError={describeError}
      labels={labels}
    >
      {plan === undefined && !error ? <SkeletonText label={removeDialog.checking} count={2} /> : undefined}
      {error ? (
        <Banner tone="warn" title={removeDialog.failedPreview}>
          {describeError(error)}
        </Banner>
      ) : undefined}
      {plan && plan.possible.length > 1 ? <LossLines previews={plan.possible} /> : undefined}
      {plan && plan.blocked.length > 0 ? (
        <BlockedLines engineId={engineId} previews={plan.blocked} onLeave={onClose} />
      ) : undefined}
    </ConfirmDialog>
  );
};

/** Says how much data is lost with the volumes, and which containers stand in the way. */
export const RemoveDialog = (props: RemoveDialogProps) => {
  const { engineId, names } = props;
  const query = useQuery({
    ...useApi().volumes.previewRemove.queryOptions({ input: { engineId, ids: [...names] } }),
    staleTime: 0,
    gcTime: 0,
  });
  const plan = query.data && planRemoval(query.data);
  if (plan && plan.possible.length === 0) return <Blocked {...props} plan={plan} />;
  return <Ask {...props} plan={plan} error={query.error} />;
};
