import type { ContainerSummary } from '../../../common/contract/containers';
import type { VolumeSummary } from '../../../common/contract/volumes';
import { CardGrid } from '../../components/detail-page';
import { KeyValueList } from '../../components/key-value-list';
import { Link } from '../../components/link';
import { PairList } from '../../components/pair-list';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { StateBadge } from '../../components/state-badge';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { containerLook } from '../../lib/resources/container-look';
import { toPairs } from '../../lib/resources/text-pairs';
import type { VolumeSizes } from '../../lib/resources/use-volume-sizes';
import { toVisibleText } from '../../lib/resources/visible-text';

export interface VolumeOverviewProps {
  readonly engineId: string;
  readonly details: VolumeSummary;
  readonly users: readonly ContainerSummary[];
  readonly measured: VolumeSizes;
}

/** The size with its age, or why there is none. */
function useSizeItem(name: string, { sizes, measuredAt, measuring }: VolumeSizes) {
  const { common, volumes } = useMessages();
  const format = useFormat();
  const now = useNow();
  const size = sizes.get(name);
  if (size !== undefined && measuredAt !== undefined) {
    const ago = common.measuredAgo(format.relative(Math.min(measuredAt, now), now));
    return { value: `${format.bytes(size)} · ${ago}`, title: format.exactBytes(size) };
  }
  if (measuring) return { value: volumes.measuring };
  return { value: undefined, title: measuredAt === undefined ? volumes.notMeasured : volumes.notInMeasure };
}

const FactsCard = ({ details, measured }: VolumeOverviewProps) => {
  const { common, volumes, resources } = useMessages();
  const texts = volumes.details;
  const format = useFormat();
  const copy = useCopyLabels();
  const { name, driver, scope, mountpoint, createdAt, compose } = details;
  const items = [
    {
      id: 'name',
      label: common.name,
      value: <code className="break-all">{toVisibleText(name)}</code>,
      copy: name,
    },
    { id: 'size', label: common.size, ...useSizeItem(name, measured) },
    { id: 'driver', label: volumes.columns.driver, value: toVisibleText(driver) },
    { id: 'scope', label: texts.scope, value: toVisibleText(scope) },
    {
      id: 'mountpoint',
      label: texts.mountpoint,
      value: <code className="break-all">{toVisibleText(mountpoint)}</code>,
      copy: mountpoint,
    },
    createdAt === undefined
      ? { id: 'created', label: common.created, value: undefined, title: volumes.noCreated }
      : { id: 'created', label: common.created, value: format.dateTime(createdAt) },
    ...(compose ? [{ id: 'project', label: resources.project, value: toVisibleText(compose.project) }] : []),
  ];
  return (
    <SectionCard title={texts.facts}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};

interface Mounted {
  readonly container: ContainerSummary;
  readonly destination: string;
  readonly readOnly: boolean;
}

const MountsCard = ({ engineId, details, users }: VolumeOverviewProps) => {
  const messages = useMessages();
  const texts = messages.volumes.details;
  const rows = users.flatMap((container) =>
    container.mounts
      .filter((mount) => mount.type === 'volume' && mount.name === details.name)
      .map(({ destination, readOnly }): Mounted => ({ container, destination, readOnly })),
  );
  return (
    <SectionCard title={texts.mounts} aside={rows.length || undefined} flush>
      <SimpleTable
        label={texts.mounts}
        rows={rows}
        getId={({ container, destination }) => `${container.id} ${destination}`}
        empty={texts.noContainers}
        columns={[
          {
            id: 'container',
            header: texts.container,
            cell: ({ container }) => (
              <Link href={enginePath(engineId, 'containers', container.id)}>
                {toVisibleText(container.name)}
              </Link>
            ),
          },
          {
            id: 'state',
            header: messages.common.state,
            cell: ({ container }) => <StateBadge {...containerLook(messages, container)} />,
          },
          {
            id: 'destination',
            header: texts.mountedAt,
            cell: ({ destination }) => <code>{toVisibleText(destination)}</code>,
          },
          {
            id: 'mode',
            header: texts.mode,
            cell: (row) => (row.readOnly ? texts.readOnly : texts.readWrite),
          },
        ]}
      />
    </SectionCard>
  );
};

/** Everything that is known of a volume, as cards. */
export const VolumeOverview = (props: VolumeOverviewProps) => {
  const { details } = props;
  const { resources } = useMessages();
  const copy = useCopyLabels();
  return (
    <CardGrid>
      <FactsCard {...props} />
      <MountsCard {...props} />
      <SectionCard title={resources.options}>
        <PairList items={toPairs(details.options)} empty={resources.noOptions} labels={copy} />
      </SectionCard>
      <SectionCard title={resources.labels}>
        <PairList items={toPairs(details.labels)} empty={resources.noLabels} labels={copy} />
      </SectionCard>
    </CardGrid>
  );
};
