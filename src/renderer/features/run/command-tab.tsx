import { useQuery } from '@tanstack/react-query';
import { Copy, PencilRuler, Undo2 } from 'lucide-react';
import { replacesLabel } from '../../../common/run-label';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { BareLink } from '../../components/link';
import { SkeletonRows } from '../../components/skeleton';
import { useClient } from '../../lib/client';
import type { ContainerTabProps } from '../../lib/contributions';
import { enginePath } from '../../lib/engine';
import { useErrorView } from '../../lib/labels';
import { useContainers } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useOffline } from '../../lib/resources/use-offline';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { runPath } from '../../lib/run-path';
import { CommandPreview } from './side-panel';

/** Offers the way back to the container that this one replaced. */
const Replaced = ({ engineId, details }: ContainerTabProps) => {
  const { run } = useMessages();
  const client = useClient();
  const follow = useRunJob();
  const offline = useOffline();
  const { byId } = useContainers(engineId);
  const oldId = details.labels[replacesLabel];
  if (oldId === undefined) return undefined;
  const old = byId.get(oldId);
  if (!old) return <Banner tone="info" title={run.replacesGone} />;
  const putBack = (): void => void follow(() => client.run.putBack({ engineId, id: details.id }));
  return (
    <Banner
      tone="warn"
      title={run.replacesTitle}
      actions={
        <>
          <Button asChild>
            <BareLink href={enginePath(engineId, 'containers', old.id)}>{run.openOld}</BareLink>
          </Button>
          <Button icon={Undo2} disabled={offline !== undefined} title={offline} onClick={putBack}>
            {run.putBack}
          </Button>
        </>
      }
    >
      {run.replacesText(toInlineName(old.name))}
    </Banner>
  );
};

/** What makes a container like this one, as a command and as a Compose service, and the ways to another one. */
export const CommandTab = (props: ContainerTabProps) => {
  const { engineId, details } = props;
  const { common, run } = useMessages();
  const query = useQuery({
    ...useApi().run.specOf.queryOptions({ input: { engineId, id: details.id } }),
    staleTime: 0,
  });
  const error = useErrorView(query.error);
  const name = toInlineName(details.name);
  return (
    <div className="flex max-w-4xl flex-col gap-3 p-4">
      <Replaced {...props} />
      <div className="flex flex-wrap items-center gap-2">
        <p className="m-0 mr-auto text-ink-2">{run.tabText}</p>
        <Button asChild>
          <BareLink href={runPath(engineId, { from: details.id })}>
            <Copy aria-hidden size={14} />
            {run.duplicate(name)}
          </BareLink>
        </Button>
        <Button asChild>
          <BareLink href={runPath(engineId, { from: details.id, mode: 'recreate' })}>
            <PencilRuler aria-hidden size={14} />
            {run.recreate(name)}
          </BareLink>
        </Button>
      </div>
      {query.error ? (
        <ErrorState
          {...error}
          actions={<Button onClick={() => void query.refetch()}>{common.retry}</Button>}
        />
      ) : undefined}
      {query.isPending ? <SkeletonRows label={common.loading} /> : undefined}
      {query.data ? <CommandPreview spec={query.data} /> : undefined}
    </div>
  );
};
