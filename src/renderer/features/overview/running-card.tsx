import { Box } from 'lucide-react';
import { memo } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { Button } from '../../components/button';
import { CommandLine } from '../../components/command-line';
import { EmptyState } from '../../components/empty-state';
import { BareLink, Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SkeletonRows } from '../../components/skeleton';
import { StateBadge } from '../../components/state-badge';
import { containerLook } from '../../lib/container-look';
import { enginePath } from '../../lib/engine';
import { shortId } from '../../lib/event-view';
import { useCopyLabels } from '../../lib/labels';
import type { LiveList } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { toVisibleText } from '../../lib/resources/visible-text';
import { StateBar } from './state-bar';

const mostShown = 8;
const alive: ReadonlySet<ContainerSummary['state']> = new Set(['running', 'paused', 'restarting']);

/** What runs, what needs a look first. */
export function selectRunning(containers: readonly ContainerSummary[]): readonly ContainerSummary[] {
  const rank = ({ health, state }: ContainerSummary): number =>
    health === 'unhealthy' ? 0 : state === 'running' ? 2 : 1;
  return containers
    .filter((container) => alive.has(container.state))
    .toSorted((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name));
}

interface RowProps {
  readonly engineId: string;
  readonly container: ContainerSummary;
}

const Since = ({ at }: { readonly at: number }) => {
  const format = useFormat();
  return <span title={format.dateTime(at)}>{format.duration(Math.max(1000, useNow() - at))}</span>;
};

const Row = memo(({ engineId, container }: RowProps) => {
  const messages = useMessages();
  const look = containerLook(messages, container);
  return (
    <li className="grid min-h-8 grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_minmax(0,1fr)_72px] items-center gap-3 border-b border-line-2 px-3 last:border-0">
      <Link href={enginePath(engineId, 'containers', container.id)} className="truncate font-medium">
        {toVisibleText(container.name)}
      </Link>
      <StateBadge
        tone={look.tone}
        icon={look.icon}
        label={look.label}
        busy={look.busy}
        title={toVisibleText(container.status)}
      />
      <span className="truncate text-ink-2" title={toVisibleText(container.image)}>
        {toVisibleText(shortId(container.image))}
      </span>
      <span className="tabular text-right text-ink-3">
        {container.stateSince === undefined ? '–' : <Since at={container.stateSince} />}
      </span>
    </li>
  );
});

const Empty = ({ engineId, total }: { readonly engineId: string; readonly total: number }) => {
  const { overview } = useMessages();
  const labels = useCopyLabels();
  if (total === 0) {
    return (
      <EmptyState icon={Box} title={overview.noContainers} level={3}>
        <p className="mt-0 mb-2">{overview.noContainersText}</p>
        <CommandLine command="docker run -d --name hello -p 8080:80 nginx" labels={labels} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Box}
      title={overview.noRunning}
      level={3}
      actions={
        <Button asChild>
          <BareLink href={enginePath(engineId, 'containers')}>{overview.showStopped}</BareLink>
        </Button>
      }
    >
      {overview.noRunningText(total)}
    </EmptyState>
  );
};

export interface RunningCardProps {
  readonly engineId: string;
  readonly containers: LiveList<ContainerSummary>;
}

/** The containers that run now. */
export const RunningCard = ({ engineId, containers }: RunningCardProps) => {
  const { overview, common } = useMessages();
  const running = selectRunning(containers.items);
  const total = containers.items.length;
  return (
    <SectionCard
      flush
      title={overview.runningContainers}
      aside={
        total > 0 ? (
          <Link href={enginePath(engineId, 'containers')}>{overview.allContainers(total)}</Link>
        ) : undefined
      }
    >
      <StateBar containers={containers.items} />
      {containers.status === 'loading' ? <SkeletonRows label={common.loading} count={6} /> : undefined}
      {containers.status !== 'loading' && running.length === 0 ? (
        <Empty engineId={engineId} total={total} />
      ) : undefined}
      <ul className="m-0 list-none p-0 empty:hidden">
        {running.slice(0, mostShown).map((container) => (
          <Row key={container.id} engineId={engineId} container={container} />
        ))}
      </ul>
      {running.length > mostShown ? (
        <p className="m-0 border-t border-line-2 px-3 py-1.5 text-sm text-ink-3">
          <Link href={enginePath(engineId, 'containers')}>{common.andMore(running.length - mostShown)}</Link>
        </p>
      ) : undefined}
    </SectionCard>
  );
};
