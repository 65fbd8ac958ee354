import { HardDriveUpload } from 'lucide-react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { Chip } from '../../components/chip';
import { CodeCell, LinkCell, MissingCell, TextCell, TimeCell } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { Link } from '../../components/link';
import { StateBadge } from '../../components/state-badge';
import { enginePath } from '../../lib/engine';
import type { Format, Messages } from '../../lib/messages';
import { containerLook } from '../../lib/resources/container-look';
import { formatPort } from '../../lib/resources/port-link';
import { PortLinks } from '../../lib/resources/port-links';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import { MountCount, NetworkLinks } from './container-cells';

type Column = DataColumn<ContainerSummary>;

export interface ColumnTools {
  readonly engineId: string;
  readonly messages: Messages;
  readonly format: Format;
  /** Bytes that containers wrote over their images, as far as they are known. */
  readonly written: ReadonlyMap<string, number>;
  /** More than this is marked. */
  readonly warnBytes: number;
}

function stateColumns({ messages, format }: ColumnTools): readonly Column[] {
  const { columns, engineStatus, noSince } = messages.containers;
  return [
    {
      id: 'state',
      header: columns.state,
      width: 136,
      value: (row) => containerLook(messages, row).label,
      searchText: (row) => `${containerLook(messages, row).label} ${row.state} ${row.health ?? ''}`,
      cell: (row) => (
        <StateBadge {...containerLook(messages, row)} title={engineStatus(toVisibleText(row.status))} />
      ),
    },
    {
      id: 'since',
      header: columns.since,
      width: 84,
      descendingFirst: true,
      value: (row) => row.stateSince,
      cell: (row) =>
        row.stateSince === undefined ? (
          <MissingCell reason={noSince} />
        ) : (
          <TimeCell at={row.stateSince} formatRelative={format.relative} formatExact={format.dateTime} />
        ),
    },
  ];
}

function connectionColumns({ messages, engineId }: ColumnTools): readonly Column[] {
  const { columns } = messages.containers;
  return [
    {
      id: 'ports',
      header: columns.ports,
      width: 150,
      grow: 1,
      value: (row) => row.ports.find((port) => port.hostPort !== undefined)?.hostPort,
      searchText: (row) => row.ports.map(formatPort).join(' '),
      cell: (row) => <PortLinks ports={row.ports} inList />,
    },
    {
      id: 'networks',
      header: columns.networks,
      width: 140,
      grow: 1,
      value: (row) => row.networks.map((network) => network.name).join(' '),
      cell: (row) => <NetworkLinks container={row} engineId={engineId} />,
    },
    {
      id: 'mounts',
      header: columns.mounts,
      width: 86,
      align: 'end',
      descendingFirst: true,
      value: (row) => row.mounts.length,
      searchText: (row) =>
        row.mounts.map(({ name, destination }) => `${name ?? ''} ${destination}`).join(' '),
      cell: (row) => <MountCount container={row} />,
    },
  ];
}

function writtenColumn({ messages, format, written, warnBytes }: ColumnTools): Column {
  const { column, unknown, over } = messages.changes.list;
  return {
    id: 'written',
    header: column,
    width: 96,
    align: 'end',
    descendingFirst: true,
    value: (row) => written.get(row.id),
    cell: (row) => {
      const bytes = written.get(row.id);
      if (bytes === undefined) return <MissingCell reason={unknown} />;
      if (bytes <= warnBytes) return <span title={format.exactBytes(bytes)}>{format.bytes(bytes)}</span>;
      return (
        <Chip tone="warn" icon={HardDriveUpload} title={over(format.bytes(warnBytes))}>
          {format.bytes(bytes)}
        </Chip>
      );
    },
  };
}

function originColumns({ messages, format }: ColumnTools): readonly Column[] {
  const { columns, noService } = messages.containers;
  return [
    {
      id: 'service',
      header: columns.service,
      width: 110,
      initiallyHidden: true,
      value: (row) => row.compose?.service,
      cell: (row) => (
        <TextCell
          text={row.compose?.service === undefined ? undefined : toVisibleText(row.compose.service)}
          missing={noService}
        />
      ),
    },
    {
      id: 'command',
      header: columns.command,
      width: 180,
      initiallyHidden: true,
      value: (row) => row.command,
      cell: (row) => <CodeCell text={toVisibleText(row.command)} />,
    },
    {
      id: 'created',
      header: columns.created,
      width: 92,
      descendingFirst: true,
      value: (row) => row.createdAt,
      cell: (row) => (
        <TimeCell at={row.createdAt} formatRelative={format.relative} formatExact={format.dateTime} />
      ),
    },
    {
      id: 'id',
      header: columns.id,
      width: 118,
      initiallyHidden: true,
      value: (row) => row.id,
      cell: (row) => <CodeCell text={toShortId(row.id)} title={row.id} />,
    },
  ];
}

/** Columns of the list of containers. */
export function containerColumns(tools: ColumnTools): readonly Column[] {
  const { engineId, messages } = tools;
  const { columns } = messages.containers;
  return [
    {
      id: 'name',
      header: columns.name,
      width: 180,
      grow: 2,
      required: true,
      value: (row) => row.name,
      cell: (row) => (
        <LinkCell href={enginePath(engineId, 'containers', row.id)} text={toVisibleText(row.name)} />
      ),
    },
    ...stateColumns(tools),
    {
      id: 'image',
      header: columns.image,
      width: 180,
      grow: 4,
      value: (row) => row.image,
      cell: (row) => (
        <Link
          href={enginePath(engineId, 'images', row.imageId)}
          tabIndex={-1}
          title={toVisibleText(row.image)}
          className="truncate"
        >
          {toVisibleText(row.image.startsWith('sha256:') ? toShortId(row.image) : row.image)}
        </Link>
      ),
    },
    ...connectionColumns(tools),
    writtenColumn(tools),
    ...originColumns(tools),
  ];
}
