import { BytesCell, CodeCell, MissingCell, TimeCell } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { Link } from '../../components/link';
import { enginePath } from '../../lib/engine';
import type { Format, Messages } from '../../lib/messages';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import { ImageNameCell } from './image-name-cell';
import { type ImageRow, imageName } from './image-rules';

type Column = DataColumn<ImageRow>;

export interface ColumnTools {
  readonly engineId: string;
  readonly messages: Messages;
  readonly format: Format;
  /** Size of the largest image: the length of a whole bar. */
  readonly largest: number;
}

function sizeColumn({ messages, format, largest }: ColumnTools): Column {
  return {
    id: 'size',
    header: messages.images.columns.size,
    width: 170,
    align: 'end',
    descendingFirst: true,
    value: ({ image }) => image.sizeBytes,
    cell: ({ image: { sizeBytes } }) => (
      <BytesCell
        text={format.bytes(sizeBytes)}
        exact={format.exactBytes(sizeBytes)}
        share={largest > 0 ? sizeBytes / largest : 0}
      />
    ),
  };
}

function usedByColumn({ messages, engineId }: ColumnTools): Column {
  const { images, resources } = messages;
  return {
    id: 'usedBy',
    header: images.columns.usedBy,
    width: 130,
    descendingFirst: true,
    value: (row) => row.users,
    cell: ({ image, users, up }) =>
      users === 0 ? (
        <span className="text-ink-3">{resources.usedByCount(0)}</span>
      ) : (
        <Link
          tabIndex={-1}
          className="truncate"
          title={images.usedUp(up, users)}
          href={`${enginePath(engineId, 'images', image.id)}?tab=relations`}
        >
          {resources.usedByCount(users)}
        </Link>
      ),
  };
}

function originColumns({ messages, format }: ColumnTools): readonly Column[] {
  const { columns, noCreated } = messages.images;
  return [
    {
      id: 'created',
      header: columns.created,
      width: 96,
      descendingFirst: true,
      value: ({ image }) => (image.createdAt > 0 ? image.createdAt : undefined),
      cell: ({ image: { createdAt } }) =>
        createdAt > 0 ? (
          <TimeCell at={createdAt} formatRelative={format.relative} formatExact={format.dateTime} />
        ) : (
          <MissingCell reason={noCreated} />
        ),
    },
    {
      id: 'id',
      header: columns.id,
      width: 118,
      value: ({ image }) => image.id,
      cell: ({ image }) => <CodeCell text={toShortId(image.id)} title={image.id} />,
    },
  ];
}

const toLabelText = ({ image }: ImageRow): string =>
  Object.entries(image.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join('  ');

function hiddenColumns({ messages }: ColumnTools): readonly Column[] {
  const { columns, noDigest } = messages.images;
  return [
    {
      id: 'labels',
      header: columns.labels,
      width: 160,
      grow: 1,
      initiallyHidden: true,
      value: toLabelText,
      cell: (row) => <CodeCell text={toVisibleText(toLabelText(row).slice(0, 400))} />,
    },
    {
      id: 'digest',
      header: columns.digest,
      width: 200,
      initiallyHidden: true,
      value: ({ image }) => image.digests[0],
      cell: ({ image: { digests } }) =>
        digests[0] === undefined ? (
          <MissingCell reason={noDigest} />
        ) : (
          <CodeCell text={toVisibleText(digests[0])} />
        ),
    },
  ];
}

/** Columns of the list of images. */
export function imageColumns(tools: ColumnTools): readonly Column[] {
  const { engineId, messages } = tools;
  return [
    {
      id: 'name',
      header: messages.images.columns.name,
      width: 240,
      grow: 3,
      required: true,
      value: ({ image }) => imageName(image),
      searchText: ({ image }) => [...image.tags, imageName(image), image.id].join(' '),
      cell: ({ image }) => <ImageNameCell image={image} href={enginePath(engineId, 'images', image.id)} />,
    },
    sizeColumn(tools),
    usedByColumn(tools),
    ...originColumns(tools),
    ...hiddenColumns(tools),
  ];
}
