import { RotateCw } from 'lucide-react';
import type { DiskUsage, DiskUsageTotal } from '../../../common/contract/system';
import { Banner } from '../../components/banner';
import { IconButton } from '../../components/icon-button';
import { SectionCard } from '../../components/section-card';
import { SizeBar } from '../../components/size-bar';
import { SkeletonText } from '../../components/skeleton';
import type { DataColor } from '../../components/tone';
import { describeError } from '../../lib/error-text';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import type { useDiskUse } from './disk-use';

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly color: DataColor;
  readonly total: DiskUsageTotal;
}

const Row = ({ kind }: { readonly kind: Kind }) => {
  const { overview } = useMessages();
  const format = useFormat();
  const { sizeBytes, reclaimableBytes, count, active } = kind.total;
  return (
    <tr className="border-t border-line-2">
      <th scope="row" className="py-1 text-left font-normal">
        <span className="inline-flex items-center gap-1.5">
          <span
            aria-hidden
            className="forced-fill size-2.5 rounded-xs"
            style={{ background: `var(--${kind.color})` }}
          />
          {kind.label}
        </span>
      </th>
      <td className="tabular py-1 text-right text-ink-3">{overview.running(active, count)}</td>
      <td className="tabular py-1 text-right font-medium" title={format.exactBytes(sizeBytes)}>
        {format.bytes(sizeBytes)}
      </td>
      <td
        className="tabular py-1 pl-3 text-right text-ink-2"
        title={`${format.exactBytes(reclaimableBytes)}. ${overview.freeableTitle}`}
      >
        {reclaimableBytes > 0 ? overview.freeable(format.bytes(reclaimableBytes)) : '–'}
      </td>
    </tr>
  );
};

const Use = ({ usage }: { readonly usage: DiskUsage }) => {
  const { overview } = useMessages();
  const format = useFormat();
  const kinds: readonly Kind[] = [
    { id: 'images', label: overview.diskImages, color: 'c1', total: usage.images },
    { id: 'containers', label: overview.diskContainers, color: 'c2', total: usage.containers },
    { id: 'volumes', label: overview.diskVolumes, color: 'c3', total: usage.volumes },
    { id: 'buildCache', label: overview.diskBuildCache, color: 'c4', total: usage.buildCache },
  ];
  return (
    <div className="flex flex-col gap-2">
      <SizeBar
        label={overview.diskLabel}
        height="thick"
        segments={kinds.map(({ id, label, color, total }) => ({
          id,
          label,
          color,
          size: total.sizeBytes,
          text: format.bytes(total.sizeBytes),
        }))}
      />
      <table className="w-full border-collapse">
        <tbody>
          {kinds.map((kind) => (
            <Row key={kind.id} kind={kind} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Where the engine's disk goes, when that was measured, and a way to measure it again. */
export const DiskCard = ({ disk }: { readonly disk: ReturnType<typeof useDiskUse> }) => {
  const messages = useMessages();
  const { overview } = messages;
  const format = useFormat();
  const now = useNow(disk.usage && Date.now() - disk.usage.measuredAt < 60_000 ? 'fast' : 'slow');
  const { usage, measuring, error } = disk;
  const when = usage ? overview.measured(format.relative(usage.measuredAt, now)) : overview.notYet;
  return (
    <SectionCard
      title={overview.disk}
      aside={
        <span className="flex items-center gap-1.5">
          <span title={usage && format.dateTime(usage.measuredAt)}>
            {measuring ? overview.measuring : when}
          </span>
          <IconButton
            icon={RotateCw}
            size="sm"
            label={overview.measure}
            loading={measuring}
            onClick={() => void disk.measure()}
          />
        </span>
      }
    >
      {error === undefined ? undefined : (
        <Banner tone="warn" title={overview.diskFailed}>
          {describeError(messages, error).engineWords}
        </Banner>
      )}
      {usage ? <Use usage={usage} /> : undefined}
      {usage === undefined && error === undefined ? (
        <SkeletonText label={messages.common.loading} count={4} />
      ) : undefined}
    </SectionCard>
  );
};
