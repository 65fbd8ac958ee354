import { Activity, CircleStop, FileSearch, Server } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { SegmentedControl } from '../../components/segmented-control';
import type { ContainerTabProps } from '../../lib/contributions';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { BindingCard } from './binding-card';
import type { ContainerStats } from './container-state';
import { CpuCard } from './cpu-card';
import { IoCard, NetworkCard, PidsCard } from './flow-cards';
import { MemoryCard } from './memory-card';
import type { CardInput } from './metric-card';
import { pointsWithin } from './points';
import { type Range, ranges, rangeTexts, spanOf, useRange } from './ranges';
import { useContainerStats } from './stats-stores';
import { VerifyDialog } from './verify-dialog';
import { WaitsCard } from './waits-card';

const SourceChip = ({ profile }: Pick<ContainerStats, 'profile'>) => {
  const { stats } = useMessages();
  if (!profile) return undefined;
  const { source } = profile;
  if (source.kind === 'engine') {
    return (
      <Chip icon={Server} tone="info" title={stats.sourceReasons[source.reason]}>
        {stats.sources.engine}
      </Chip>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Chip icon={FileSearch}>{stats.sources.cgroup(source.mode)}</Chip>
      <code className="min-w-0 truncate text-ink-3" title={source.path}>
        {source.path}
      </code>
    </span>
  );
};

interface ToolbarProps extends Pick<ContainerStats, 'profile'> {
  readonly range: Range;
  readonly setRange: (range: Range) => void;
  readonly onVerify: (() => void) | undefined;
}

const Toolbar = ({ profile, range, setRange, onVerify }: ToolbarProps) => {
  const { stats } = useMessages();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SegmentedControl
        label={stats.range}
        value={range}
        onChange={setRange}
        options={ranges.map((value) => ({ value, label: rangeTexts[value] }))}
      />
      <div className="min-w-0 flex-1">
        <SourceChip profile={profile} />
      </div>
      <Button disabled={onVerify === undefined} onClick={onVerify}>
        {stats.verify}
      </Button>
    </div>
  );
};

interface NoticesProps {
  readonly state: ContainerStats;
  readonly containerState: ContainerTabProps['details']['state'];
  readonly isUp: boolean;
}

const Notices = ({ state, containerState, isUp }: NoticesProps) => {
  const { stats } = useMessages();
  const format = useFormat();
  const source = state.profile?.source;
  const last = state.points.at(-1);
  return (
    <>
      {state.status === 'lost' && state.error ? (
        <Banner tone="warn" title={stats.lost}>
          {stats.lostText}
        </Banner>
      ) : undefined}
      {isUp ? undefined : (
        <Banner tone="info" title={state.endedAt === undefined ? stats.stopped : stats.ended}>
          {state.endedAt === undefined || !last ? stats.stoppedText : stats.endedText(format.time(last.at))}
        </Banner>
      )}
      {isUp && containerState === 'paused' ? <Banner tone="info" title={stats.paused} /> : undefined}
      {isUp && source?.kind === 'engine' ? (
        <Banner tone="info" title={stats.sourceReasons[source.reason]} />
      ) : undefined}
    </>
  );
};

const Cards = ({ input }: { readonly input: CardInput }) => (
  <div className="grid gap-3 min-[1100px]:grid-cols-2">
    <CpuCard input={input} />
    <MemoryCard input={input} />
    <IoCard input={input} />
    <NetworkCard input={input} />
    <PidsCard input={input} />
    <WaitsCard input={input} />
  </div>
);

/** What the cards get: the points of the range that ends with the newest moment that is known. */
function useCardInput(state: ContainerStats, range: Range, isUp: boolean): CardInput {
  const { points, newest, profile, at } = state;
  const last = points.at(-1)?.at;
  const to = (isUp ? at : last) ?? last ?? Date.now();
  return useMemo(() => {
    const span = spanOf(range, to);
    const shown = pointsWithin(points, span.from);
    return {
      points: shown,
      at: shown.map((point) => point.at),
      span,
      newest: isUp ? newest : undefined,
      profile,
    };
  }, [points, newest, profile, range, to, isUp]);
}

const alive: ReadonlySet<string> = new Set(['running', 'paused', 'restarting']);

/** Live use of one container against its limits. */
export const ResourcesTab = ({ engineId, details }: ContainerTabProps) => {
  const { stats } = useMessages();
  const state = useContainerStats(engineId, details.id);
  const { range, setRange } = useRange();
  const [verifying, setVerifying] = useState(false);
  const isUp = alive.has(details.state) && state.endedAt === undefined;
  const input = useCardInput(state, range, isUp);
  const error = useErrorView(state.error);
  if (state.error && state.points.length === 0) return <ErrorState {...error} level={2} />;
  if (!isUp && state.points.length === 0) {
    return (
      <EmptyState icon={CircleStop} title={stats.stopped}>
        {stats.stoppedEmpty}
      </EmptyState>
    );
  }
  if (state.points.length === 0) {
    return <EmptyState icon={Activity} title={stats.loadingUse} />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-4">
      <Toolbar
        profile={state.profile}
        range={range}
        setRange={setRange}
        onVerify={isUp ? () => setVerifying(true) : undefined}
      />
      <Notices state={state} containerState={details.state} isUp={isUp} />
      <Cards input={input} />
      {isUp ? <BindingCard engineId={engineId} id={details.id} version={state.profile?.bounds} /> : undefined}
      {verifying ? (
        <VerifyDialog
          engineId={engineId}
          id={details.id}
          name={toVisibleText(details.name)}
          onClose={() => setVerifying(false)}
        />
      ) : undefined}
    </div>
  );
};
