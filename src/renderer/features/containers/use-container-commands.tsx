import {
  CirclePause,
  CirclePlay,
  CircleStop,
  Copy,
  Pencil,
  PencilRuler,
  RotateCw,
  ScrollText,
  Skull,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { ContainerSummary } from '../../../common/contract/containers';
import { assertNever } from '../../../common/errors';
import type { Command } from '../../components/command';
import { useCapabilities } from '../../lib/engine';
import { logsPath } from '../../lib/logs-path';
import { type Messages, useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useKeyNames } from '../../lib/resources/use-key-names';
import { useOffline } from '../../lib/resources/use-offline';
import { runPath } from '../../lib/run-path';
import { ContainerDialogs, type OpenDialog } from './container-dialogs';
import { eligible, type Refusal, refusalOf, type StateAction } from './container-rules';
import { useContainerJobs } from './use-container-jobs';

/** `F2` and `Delete` are where users look for them. Letters need Shift: a key pressed by mistake must stop nothing. */
const looks = [
  { action: 'start', icon: CirclePlay, shortcut: 'Shift+S' },
  { action: 'stop', icon: CircleStop, shortcut: 'Shift+X' },
  { action: 'restart', icon: RotateCw, shortcut: 'Shift+R' },
  { action: 'pause', icon: CirclePause, shortcut: 'Shift+P' },
  { action: 'unpause', icon: CirclePlay, shortcut: 'Shift+U' },
  { action: 'kill', icon: Skull, shortcut: 'Shift+K' },
  { action: 'rename', icon: Pencil, shortcut: 'F2' },
  { action: 'remove', icon: Trash2, shortcut: 'Delete' },
] as const;

function refusalText(messages: Messages, refusal: Refusal): string {
  const { reasons } = messages.containers;
  switch (refusal.kind) {
    case 'nothing':
      return messages.resources.selectFirst;
    case 'no_pause':
      return reasons.noPause;
    case 'one_only':
      return reasons.oneOnly;
    case 'state':
      return reasons.state(refusal.state);
    case 'none_of':
      return reasons.noneOf;
    default:
      return assertNever(refusal);
  }
}

/** What opens the form with a container in it. */
const forms = [
  { id: 'duplicate', icon: Copy, query: {} },
  { id: 'recreate', icon: PencilRuler, query: { mode: 'recreate' } },
] as const;

export interface ContainerCommands {
  /** Everything that can be done with these containers, also what cannot be done now, with the reason. */
  readonly commandsFor: (targets: readonly ContainerSummary[]) => readonly Command[];
  readonly run: (action: StateAction, targets: readonly ContainerSummary[]) => void;
  /** Must stand somewhere on the page. */
  readonly dialogs: ReactNode;
}

function useRunAction(engineId: string) {
  const jobs = useContainerJobs(engineId);
  const asksToStop = useSettings().settings.confirmations.stop;
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined);
  const run = useCallback(
    (action: StateAction, all: readonly ContainerSummary[]): void => {
      const targets = eligible(action, all);
      const [first] = targets;
      if (!first) return;
      if (action === 'kill' || action === 'remove') setDialog({ kind: action, targets });
      else if (action === 'rename') setDialog({ kind: 'rename', target: first });
      else if (action === 'stop' && asksToStop) setDialog({ kind: 'stop', targets });
      else jobs[action](targets);
    },
    [jobs, asksToStop],
  );
  const onClose = useCallback(() => setDialog(undefined), []);
  return { run, dialogs: <ContainerDialogs {...{ engineId, dialog, jobs, onClose }} /> };
}

/** The actions of containers, for rows, selections and the detail page. */
export function useContainerCommands(engineId: string): ContainerCommands {
  const messages = useMessages();
  const capabilities = useCapabilities();
  const offline = useOffline();
  const keyName = useKeyNames();
  const { run, dialogs } = useRunAction(engineId);
  const [, navigate] = useLocation();
  const stateCommands = useCallback(
    (targets: readonly ContainerSummary[]): readonly Command[] =>
      looks.map(({ action, icon, shortcut }) => {
        const refusal = refusalOf(action, targets, capabilities);
        return {
          id: action,
          title: messages.containers.actions[action],
          icon,
          shortcut,
          keys: keyName(shortcut),
          danger: action === 'remove' || action === 'kill',
          disabled: offline ?? (refusal && refusalText(messages, refusal)),
          run: () => run(action, targets),
        };
      }),
    [messages, capabilities, offline, keyName, run],
  );
  const commandsFor = useCallback(
    (targets: readonly ContainerSummary[]): readonly Command[] => {
      const [first] = targets;
      const reason = first ? messages.containers.reasons.oneOnly : messages.resources.selectFirst;
      const open = forms.map(
        ({ id, icon, query }): Command => ({
          id,
          title: messages.containers.actions[id],
          icon,
          disabled: offline ?? (targets.length === 1 ? undefined : reason),
          run: () => (first ? navigate(runPath(engineId, { from: first.id, ...query })) : undefined),
        }),
      );
      const logs: Command = {
        id: 'logs',
        title: messages.logs.merged.open,
        icon: ScrollText,
        disabled: offline ?? (first ? undefined : messages.resources.selectFirst),
        run: () =>
          navigate(
            logsPath(
              engineId,
              targets.map(({ id }) => id),
            ),
          ),
      };
      return [...stateCommands(targets), logs, ...open];
    },
    [stateCommands, messages, offline, navigate, engineId],
  );
  return useMemo(() => ({ commandsFor, run, dialogs }), [commandsFor, run, dialogs]);
}
