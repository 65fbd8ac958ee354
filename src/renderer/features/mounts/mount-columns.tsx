import { Box, Cpu, Database, FolderInput, Layers, MemoryStick, Settings2, Wrench } from 'lucide-react';
import type { FileSystemRoom, MountOrigin, ShownMount } from '../../../common/contract/mounts';
import { CodeCell, MissingCell, ShareBar } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import type { Icon } from '../../components/icon';
import { Link } from '../../components/link';
import type { Tone } from '../../components/tone';
import { enginePath } from '../../lib/engine';
import type { Format, Messages } from '../../lib/messages';
import { toVolumeName } from '../../lib/resources/use-relations';
import { toVisibleText } from '../../lib/resources/visible-text';

export const originIcons: Readonly<Record<MountOrigin, Icon>> = {
  root: Layers,
  volume: Database,
  bind: FolderInput,
  tmpfs: MemoryStick,
  image: Box,
  inside: Wrench,
  engine: Settings2,
  system: Cpu,
};

/** Used of what a process without privileges can ever use, as df(1) reckons it; undefined for what has no size. */
export function shareOf({ usedBytes, availableBytes }: FileSystemRoom): number | undefined {
  const whole = usedBytes + availableBytes;
  return whole > 0 ? usedBytes / whole : undefined;
}

const nearlyFull = 0.85;
const full = 0.95;

export function roomTone(share: number): Tone | 'c1' {
  if (share >= full) return 'bad';
  return share >= nearlyFull ? 'warn' : 'c1';
}

const RoomCell = ({ mount, input }: { readonly mount: ShownMount; readonly input: MountColumnInput }) => {
  const { format, messages } = input;
  const { room, roomMissing } = mount;
  const texts = messages.mounts;
  if (!room) return <MissingCell reason={roomMissing ? texts.roomMissing[roomMissing] : texts.noRoom} />;
  const share = shareOf(room);
  if (share === undefined) return <MissingCell reason={texts.noSize} />;
  const text = texts.roomFree(format.bytes(room.availableBytes));
  const title = texts.roomTitle(
    format.percent(share),
    format.bytes(room.usedBytes),
    format.bytes(room.availableBytes),
    format.bytes(room.totalBytes),
  );
  return (
    <span title={title} className="tabular flex w-full min-w-0 items-center gap-2">
      <ShareBar share={Math.max(0.01, share)} color={roomTone(share)} />
      <span className="min-w-24 shrink-0 text-right">{text}</span>
    </span>
  );
};

/** Where it comes from: a volume's page, a path or a device. */
export const MountSource = ({
  mount,
  engineId,
}: {
  readonly mount: ShownMount;
  readonly engineId: string;
}) => {
  const { name, source } = mount;
  if (name !== undefined) {
    return (
      <Link tabIndex={-1} href={enginePath(engineId, 'volumes', name)} title={name} className="truncate">
        {toVolumeName(name)}
      </Link>
    );
  }
  return source === undefined ? (
    <span className="text-ink-3">–</span>
  ) : (
    <CodeCell text={toVisibleText(source)} />
  );
};

export interface MountColumnInput {
  readonly engineId: string;
  readonly messages: Messages;
  readonly format: Format;
}

const Origin = ({ mount, messages }: { readonly mount: ShownMount; readonly messages: Messages }) => {
  const { origins, belowText } = messages.mounts;
  const IconView = originIcons[mount.origin];
  const { name, what } = origins[mount.origin];
  const title = mount.below === undefined ? what : belowText(toVisibleText(mount.below));
  return (
    <span title={title} className="flex min-w-0 items-center gap-1.5">
      <IconView aria-hidden size={14} className="shrink-0 text-ink-3" />
      <span className="truncate">{name}</span>
    </span>
  );
};

/** Columns of the mounts of a container. */
export function mountColumns(input: MountColumnInput): readonly DataColumn<ShownMount>[] {
  const { engineId, messages } = input;
  const { columns, origins, readOnly, readWrite, propagations, kernelOnly } = messages.mounts;
  return [
    {
      ...{ id: 'destination', header: columns.destination, width: 150, grow: 2, required: true },
      value: ({ destination }) => destination,
      cell: ({ destination }) => <CodeCell text={toVisibleText(destination)} />,
    },
    {
      ...{ id: 'origin', header: columns.origin, width: 98 },
      value: ({ origin }) => origins[origin].name,
      cell: (mount) => <Origin mount={mount} messages={messages} />,
    },
    {
      ...{ id: 'source', header: columns.source, width: 140, grow: 2 },
      value: ({ name, source }) => name ?? source,
      searchText: ({ name, source }) => `${name ?? ''} ${source ?? ''}`,
      cell: (mount) => <MountSource mount={mount} engineId={engineId} />,
    },
    {
      ...{ id: 'mode', header: columns.mode, width: 100 },
      value: (mount) => (mount.readOnly ? readOnly : readWrite),
    },
    {
      ...{ id: 'fileSystem', header: columns.fileSystem, width: 92 },
      value: ({ fileSystem }) => fileSystem,
      cell: ({ fileSystem }) =>
        fileSystem === undefined ? (
          <MissingCell reason={kernelOnly} />
        ) : (
          <span className="truncate" title={fileSystem}>
            {fileSystem}
          </span>
        ),
    },
    {
      ...{ id: 'room', header: columns.room, width: 210, minWidth: 160, grow: 1, descendingFirst: true },
      value: ({ room }) => (room ? shareOf(room) : undefined),
      searchText: () => '',
      cell: (mount) => <RoomCell mount={mount} input={input} />,
    },
    {
      ...{ id: 'propagation', header: columns.propagation, width: 110, initiallyHidden: true },
      value: ({ propagation }) => (propagation ? propagations[propagation].name : undefined),
    },
    {
      ...{ id: 'options', header: columns.options, width: 220, initiallyHidden: true },
      value: ({ options }) => options.join(','),
      cell: ({ options }) => <CodeCell text={toVisibleText(options.join(','))} />,
    },
  ];
}
