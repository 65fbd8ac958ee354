import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContainerRemovalPreview, ContainerSummary } from '../../../common/contract/containers';
import { Banner } from '../../components/banner';
import { Checkbox } from '../../components/checkbox';
import { ConfirmDialog, type Consequence } from '../../components/confirm-dialog';
import { ItemLines } from '../../components/item-lines';
import { SkeletonText } from '../../components/skeleton';
import { StateBadge } from '../../components/state-badge';
import { useClient } from '../../lib/client';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { containerLook } from '../../lib/resources/container-look';
import { isUp } from '../../lib/resources/relations';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { type RemovalSummary, summarizeRemoval } from './removal-summary';

export interface RemoveDialogProps {
  readonly engineId: string;
  readonly targets: readonly ContainerSummary[];
  readonly onClose: () => void;
}

function lossText(messages: Messages, format: Format, summary: RemovalSummary, count: number): string {
  const { removeDialog } = messages.containers;
  const one = count === 1;
  if (summary.unmeasured === count) return one ? removeDialog.lostUnknown : removeDialog.lostUnknownMany;
  if (summary.writableBytes === 0) return one ? removeDialog.lostNothing : removeDialog.lostNothingMany;
  const size = format.bytes(summary.writableBytes);
  return one ? removeDialog.lost(size) : removeDialog.lostMany(size);
}

/** In the order of what it costs: killed ones, lost bytes, what nobody measured. */
function consequencesOf(
  messages: Messages,
  format: Format,
  summary: RemovalSummary,
  { count, known }: { readonly count: number; readonly known: boolean },
): readonly Consequence[] {
  const { removeDialog } = messages.containers;
  const { running, unmeasured, writableBytes } = summary;
  const [first] = running;
  const killed =
    first && count === 1
      ? removeDialog.running(toInlineName(first.name))
      : removeDialog.runningMany(running.length);
  const loss: Consequence = {
    id: 'lost',
    tone: writableBytes > 0 || unmeasured === count ? 'warn' : 'neutral',
    text: <span title={format.exactBytes(writableBytes)}>{lossText(messages, format, summary, count)}</span>,
  };
  const isPartial = unmeasured > 0 && unmeasured < count;
  return [
    ...(running.length > 0 ? [{ id: 'running', tone: 'bad' as const, text: killed }] : []),
    ...(known && count > 0 ? [loss] : []),
    ...(known && isPartial
      ? [{ id: 'unknown', tone: 'warn' as const, text: removeDialog.lostAtLeast(unmeasured) }]
      : []),
  ];
}

const Lines = ({ previews }: { readonly previews: readonly ContainerRemovalPreview[] }) => {
  const messages = useMessages();
  const format = useFormat();
  return (
    <ItemLines
      label={messages.containers.removeDialog.list}
      items={previews.map((preview) => ({
        id: preview.id,
        label: toVisibleText(preview.name),
        detail:
          preview.writableBytes === undefined ? (
            <span title={messages.common.notMeasured}>–</span>
          ) : (
            <span title={format.exactBytes(preview.writableBytes)}>
              {format.bytes(preview.writableBytes)}
            </span>
          ),
        note: isUp(preview) ? <StateBadge {...containerLook(messages, preview)} /> : undefined,
      }))}
    />
  );
};

/** What would be lost, as the engine measures it when the dialog opens. */
function useRemovalPreview(engineId: string, targets: readonly ContainerSummary[]) {
  const ids = targets.map((target) => target.id);
  return useQuery({
    ...useApi().containers.previewRemove.queryOptions({ input: { engineId, ids } }),
    staleTime: 0,
    gcTime: 0,
  });
}

interface Choices {
  readonly leaveRunning: boolean;
  readonly volumes: boolean;
}

interface ChoiceFieldsProps {
  readonly all: readonly ContainerRemovalPreview[];
  readonly anonymousVolumes: number;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

const ChoiceFields = ({ all, anonymousVolumes, choices, onChange }: ChoiceFieldsProps) => {
  const { removeDialog } = useMessages().containers;
  const running = all.filter(isUp).length;
  return (
    <>
      {running > 0 && running < all.length ? (
        <Checkbox
          label={removeDialog.leaveRunning(running)}
          checked={choices.leaveRunning}
          onChange={(leaveRunning) => onChange({ ...choices, leaveRunning })}
        />
      ) : undefined}
      {anonymousVolumes > 0 ? (
        <Checkbox
          label={removeDialog.volumes(anonymousVolumes)}
          description={removeDialog.volumesText}
          checked={choices.volumes}
          onChange={(volumes) => onChange({ ...choices, volumes })}
        />
      ) : undefined}
    </>
  );
};

/** What is chosen for removal, and what that loses. Without a measurement the list's own knowledge has to do. */
function useChosen({ engineId, targets }: RemoveDialogProps) {
  const preview = useRemovalPreview(engineId, targets);
  const [choices, setChoices] = useState<Choices>({ leaveRunning: false, volumes: false });
  const all =
    preview.data ?? targets.map(({ id, name, state }) => ({ id, name, state, anonymousVolumes: [] }));
  const chosen = choices.leaveRunning ? all.filter((one) => !isUp(one)) : all;
  return { preview, choices, setChoices, all, chosen, summary: summarizeRemoval(chosen) };
}

/** Says what is lost with the containers, asks, and removes them. */
export const RemoveDialog = (props: RemoveDialogProps) => {
  const { engineId, targets, onClose } = props;
  const messages = useMessages();
  const { removeDialog } = messages.containers;
  const format = useFormat();
  const client = useClient();
  const run = useRunJob();
  const describeError = useErrorLine();
  const { preview, choices, setChoices, all, chosen, summary } = useChosen(props);
  const force = summary.running.length > 0;
  const labels = useConfirmLabels(force ? removeDialog.confirmRunning : removeDialog.confirm);
  const [first] = targets;
  const remove = async (): Promise<void> => {
    const ids = chosen.map((one) => one.id);
    if (ids.length === 0) return;
    const reference = await client.containers.remove({ engineId, ids, force, volumes: choices.volumes });
    void run(async () => reference);
  };
  const isOne = first !== undefined && targets.length === 1;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={isOne ? removeDialog.title(toInlineName(first.name)) : removeDialog.titleMany(chosen.length)}
      description={removeDialog.text}
      consequences={consequencesOf(messages, format, summary, {
        count: chosen.length,
        known: preview.isSuccess,
      })}
      onConfirm={remove}
      describeError={describeError}
      labels={labels}
    >
      {preview.isPending ? <SkeletonText label={removeDialog.measuring} count={2} /> : undefined}
      {preview.error ? (
        <Banner tone="warn" title={isOne ? removeDialog.lostUnknown : removeDialog.lostUnknownMany}>
          {describeError(preview.error)}
        </Banner>
      ) : undefined}
      {chosen.length > 1 ? <Lines previews={chosen} /> : undefined}
      <ChoiceFields {...{ all, choices }} anonymousVolumes={summary.anonymousVolumes} onChange={setChoices} />
    </ConfirmDialog>
  );
};
