import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Dialog } from '../../components/dialog';
import { SkeletonText } from '../../components/skeleton';
import { useClient } from '../../lib/client';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { RemovalLines } from './removal-lines';
import { planRemoval, type RemovalPlan } from './removal-plan';
import { consequencesOf } from './removal-texts';

/** An image, or one of its references. */
export interface RemovalTarget {
  /** As the engine takes it. */
  readonly target: string;
  readonly name: string;
  readonly isReference: boolean;
}

export interface RemoveDialogProps {
  readonly engineId: string;
  readonly targets: readonly RemovalTarget[];
  readonly onClose: () => void;
}

function useRemovalPlan({ engineId, targets }: RemoveDialogProps) {
  const ids = targets.map(({ target }) => target);
  const query = useQuery({
    ...useApi().images.previewRemove.queryOptions({ input: { engineId, ids } }),
    staleTime: 0,
    gcTime: 0,
  });
  return { query, plan: query.data && planRemoval(query.data) };
}

/** What the targets are called, as the list knows them. */
function namer(targets: readonly RemovalTarget[]): (target: string) => string {
  const names = new Map(targets.map(({ target, name }) => [target, name]));
  return (target) => names.get(target) ?? target;
}

function useTitle(targets: readonly RemovalTarget[]): string {
  const { removeDialog } = useMessages().images;
  const [first] = targets;
  if (!first || targets.length > 1) return removeDialog.titleMany(targets.length);
  const name = toInlineName(first.name);
  return first.isReference ? removeDialog.titleUntag(name) : removeDialog.title(name);
}

/** Nothing can be removed: says why instead of asking. */
const Blocked = ({ plan, targets, onClose }: RemoveDialogProps & { readonly plan: RemovalPlan }) => {
  const { common, images } = useMessages();
  const [first] = targets;
  return (
    <Dialog
      open
      role="alertdialog"
      size="sm"
      title={
        first && targets.length === 1
          ? images.removeDialog.blockedTitle(toInlineName(first.name))
          : images.removeDialog.blockedTitleMany(targets.length)
      }
      onOpenChange={onClose}
      labels={{ close: common.close }}
      footer={<Button onClick={onClose}>{common.close}</Button>}
    >
      {plan.blocked.length === 0 ? (
        images.removeDialog.gone
      ) : (
        <RemovalLines previews={plan.blocked} nameOf={namer(targets)} />
      )}
    </Dialog>
  );
};

const Ask = ({
  engineId,
  targets,
  onClose,
  plan,
  error,
}: RemoveDialogProps & { readonly plan: RemovalPlan | undefined; readonly error: unknown }) => {
  const messages = useMessages();
  const { removeDialog } = messages.images;
  const client = useClient();
  const run = useRunJob();
  const format = useFormat();
  const describeError = useErrorLine();
  const untagOnly = targets.every(({ isReference }) => isReference) && plan?.deletes.length === 0;
  const labels = useConfirmLabels(untagOnly ? removeDialog.confirmUntag : removeDialog.confirm);
  const title = useTitle(targets);
  const remove = async (): Promise<void> => {
    const ids = plan ? plan.possible.map(({ target }) => target) : targets.map(({ target }) => target);
    const reference = await client.images.remove({ engineId, ids, force: plan?.force ?? false });
    void run(async () => reference);
  };
  const explained = plan?.possible.filter(({ needsForce }) => needsForce !== undefined) ?? [];
  const lines = [...(plan?.blocked ?? []), ...explained];
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={title}
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
      {lines.length > 0 ? <RemovalLines previews={lines} nameOf={namer(targets)} /> : undefined}
    </ConfirmDialog>
  );
};

/** Says which names go, which images are deleted, what is freed and what stands in the way. */
export const RemoveDialog = (props: RemoveDialogProps) => {
  const { query, plan } = useRemovalPlan(props);
  if (plan && plan.possible.length === 0) return <Blocked {...props} plan={plan} />;
  return <Ask {...props} plan={plan} error={query.error} />;
};
