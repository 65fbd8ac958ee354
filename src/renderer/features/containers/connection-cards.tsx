import type { ContainerDetails, ContainerMount, ContainerNetwork } from '../../../common/contract/containers';
import { Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { enginePath } from '../../lib/engine';
import { useFormat, useMessages } from '../../lib/messages';
import { distinctPorts, formatPort } from '../../lib/resources/port-link';
import { PortLinks } from '../../lib/resources/port-links';
import { toVolumeName } from '../../lib/resources/use-relations';
import { toVisibleText } from '../../lib/resources/visible-text';

interface CardProps {
  readonly details: ContainerDetails;
}

interface LinkedCardProps extends CardProps {
  readonly engineId: string;
}

/** Ports inside and where they are published. */
export const PortsCard = ({ details }: CardProps) => {
  const texts = useMessages().containers.details;
  return (
    <SectionCard title={texts.ports} aside={details.ports.length || undefined} flush>
      <SimpleTable
        label={texts.ports}
        rows={distinctPorts(details.ports)}
        getId={formatPort}
        empty={texts.noPorts}
        columns={[
          {
            id: 'container',
            header: texts.containerPort,
            cell: ({ containerPort, protocol }) => `${containerPort}/${protocol}`,
          },
          {
            id: 'host',
            header: texts.hostPort,
            cell: (port) => (port.hostPort === undefined ? texts.internal : <PortLinks ports={[port]} />),
          },
        ]}
      />
    </SectionCard>
  );
};

const MountSource = ({ mount, engineId }: { readonly mount: ContainerMount; readonly engineId: string }) => {
  const { type, name, source } = mount;
  if (type === 'volume' && name !== undefined) {
    return (
      <Link href={enginePath(engineId, 'volumes', name)} title={name}>
        {toVolumeName(name)}
      </Link>
    );
  }
  return source === undefined ? '–' : <code>{toVisibleText(source)}</code>;
};

/** Where data comes from that outlives the container. */
export const MountsCard = ({ details, engineId }: LinkedCardProps) => {
  const texts = useMessages().containers.details;
  return (
    <SectionCard title={texts.mounts} aside={details.mounts.length || undefined} flush>
      <SimpleTable
        label={texts.mounts}
        rows={details.mounts}
        getId={(mount) => mount.destination}
        empty={texts.noMounts}
        columns={[
          { id: 'type', header: texts.type, cell: (mount) => mount.type },
          {
            id: 'source',
            header: texts.source,
            cell: (mount) => <MountSource mount={mount} engineId={engineId} />,
          },
          {
            id: 'destination',
            header: texts.destination,
            cell: (mount) => <code>{toVisibleText(mount.destination)}</code>,
          },
          {
            id: 'mode',
            header: texts.mode,
            cell: (mount) => (mount.readOnly ? texts.readOnlyMode : texts.readWrite),
          },
        ]}
      />
    </SectionCard>
  );
};

/** Addresses, by network. */
export const NetworksCard = ({ details, engineId }: LinkedCardProps) => {
  const texts = useMessages().containers.details;
  const format = useFormat();
  const networkLink = ({ name, networkId }: ContainerNetwork) => (
    <Link href={enginePath(engineId, 'networks', networkId ?? name)}>{toVisibleText(name)}</Link>
  );
  const address = ({ ipv4, ipv6 }: ContainerNetwork) => [ipv4, ipv6].filter(Boolean).join(' ') || '–';
  return (
    <SectionCard
      title={texts.networks}
      aside={`${texts.networkMode}: ${toVisibleText(details.networkMode)}`}
      flush
    >
      <SimpleTable
        label={texts.networks}
        rows={details.networks}
        getId={(network) => network.name}
        empty={texts.noNetworks}
        columns={[
          { id: 'name', header: texts.network, cell: networkLink },
          { id: 'address', header: texts.ipv4, cell: (network) => <code>{address(network)}</code> },
          { id: 'mac', header: texts.mac, cell: ({ macAddress }) => <code>{macAddress ?? '–'}</code> },
          {
            id: 'aliases',
            header: texts.aliases,
            cell: ({ aliases }) => (aliases?.length ? format.list(aliases.map(toVisibleText)) : '–'),
          },
        ]}
      />
    </SectionCard>
  );
};
