import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useClient } from '../../lib/client';
import type { ContainerTabProps } from '../../lib/contributions';
import { enginePath } from '../../lib/engine';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useConfirmLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { useGo } from './use-go';

/** After a move to a volume: undo it, or remove what was kept. */
export const MovedBanner = ({ engineId, details }: ContainerTabProps) => {
  const texts = useMessages().changes.moved;
  const client = useClient();
  const run = useRunJob();
  const go = useGo();
  const describeError = useErrorLine();
  const [asked, setAsked] = useState<'undo' | 'confirm' | undefined>(undefined);
  const labels = useConfirmLabels(asked === 'undo' ? texts.undo : texts.confirm);
  const scope = { engineId, id: details.id };
  const { data: answer, refetch } = useQuery({
    ...useApi().changes.moved.queryOptions({ input: scope }),
    staleTime: 0,
  });
  const data = answer?.moved;
  if (!data) return undefined;
  const act = async (): Promise<void> => {
    const isUndo = asked === 'undo';
    const started = await (isUndo ? client.changes.undoMove(scope) : client.changes.confirmMove(scope));
    void run(async () => started).then((job) => {
      if (job?.state === 'succeeded' && isUndo)
        go(`${enginePath(engineId, 'containers', data.oldId)}?tab=changes`);
      else void refetch();
    });
  };
  return (
    <>
      <Banner
        tone="info"
        flush
        title={texts.title(toInlineName(data.volume))}
        actions={
          <>
            <Button size="sm" onClick={() => setAsked('undo')}>
              {texts.undo}
            </Button>
            <Button size="sm" onClick={() => setAsked('confirm')}>
              {texts.confirm}
            </Button>
          </>
        }
      >
        {texts.text(toInlineName(data.oldName))}
      </Banner>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(undefined))}
        title={asked === 'undo' ? texts.undoTitle : texts.confirmTitle}
        description={
          asked === 'undo'
            ? texts.undoText(toInlineName(data.volume))
            : texts.confirmText(toInlineName(data.oldName))
        }
        onConfirm={act}
        describeError={describeError}
        labels={labels}
      />
    </>
  );
};
