import { Copy, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { VolumeSummary } from '../../../common/contract/volumes';
import type { Command } from '../../components/command';
import { useMessages } from '../../lib/messages';
import { useCopyText } from '../../lib/resources/use-copy-text';
import { useKeyNames } from '../../lib/resources/use-key-names';
import { useOffline } from '../../lib/resources/use-offline';
import { CreateDialog } from './create-dialog';
import { RemoveDialog } from './remove-dialog';

type OpenDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'remove'; readonly names: readonly string[] };

export interface VolumeCommands {
  /** Everything that can be done with these volumes, also what cannot be done now, with the reason. */
  readonly commandsFor: (volumes: readonly VolumeSummary[]) => readonly Command[];
  readonly remove: (volumes: readonly VolumeSummary[]) => void;
  readonly create: Command;
  /** Must stand somewhere on the page. */
  readonly dialogs: ReactNode;
}

interface DialogsProps {
  readonly engineId: string;
  readonly dialog: OpenDialog | undefined;
  readonly onClose: () => void;
}

const Dialogs = ({ engineId, dialog, onClose }: DialogsProps) => {
  if (!dialog) return undefined;
  if (dialog.kind === 'create') return <CreateDialog engineId={engineId} onClose={onClose} />;
  return <RemoveDialog engineId={engineId} names={dialog.names} onClose={onClose} />;
};

function useCommandsFor(remove: (volumes: readonly VolumeSummary[]) => void) {
  const { volumes: texts, resources } = useMessages();
  const offline = useOffline();
  const keyName = useKeyNames();
  const copy = useCopyText();
  return useCallback(
    (volumes: readonly VolumeSummary[]): readonly Command[] => {
      const nothing = volumes.length === 0 ? resources.selectFirst : undefined;
      const lines = (of: (volume: VolumeSummary) => string): string => volumes.map(of).join('\n');
      return [
        {
          id: 'copyMountpoint',
          title: texts.actions.copyMountpoint,
          icon: Copy,
          disabled: nothing,
          run: () => copy(lines((volume) => volume.mountpoint)),
        },
        {
          id: 'remove',
          title: texts.actions.remove,
          icon: Trash2,
          shortcut: 'Delete',
          keys: keyName('Delete'),
          danger: true,
          disabled: offline ?? nothing,
          run: () => remove(volumes),
        },
      ];
    },
    [texts, resources, offline, keyName, copy, remove],
  );
}

/** The actions of volumes, for rows, selections and the detail page. */
export function useVolumeCommands(engineId: string): VolumeCommands {
  const { actions } = useMessages().volumes;
  const offline = useOffline();
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined);
  const onClose = useCallback(() => setDialog(undefined), []);
  const remove = useCallback((volumes: readonly VolumeSummary[]) => {
    if (volumes.length > 0) setDialog({ kind: 'remove', names: volumes.map((volume) => volume.name) });
  }, []);
  const commandsFor = useCommandsFor(remove);
  const create = useMemo<Command>(
    () => ({
      id: 'create',
      title: actions.create,
      icon: Plus,
      shortcut: 'c',
      disabled: offline,
      run: () => setDialog({ kind: 'create' }),
    }),
    [actions, offline],
  );
  const dialogs = <Dialogs {...{ engineId, dialog, onClose }} />;
  return { commandsFor, remove, create, dialogs };
}
