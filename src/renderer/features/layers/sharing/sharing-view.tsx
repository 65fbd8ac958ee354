import { useQuery } from '@tanstack/react-query';
import { Layers3 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Sharing } from '../../../../common/contract/layer-findings';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { KpiStrip } from '../../../components/kpi-strip';
import { Select } from '../../../components/select';
import { SkeletonRows } from '../../../components/skeleton';
import { WindowTable } from '../../../components/window-table';
import { enginePath } from '../../../lib/engine';
import { useErrorView } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { useApi } from '../../../lib/query';
import { useSearchState } from '../../../lib/search-state';
import { ListToolbar } from '../findings/list-toolbar';
import { sharingColumns } from './sharing-columns';
import {
  type LayerGroup,
  layerSum,
  type SharingRow,
  type SharingSort,
  toGroups,
  toRows,
} from './sharing-rules';

const sorts = ['groups', 'size', 'unique', 'name'] as const;
const noop = (): void => undefined;

const Figures = ({
  sharing,
  groups,
}: {
  readonly sharing: Sharing;
  readonly groups: readonly LayerGroup[];
}) => {
  const texts = useMessages().findings.sharing;
  const format = useFormat();
  const { bytes, unknown } = layerSum(sharing);
  const saved = groups.reduce((sum, { savedBytes }) => sum + savedBytes, 0);
  const isEqual = bytes === sharing.totalBytes;
  return (
    <KpiStrip
      label={texts.figures}
      items={[
        { id: 'total', value: format.bytes(bytes), label: texts.total, title: format.exactBytes(bytes) },
        {
          id: 'engine',
          value: format.bytes(sharing.totalBytes),
          label: texts.engineSays,
          title: isEqual
            ? texts.equal
            : `${texts.differs(format.bytes(Math.abs(sharing.totalBytes - bytes)))}${unknown > 0 ? ` ${texts.layerCount(unknown)}: ${texts.unknownSize}` : ''}`,
          tone: isEqual ? 'ok' : undefined,
        },
        { id: 'saved', value: format.bytes(saved), label: texts.saved, title: format.exactBytes(saved) },
        {
          id: 'counts',
          value: `${format.number(sharing.images.length)}, ${format.number(sharing.layers.length)}`,
          label: texts.counts,
        },
      ]}
    />
  );
};

interface MatrixProps {
  readonly engineId: string;
  readonly sharing: Sharing;
  readonly groups: readonly LayerGroup[];
  readonly rows: readonly SharingRow[];
}

const Matrix = ({ engineId, sharing, groups, rows }: MatrixProps) => {
  const messages = useMessages();
  const format = useFormat();
  const texts = messages.findings.sharing;
  const [, navigate] = useLocation();
  const [active, setActive] = useState(-1);
  const columns = useMemo(
    () => sharingColumns({ messages, format, engineId, sharing, groups }),
    [messages, format, engineId, sharing, groups],
  );
  return (
    <WindowTable<SharingRow>
      label={texts.table}
      columns={columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
      onWindow={noop}
      active={active}
      onActiveChange={setActive}
      onOpen={({ image }) => navigate(`${enginePath(engineId, 'images', image.id)}?tab=layers`)}
      minWidth={760}
      empty={
        <EmptyState icon={Layers3} title={messages.findings.noMatch}>
          {messages.findings.noMatchText}
        </EmptyState>
      }
      footer={<span>{texts.legend}</span>}
    />
  );
};

export interface SharingViewProps {
  readonly engineId: string;
  /** Only images that share layers with this one. */
  readonly imageId?: string | undefined;
}

/** All images of an engine and the layers that they have in common. */
export const SharingView = ({ engineId, imageId }: SharingViewProps) => {
  const { common, findings } = useMessages();
  const texts = findings.sharing;
  const query = useQuery({
    ...useApi().layers.sharing.queryOptions({ input: { engineId } }),
    staleTime: 10_000,
  });
  const [filter, setFilter] = useSearchState('filter', '');
  const [sortText, setSort] = useSearchState('order', 'groups');
  const sort: SharingSort = sorts.find((each) => each === sortText) ?? 'groups';
  const failure = useErrorView(query.error);
  const sharing = query.data;
  const groups = useMemo(() => {
    const all = sharing ? toGroups(sharing) : [];
    return imageId === undefined ? all : all.filter(({ images }) => images.includes(imageId));
  }, [sharing, imageId]);
  const rows = useMemo(() => {
    const all = sharing ? toRows(sharing, groups, sort, filter) : [];
    return imageId === undefined ? all : all.filter((row) => row.groups.size > 0);
  }, [sharing, groups, sort, filter, imageId]);
  if (query.error) return <ErrorState {...failure} />;
  if (!sharing) return <SkeletonRows label={common.loading} count={14} />;
  if (sharing.images.length === 0 || (groups.length === 0 && filter === '')) {
    const isEmpty = sharing.images.length === 0;
    return (
      <>
        <Figures sharing={sharing} groups={groups} />
        <EmptyState icon={Layers3} title={isEmpty ? texts.none : texts.noShared}>
          {isEmpty ? texts.noneText : imageId === undefined ? texts.noSharedText : texts.thisAlone}
        </EmptyState>
      </>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Figures sharing={sharing} groups={groups} />
      <ListToolbar label={texts.filter} filter={filter} onFilterChange={setFilter}>
        <div className="w-44">
          <Select
            label={texts.sortLabel}
            value={sort}
            onChange={setSort}
            options={sorts.map((value) => ({ value, label: texts.sorts[value] }))}
          />
        </div>
      </ListToolbar>
      <Matrix {...{ engineId, sharing, groups, rows }} />
    </div>
  );
};
