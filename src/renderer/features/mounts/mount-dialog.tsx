import type { OverlayFolders, ShownMount } from '../../../common/contract/mounts';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import { CopyButton } from '../../components/copy-button';
import { Dialog } from '../../components/dialog';
import { KeyValueList } from '../../components/key-value-list';
import { BareLink } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SizeBar } from '../../components/size-bar';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toPathId } from '../../lib/path-id';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { originIcons, roomTone, shareOf } from './mount-columns';

export interface MountDialogProps {
  readonly engineId: string;
  readonly containerId: string;
  readonly mount: ShownMount;
  /** Of /. */
  readonly overlay: OverlayFolders | undefined;
  readonly onClose: () => void;
}

const Room = ({ mount }: { readonly mount: ShownMount }) => {
  const { mounts } = useMessages();
  const format = useFormat();
  const { room, roomMissing } = mount;
  if (!room) return <>{roomMissing ? mounts.roomMissing[roomMissing] : mounts.noRoom}</>;
  const share = shareOf(room);
  if (share === undefined) return <>{mounts.noSize}</>;
  const reserved = Math.max(0, room.totalBytes - room.usedBytes - room.availableBytes);
  return (
    <div className="flex flex-col gap-1.5">
      <SizeBar
        label={mounts.columns.room}
        total={room.totalBytes}
        height="thick"
        legend
        segments={[
          {
            ...{ id: 'used', label: mounts.used, size: room.usedBytes },
            ...{ text: format.bytes(room.usedBytes), color: roomTone(share) },
          },
          {
            ...{ id: 'free', label: mounts.available, size: room.availableBytes },
            ...{ text: format.bytes(room.availableBytes), color: 'neutral', hatched: true },
          },
          ...(reserved > 0
            ? [
                {
                  ...{ id: 'reserved', label: mounts.reserved, size: reserved },
                  ...{ text: format.bytes(reserved), color: 'c6' as const },
                },
              ]
            : []),
        ]}
      />
      {room.files ? (
        <p className="m-0 text-sm text-ink-2">
          {mounts.files(format.number(room.files.total - room.files.free), format.number(room.files.total))}
        </p>
      ) : undefined}
    </div>
  );
};

const Folder = ({ label, path }: { readonly label: string; readonly path: string }) => {
  const copy = useCopyLabels();
  return (
    <li className="flex items-start gap-2 border-b border-line-2 py-0.5 last:border-0">
      <span className="w-24 shrink-0 py-0.5 text-ink-3">{label}</span>
      <code className="min-w-0 flex-1 py-0.5 text-sm [overflow-wrap:anywhere]">{toVisibleText(path)}</code>
      <CopyButton value={path} labels={{ ...copy, copy: `${copy.copy}: ${label}` }} />
    </li>
  );
};

/** Between the image and the writable layer Docker keeps places for what it mounts: /etc/hosts and its like. */
const dockersInit = /-init\/diff$/;

const Folders = ({ overlay }: { readonly overlay: OverlayFolders }) => {
  const { mounts } = useMessages();
  const { upper, lowers, work, merged } = overlay;
  const init = lowers.filter((path) => dockersInit.test(path));
  const layers = lowers.filter((path) => !dockersInit.test(path));
  return (
    <ul className="m-0 list-none p-0">
      <Folder label={mounts.folders.upper} path={upper} />
      {init.map((path) => (
        <Folder key={path} label={mounts.folders.init} path={path} />
      ))}
      {layers.map((path, index) => (
        <Folder key={path} label={mounts.folders.lower(index + 1)} path={path} />
      ))}
      {work === undefined ? undefined : <Folder label={mounts.folders.work} path={work} />}
      {merged === undefined ? undefined : <Folder label={mounts.folders.merged} path={merged} />}
    </ul>
  );
};

const Facts = ({ mount }: { readonly mount: ShownMount }) => {
  const { mounts } = useMessages();
  const labels = useCopyLabels();
  const { origin, source, name, fileSystem, readOnly, propagation, below } = mount;
  const IconView = originIcons[origin];
  const said = propagation && mounts.propagations[propagation];
  return (
    <KeyValueList
      labels={labels}
      items={[
        {
          id: 'origin',
          label: mounts.columns.origin,
          value: (
            <span className="inline-flex items-center gap-1.5">
              <IconView aria-hidden size={14} className="shrink-0 text-ink-3" />
              {below === undefined ? mounts.origins[origin].what : mounts.belowText(toVisibleText(below))}
            </span>
          ),
        },
        ...(name === undefined
          ? []
          : [{ id: 'name', label: mounts.origins.volume.name, value: toVisibleText(name), copy: name }]),
        {
          id: 'source',
          label: mounts.columns.source,
          value: source === undefined ? undefined : <code>{toVisibleText(source)}</code>,
          copy: source,
        },
        { id: 'fileSystem', label: mounts.columns.fileSystem, value: fileSystem },
        { id: 'mode', label: mounts.columns.mode, value: readOnly ? mounts.readOnly : mounts.readWrite },
        {
          id: 'propagation',
          label: mounts.columns.propagation,
          value: said && `${said.name}: ${said.what}`,
        },
      ]}
    />
  );
};

/** All of one mount: where it comes from, its room, its options, and of / the folders it is made of. */
export const MountDialog = ({ engineId, containerId, mount, overlay, onClose }: MountDialogProps) => {
  const { mounts, common } = useMessages();
  const { options, destination } = mount;
  const files = `${enginePath(engineId, 'containers', containerId)}?tab=files&path=${toPathId(destination)}`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={<code className="[overflow-wrap:anywhere]">{toInlineName(destination)}</code>}
      labels={{ close: common.close }}
      footer={
        mount.origin === 'system' ? undefined : (
          <Button asChild>
            <BareLink href={files}>{mounts.showFiles}</BareLink>
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <Facts mount={mount} />
        <SectionCard title={mounts.columns.room} level={3}>
          <Room mount={mount} />
        </SectionCard>
        {overlay && mount.origin === 'root' ? (
          <SectionCard title={mounts.foldersTitle} level={3}>
            <Folders overlay={overlay} />
          </SectionCard>
        ) : undefined}
        {options.length > 0 ? (
          <SectionCard title={mounts.columns.options} level={3}>
            <div className="flex flex-wrap gap-1.5">
              {options.map((option) => (
                <Chip key={option} mono>
                  {toVisibleText(option)}
                </Chip>
              ))}
            </div>
          </SectionCard>
        ) : undefined}
      </div>
    </Dialog>
  );
};
