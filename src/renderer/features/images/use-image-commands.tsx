import { CirclePlay, Download, PackagePlus, Tag, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { ImageSummary } from '../../../common/contract/images';
import type { Command } from '../../components/command';
import type { MenuEntry } from '../../components/menu-entry';
import { useMessages } from '../../lib/messages';
import { useKeyNames } from '../../lib/resources/use-key-names';
import { useOffline } from '../../lib/resources/use-offline';
import { toVisibleText } from '../../lib/resources/visible-text';
import { runPath } from '../../lib/run-path';
import { ImageDialogs, type OpenDialog } from './image-dialogs';
import { imageName } from './image-rules';

export interface ImageCommands {
  /** Everything that can be done with these images, also what cannot be done now, with the reason. */
  readonly commandsFor: (images: readonly ImageSummary[]) => readonly Command[];
  /** A sub menu with the names of an image that has several: each can be taken away alone. */
  readonly untagMenu: (image: ImageSummary) => readonly MenuEntry[];
  readonly remove: (images: readonly ImageSummary[]) => void;
  /** Brings in an archive: the page's own command. */
  readonly bringIn: Command;
  readonly onFiles: (files: readonly File[]) => void;
  /** Must stand somewhere on the page. */
  readonly dialogs: ReactNode;
}

function useDialog(engineId: string) {
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined);
  const onClose = useCallback(() => setDialog(undefined), []);
  const remove = useCallback((images: readonly ImageSummary[]) => {
    const targets = images.map((image) => ({ target: image.id, name: imageName(image), isReference: false }));
    if (targets.length > 0) setDialog({ kind: 'remove', targets });
  }, []);
  const untag = useCallback((reference: string) => {
    setDialog({ kind: 'remove', targets: [{ target: reference, name: reference, isReference: true }] });
  }, []);
  const onFiles = useCallback((files: readonly File[]) => setDialog({ kind: 'bringIn', files }), []);
  return { setDialog, remove, untag, onFiles, dialogs: <ImageDialogs {...{ engineId, dialog, onClose }} /> };
}

function useCommandsFor(
  engineId: string,
  setDialog: (dialog: OpenDialog) => void,
  remove: (images: readonly ImageSummary[]) => void,
) {
  const { images: texts, resources } = useMessages();
  const offline = useOffline();
  const keyName = useKeyNames();
  const [, navigate] = useLocation();
  return useCallback(
    (images: readonly ImageSummary[]): readonly Command[] => {
      const [first] = images;
      const nothing = offline ?? (first ? undefined : resources.selectFirst);
      const { actions, reasons } = texts;
      return [
        {
          id: 'run',
          title: actions.run,
          icon: CirclePlay,
          shortcut: 'r',
          disabled: nothing ?? (images.length > 1 ? reasons.oneOnly : undefined),
          run: () => (first ? navigate(runPath(engineId, { image: first.tags[0] ?? first.id })) : undefined),
        },
        {
          id: 'tag',
          title: actions.tag,
          icon: Tag,
          shortcut: 't',
          disabled: nothing ?? (images.length > 1 ? reasons.oneOnly : undefined),
          run: () => (first ? setDialog({ kind: 'tag', image: first }) : undefined),
        },
        {
          id: 'save',
          title: actions.save,
          icon: Download,
          shortcut: 's',
          disabled: nothing,
          run: () => setDialog({ kind: 'save', images }),
        },
        {
          id: 'remove',
          title: actions.remove,
          icon: Trash2,
          shortcut: 'Delete',
          keys: keyName('Delete'),
          danger: true,
          disabled: nothing,
          run: () => remove(images),
        },
      ];
    },
    [texts, resources, offline, keyName, engineId, navigate, setDialog, remove],
  );
}

/** The actions of images, for rows, selections and the detail page. */
export function useImageCommands(engineId: string): ImageCommands {
  const { actions } = useMessages().images;
  const offline = useOffline();
  const { setDialog, remove, untag, onFiles, dialogs } = useDialog(engineId);
  const commandsFor = useCommandsFor(engineId, setDialog, remove);
  const untagMenu = useCallback(
    ({ tags }: ImageSummary): readonly MenuEntry[] => {
      if (tags.length < 2) return [];
      const entries = tags.map(
        (tag): MenuEntry => ({
          kind: 'item',
          id: tag,
          label: toVisibleText(tag),
          disabled: offline !== undefined,
          onSelect: () => untag(tag),
        }),
      );
      return [{ kind: 'sub', id: 'untag', label: actions.untag, icon: Tag, entries }];
    },
    [actions, offline, untag],
  );
  const bringIn = useMemo<Command>(
    () => ({
      id: 'bringIn',
      title: actions.bringIn,
      icon: PackagePlus,
      shortcut: 'l',
      disabled: offline,
      run: () => setDialog({ kind: 'bringIn', files: [] }),
    }),
    [actions, offline, setDialog],
  );
  return useMemo(
    () => ({ commandsFor, untagMenu, remove, bringIn, onFiles, dialogs }),
    [commandsFor, untagMenu, remove, bringIn, onFiles, dialogs],
  );
}
