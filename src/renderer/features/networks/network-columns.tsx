import { CodeCell, LinkCell, MissingCell, TextCell, TimeCell } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { Link } from '../../components/link';
import { enginePath } from '../../lib/engine';
import type { Format, Messages } from '../../lib/messages';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import { marksOf } from './marks-of';
import { NetworkMarks } from './network-marks';
import type { NetworkRow } from './network-rules';

type Column = DataColumn<NetworkRow>;

export interface ColumnTools {
  readonly engineId: string;
  readonly messages: Messages;
  readonly format: Format;
}

function addressColumns({ messages }: ColumnTools): readonly Column[] {
  const { columns, noSubnet } = messages.networks;
  const text = (parts: readonly (string | undefined)[]): string | undefined =>
    parts.filter(Boolean).join('  ') || undefined;
  return [
    {
      id: 'subnets',
      header: columns.subnets,
      width: 170,
      grow: 1,
      value: ({ network }) => text(network.subnets.map(({ subnet }) => subnet)),
      cell: ({ network }) => {
        const shown = text(network.subnets.map(({ subnet }) => subnet));
        return shown === undefined ? (
          <MissingCell reason={noSubnet} />
        ) : (
          <CodeCell text={toVisibleText(shown)} />
        );
      },
    },
    {
      id: 'gateway',
      header: columns.gateway,
      width: 120,
      initiallyHidden: true,
      value: ({ network }) => text(network.subnets.map(({ gateway }) => gateway)),
      cell: ({ network }) => {
        const shown = text(network.subnets.map(({ gateway }) => gateway));
        return shown === undefined ? (
          <MissingCell reason={noSubnet} />
        ) : (
          <CodeCell text={toVisibleText(shown)} />
        );
      },
    },
  ];
}

function usersColumn({ messages, engineId }: ColumnTools): Column {
  const { networks, resources, images } = messages;
  return {
    id: 'containers',
    header: networks.columns.containers,
    width: 140,
    descendingFirst: true,
    value: (row) => row.users,
    cell: ({ network, users, up }) =>
      users === 0 ? (
        <span className="text-ink-3">{resources.usedByCount(0)}</span>
      ) : (
        <Link
          tabIndex={-1}
          className="truncate"
          title={images.usedUp(up, users)}
          href={`${enginePath(engineId, 'networks', network.id)}?tab=relations`}
        >
          {resources.usedByCount(users)}
        </Link>
      ),
  };
}

function originColumns({ messages, format }: ColumnTools): readonly Column[] {
  const { columns, noCreated, noProject } = messages.networks;
  return [
    {
      id: 'project',
      header: columns.project,
      width: 130,
      initiallyHidden: true,
      value: ({ network }) => network.compose?.project,
      cell: ({ network }) => (
        <TextCell
          text={network.compose && toVisibleText(network.compose.project)}
          missing={noProject}
          muted
        />
      ),
    },
    {
      id: 'created',
      header: columns.created,
      width: 96,
      descendingFirst: true,
      value: ({ network }) => network.createdAt,
      cell: ({ network: { createdAt } }) =>
        createdAt === undefined ? (
          <MissingCell reason={noCreated} />
        ) : (
          <TimeCell at={createdAt} formatRelative={format.relative} formatExact={format.dateTime} />
        ),
    },
    {
      id: 'id',
      header: columns.id,
      width: 118,
      initiallyHidden: true,
      value: ({ network }) => network.id,
      cell: ({ network }) => <CodeCell text={toShortId(network.id)} title={network.id} />,
    },
  ];
}

function kindColumns({ messages }: ColumnTools): readonly Column[] {
  const { columns } = messages.networks;
  return [
    {
      id: 'driver',
      header: columns.driver,
      width: 90,
      value: ({ network }) => network.driver,
      cell: ({ network }) => <TextCell text={toVisibleText(network.driver)} muted />,
    },
    {
      id: 'scope',
      header: columns.scope,
      width: 80,
      value: ({ network }) => network.scope,
      cell: ({ network }) => <TextCell text={toVisibleText(network.scope)} muted />,
    },
  ];
}

function marksColumn({ messages }: ColumnTools): Column {
  const { columns, marks } = messages.networks;
  return {
    id: 'marks',
    header: columns.marks,
    width: 170,
    grow: 1,
    value: ({ network }) =>
      marksOf(network)
        .map((mark) => marks[mark])
        .join(' ') || undefined,
    cell: ({ network }) => (
      <span className="flex min-w-0 gap-1 truncate">
        <NetworkMarks network={network} />
      </span>
    ),
  };
}

/** Columns of the list of networks. */
export function networkColumns(tools: ColumnTools): readonly Column[] {
  const { engineId, messages } = tools;
  const { columns } = messages.networks;
  return [
    {
      id: 'name',
      header: columns.name,
      width: 180,
      grow: 2,
      required: true,
      value: ({ network }) => network.name,
      cell: ({ network }) => (
        <LinkCell href={enginePath(engineId, 'networks', network.id)} text={toVisibleText(network.name)} />
      ),
    },
    ...kindColumns(tools),
    ...addressColumns(tools),
    usersColumn(tools),
    marksColumn(tools),
    ...originColumns(tools),
  ];
}
