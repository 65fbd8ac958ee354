import type { ImageRemovalPreview } from '../../../common/contract/images';
import { assertNever } from '../../../common/errors';
import type { Format, Messages } from '../../lib/messages';
import { listNames } from '../../lib/resources/list-names';
import type { RemovalPlan } from './removal-plan';

interface Consequence {
  readonly id: string;
  readonly text: string;
  readonly tone: 'neutral' | 'info' | 'warn' | 'bad';
}

/** What the removal does, in the order of what it costs. */
export function consequencesOf(
  messages: Messages,
  format: Format,
  plan: RemovalPlan,
): readonly Consequence[] {
  const { removeDialog } = messages.images;
  const { untags, deletes, freedBytes, blocked } = plan;
  const deletion: readonly Consequence[] =
    deletes.length === 0
      ? [{ id: 'stays', tone: 'info', text: removeDialog.untagsOnly }]
      : [
          { id: 'deletes', tone: 'warn', text: removeDialog.deletes(deletes.length) },
          freedBytes === undefined
            ? { id: 'freed', tone: 'neutral', text: removeDialog.freesUnknown }
            : { id: 'freed', tone: 'info', text: removeDialog.frees(format.bytes(freedBytes)) },
        ];
  return [
    ...deletion,
    ...(untags.length === 0
      ? []
      : [
          {
            id: 'untags',
            tone: 'warn' as const,
            text: removeDialog.untags(untags.length, listNames(messages, format, untags)),
          },
        ]),
    ...(blocked.length === 0
      ? []
      : [{ id: 'blocked', tone: 'bad' as const, text: removeDialog.blockedSome(blocked.length) }]),
  ];
}

/** Why an image stays, or why its removal needs force. */
export function removalReason(messages: Messages, format: Format, preview: ImageRemovalPreview): string {
  const { removeDialog } = messages.images;
  const { blocked, needsForce, usedBy } = preview;
  const names = (users: ImageRemovalPreview['usedBy']): string =>
    listNames(
      messages,
      format,
      users.map((user) => user.name),
    );
  switch (blocked) {
    case 'running_container':
      return removeDialog.runningContainer(names(usedBy.filter((user) => user.running)));
    case 'child_images':
      return removeDialog.childImages;
    case undefined:
      break;
    default:
      return assertNever(blocked, 'reason');
  }
  switch (needsForce) {
    case 'several_references':
      return removeDialog.severalReferences;
    case 'stopped_container':
      return removeDialog.stoppedContainer(names(usedBy));
    case undefined:
      return '';
    default:
      return assertNever(needsForce, 'reason');
  }
}
