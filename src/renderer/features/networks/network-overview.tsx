import type { NetworkInspection } from '../../../common/contract/networks';
import { CardGrid } from '../../components/detail-page';
import { KeyValueList } from '../../components/key-value-list';
import { Link } from '../../components/link';
import { PairList } from '../../components/pair-list';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toPairs } from '../../lib/resources/text-pairs';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';

export interface NetworkOverviewProps {
  readonly engineId: string;
  readonly details: NetworkInspection['details'];
}

const FactsCard = ({ details }: NetworkOverviewProps) => {
  const { common, networks, resources } = useMessages();
  const { columns, marks, noCreated } = networks;
  const format = useFormat();
  const copy = useCopyLabels();
  const { id, driver, scope, createdAt, compose } = details;
  const yesNo = (value: boolean): string => (value ? common.yes : common.no);
  const items = [
    { id: 'id', label: common.id, value: <code>{toShortId(id)}</code>, copy: id, title: id },
    { id: 'driver', label: columns.driver, value: toVisibleText(driver) },
    { id: 'scope', label: columns.scope, value: toVisibleText(scope) },
    ...(['internal', 'attachable', 'ipv6'] as const).map((mark) => ({
      id: mark,
      label: marks[mark].charAt(0).toUpperCase() + marks[mark].slice(1),
      value: yesNo(details[mark]),
      title: marks[`${mark}Text`],
    })),
    createdAt === undefined
      ? { id: 'created', label: common.created, value: undefined, title: noCreated }
      : { id: 'created', label: common.created, value: format.dateTime(createdAt) },
    ...(compose ? [{ id: 'project', label: resources.project, value: toVisibleText(compose.project) }] : []),
  ];
  return (
    <SectionCard title={networks.details.facts}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};

const AddressesCard = ({ details }: NetworkOverviewProps) => {
  const texts = useMessages().networks.details;
  return (
    <SectionCard title={texts.addresses} flush>
      <SimpleTable
        label={texts.addresses}
        rows={details.subnets}
        getId={({ subnet }) => subnet}
        empty={texts.noAddresses}
        columns={[
          { id: 'subnet', header: texts.subnet, cell: ({ subnet }) => <code>{toVisibleText(subnet)}</code> },
          {
            id: 'gateway',
            header: texts.gateway,
            cell: ({ gateway }) => <code>{gateway === undefined ? '–' : toVisibleText(gateway)}</code>,
          },
        ]}
      />
    </SectionCard>
  );
};

const EndpointsCard = ({ engineId, details }: NetworkOverviewProps) => {
  const texts = useMessages().networks.details;
  const { endpoints } = details;
  return (
    <SectionCard title={texts.endpoints} aside={endpoints.length || undefined} flush>
      <SimpleTable
        label={texts.endpoints}
        rows={endpoints}
        getId={({ containerId }) => containerId}
        empty={texts.noEndpoints}
        columns={[
          {
            id: 'container',
            header: texts.container,
            cell: ({ containerId, containerName }) => (
              <Link href={enginePath(engineId, 'containers', containerId)}>
                {toVisibleText(containerName)}
              </Link>
            ),
          },
          { id: 'ipv4', header: texts.ipv4, cell: ({ ipv4 }) => <code>{ipv4 || '–'}</code> },
          { id: 'ipv6', header: texts.ipv6, cell: ({ ipv6 }) => <code>{ipv6 || '–'}</code> },
          { id: 'mac', header: texts.mac, cell: ({ macAddress }) => <code>{macAddress || '–'}</code> },
        ]}
      />
    </SectionCard>
  );
};

/** Everything that is known of a network, as cards. */
export const NetworkOverview = (props: NetworkOverviewProps) => {
  const { details } = props;
  const { resources } = useMessages();
  const copy = useCopyLabels();
  return (
    <CardGrid>
      <FactsCard {...props} />
      <AddressesCard {...props} />
      <EndpointsCard {...props} />
      <SectionCard title={resources.options}>
        <PairList items={toPairs(details.options)} empty={resources.noOptions} labels={copy} />
      </SectionCard>
      <SectionCard title={resources.labels}>
        <PairList items={toPairs(details.labels)} empty={resources.noLabels} labels={copy} />
      </SectionCard>
    </CardGrid>
  );
};
