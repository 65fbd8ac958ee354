import {
  BytesCell,
  CodeCell,
  LinkCell,
  MissingCell,
  TextCell,
  TimeCell,
} from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { Link } from '../../components/link';
import { enginePath } from '../../lib/engine';
import type { Format, Messages } from '../../lib/messages';
import { toVolumeName } from '../../lib/resources/use-relations';
import { toVisibleText } from '../../lib/resources/visible-text';
import type { VolumeRow } from './volume-rules';

type Column = DataColumn<VolumeRow>;

export interface ColumnTools {
  readonly engineId: string;
  readonly messages: Messages;
  readonly format: Format;
  /** Size of the largest volume: the length of a whole bar. */
  readonly largest: number;
  /** Why a size is missing. */
  readonly missing: string;
}

function sizeColumn({ messages, format, largest, missing }: ColumnTools): Column {
  return {
    id: 'size',
    header: messages.volumes.columns.size,
    width: 170,
    align: 'end',
    descendingFirst: true,
    value: (row) => row.sizeBytes,
    cell: ({ sizeBytes }) =>
      sizeBytes === undefined ? (
        <MissingCell reason={missing} />
      ) : (
        <BytesCell
          text={format.bytes(sizeBytes)}
          exact={format.exactBytes(sizeBytes)}
          share={largest > 0 ? sizeBytes / largest : 0}
        />
      ),
  };
}

function usedByColumn({ messages, engineId }: ColumnTools): Column {
  const { volumes, resources } = messages;
  return {
    id: 'usedBy',
    header: volumes.columns.usedBy,
    width: 130,
    descendingFirst: true,
    value: (row) => row.users,
    cell: ({ volume, users }) =>
      users === 0 ? (
        <span className="text-ink-3">{resources.usedByCount(0)}</span>
      ) : (
        <Link
          tabIndex={-1}
          className="truncate"
          href={`${enginePath(engineId, 'volumes', volume.name)}?tab=relations`}
        >
          {resources.usedByCount(users)}
        </Link>
      ),
  };
}

function originColumns({ messages, format }: ColumnTools): readonly Column[] {
  const { columns, noCreated, noProject } = messages.volumes;
  return [
    {
      id: 'driver',
      header: columns.driver,
      width: 100,
      value: ({ volume }) => volume.driver,
      cell: ({ volume }) => <TextCell text={toVisibleText(volume.driver)} muted />,
    },
    {
      id: 'project',
      header: columns.project,
      width: 130,
      value: ({ volume }) => volume.compose?.project,
      cell: ({ volume }) => (
        <TextCell text={volume.compose && toVisibleText(volume.compose.project)} missing={noProject} muted />
      ),
    },
    {
      id: 'created',
      header: columns.created,
      width: 96,
      descendingFirst: true,
      value: ({ volume }) => volume.createdAt,
      cell: ({ volume: { createdAt } }) =>
        createdAt === undefined ? (
          <MissingCell reason={noCreated} />
        ) : (
          <TimeCell at={createdAt} formatRelative={format.relative} formatExact={format.dateTime} />
        ),
    },
    {
      id: 'mountpoint',
      header: columns.mountpoint,
      width: 240,
      grow: 2,
      initiallyHidden: true,
      value: ({ volume }) => volume.mountpoint,
      cell: ({ volume }) => <CodeCell text={toVisibleText(volume.mountpoint)} />,
    },
  ];
}

/** Columns of the list of volumes. */
export function volumeColumns(tools: ColumnTools): readonly Column[] {
  const { engineId, messages } = tools;
  const { columns, anonymous } = messages.volumes;
  return [
    {
      id: 'name',
      header: columns.name,
      width: 220,
      grow: 3,
      required: true,
      value: ({ volume }) => volume.name,
      cell: ({ volume }) => (
        <LinkCell
          href={enginePath(engineId, 'volumes', volume.name)}
          text={toVolumeName(volume.name)}
          detail={volume.anonymous ? anonymous : undefined}
        />
      ),
    },
    sizeColumn(tools),
    usedByColumn(tools),
    ...originColumns(tools),
  ];
}
