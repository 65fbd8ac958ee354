import type { DiskUsage } from '../../../common/contract/system';
import { type Kpi, KpiStrip } from '../../components/kpi-strip';
import { SkeletonKpis } from '../../components/skeleton';
import { useContainers, useImages, useNetworks, useVolumes } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';

export interface TotalsProps {
  readonly engineId: string;
  readonly usage: DiskUsage | undefined;
}

function useDiskKpis(usage: DiskUsage | undefined): readonly Kpi[] {
  const { overview } = useMessages();
  const format = useFormat();
  const kinds = usage ? [usage.images, usage.containers, usage.volumes, usage.buildCache] : [];
  const size = kinds.reduce((sum, kind) => sum + kind.sizeBytes, 0);
  const free = kinds.reduce((sum, kind) => sum + kind.reclaimableBytes, 0);
  return [
    {
      id: 'disk',
      label: overview.onDisk,
      value: usage && format.bytes(size),
      title: usage ? format.exactBytes(size) : overview.notYet,
    },
    {
      id: 'free',
      label: overview.reclaimable,
      value: usage && format.bytes(free),
      title: usage ? `${format.exactBytes(free)}. ${overview.freeableTitle}` : overview.notYet,
      ...(free > 0 ? { tone: 'waste' as const } : {}),
    },
  ];
}

/** The engine in figures. */
export const Totals = ({ engineId, usage }: TotalsProps) => {
  const { overview, common } = useMessages();
  const format = useFormat();
  const containers = useContainers(engineId);
  const images = useImages(engineId);
  const volumes = useVolumes(engineId);
  const networks = useNetworks(engineId);
  const disk = useDiskKpis(usage);
  if (containers.status === 'loading') return <SkeletonKpis label={common.loading} count={6} />;
  const running = containers.items.filter((container) => container.state === 'running').length;
  const unhealthy = containers.items.filter(
    (container) => container.state === 'running' && container.health === 'unhealthy',
  ).length;
  const count = (list: { readonly status: string; readonly items: readonly unknown[] }) =>
    list.status === 'loading' ? undefined : format.number(list.items.length);
  const items: readonly Kpi[] = [
    {
      id: 'running',
      label: overview.runningLabel,
      value: overview.running(running, containers.items.length),
    },
    ...(unhealthy > 0
      ? [
          {
            id: 'unhealthy',
            label: overview.unhealthyLabel,
            value: format.number(unhealthy),
            tone: 'bad' as const,
          },
        ]
      : []),
    { id: 'images', label: overview.images, value: count(images) },
    { id: 'volumes', label: overview.volumes, value: count(volumes) },
    { id: 'networks', label: overview.networks, value: count(networks) },
    ...disk,
  ];
  return <KpiStrip label={overview.totals} items={items} />;
};
