import { Copy, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { NetworkSummary } from '../../../common/contract/networks';
import type { Command } from '../../components/command';
import { useMessages } from '../../lib/messages';
import { useCopyText } from '../../lib/resources/use-copy-text';
import { useKeyNames } from '../../lib/resources/use-key-names';
import { useOffline } from '../../lib/resources/use-offline';
import { CreateDialog } from './create-dialog';
import { RemoveDialog } from './remove-dialog';

type OpenDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'remove'; readonly targets: readonly NetworkSummary[] };

export interface NetworkCommands {
  /** Everything that can be done with these networks, also what cannot be done now, with the reason. */
  readonly commandsFor: (networks: readonly NetworkSummary[]) => readonly Command[];
  readonly remove: (networks: readonly NetworkSummary[]) => void;
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
  return <RemoveDialog engineId={engineId} targets={dialog.targets} onClose={onClose} />;
};

function useCommandsFor(remove: (networks: readonly NetworkSummary[]) => void) {
  const { networks: texts, resources } = useMessages();
  const offline = useOffline();
  const keyName = useKeyNames();
  const copy = useCopyText();
  return useCallback(
    (networks: readonly NetworkSummary[]): readonly Command[] => {
      const nothing = networks.length === 0 ? resources.selectFirst : undefined;
      const { predefined, allPredefined } = texts.reasons;
      const refused = networks.every((network) => network.predefined)
        ? networks.length === 1
          ? predefined
          : allPredefined
        : undefined;
      return [
        {
          id: 'copyId',
          title: resources.copyId,
          icon: Copy,
          disabled: nothing,
          run: () => copy(networks.map((network) => network.id).join('\n')),
        },
        {
          id: 'remove',
          title: texts.actions.remove,
          icon: Trash2,
          shortcut: 'Delete',
          keys: keyName('Delete'),
          danger: true,
          disabled: offline ?? nothing ?? refused,
          run: () => remove(networks),
        },
      ];
    },
    [texts, resources, offline, keyName, copy, remove],
  );
}

/** The actions of networks, for rows, selections and the detail page. */
export function useNetworkCommands(engineId: string): NetworkCommands {
  const { actions } = useMessages().networks;
  const offline = useOffline();
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined);
  const onClose = useCallback(() => setDialog(undefined), []);
  const remove = useCallback((targets: readonly NetworkSummary[]) => {
    if (targets.length > 0) setDialog({ kind: 'remove', targets });
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
  return { commandsFor, remove, create, dialogs: <Dialogs {...{ engineId, dialog, onClose }} /> };
}
