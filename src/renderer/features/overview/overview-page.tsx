import { RotateCw } from 'lucide-react';
import { PageHeader } from '../../components/page-header';
import { StateBadge } from '../../components/state-badge';
import { useActions } from '../../lib/actions';
import { useEngine, useEngineId } from '../../lib/engine';
import { engineLook } from '../../lib/engine-look';
import { useContainers } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { DiskCard } from './disk-card';
import { useDiskUse } from './disk-use';
import { EngineSummaryCard } from './engine-summary-card';
import { EventsCard } from './events-card';
import { JobsCard } from './jobs-card';
import { RunningCard } from './running-card';
import { Totals } from './totals';

/** The engine at a glance: what runs, what it costs, what happened. */
export const OverviewPage = () => {
  const messages = useMessages();
  const engineId = useEngineId();
  const engine = useEngine();
  const containers = useContainers(engineId);
  const disk = useDiskUse(engineId, engine?.state.kind === 'connected');
  useActions([
    {
      id: 'overview.measure',
      title: `${messages.overview.disk}: ${messages.overview.measure}`,
      group: messages.overview.title,
      icon: RotateCw,
      run: disk.measure,
    },
  ]);
  const look = engine && engineLook(messages, engine.state);
  return (
    <>
      <PageHeader
        title={engine?.name ?? engineId}
        chips={
          look ? (
            <StateBadge look="pill" tone={look.tone} icon={look.icon} label={look.label} busy={look.busy} />
          ) : undefined
        }
      />
      <Totals engineId={engineId} usage={disk.usage} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="grid items-start gap-3 p-4 min-[1180px]:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-3">
            <RunningCard engineId={engineId} containers={containers} />
            <EventsCard engineId={engineId} />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            <DiskCard disk={disk} />
            <JobsCard engineId={engineId} />
            <EngineSummaryCard />
          </div>
        </div>
      </div>
    </>
  );
};
