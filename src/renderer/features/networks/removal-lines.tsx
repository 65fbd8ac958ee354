import type { NetworkRemovalPreview } from '../../../common/contract/networks';
import { ItemLines } from '../../components/item-lines';
import { TextLink } from '../../components/link';
import { enginePath } from '../../lib/engine';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

export interface BlockedLinesProps {
  readonly engineId: string;
  readonly previews: readonly NetworkRemovalPreview[];
  readonly onLeave: () => void;
}

const Reason = ({
  preview,
  engineId,
  onLeave,
}: Omit<BlockedLinesProps, 'previews'> & {
  readonly preview: NetworkRemovalPreview;
}) => {
  const { removeDialog } = useMessages().networks;
  if (preview.predefined) return removeDialog.predefined;
  return (
    <>
      {removeDialog.connected}{' '}
      {preview.usedBy
        .filter((user) => user.running)
        .map((user) => (
          <TextLink
            key={user.id}
            href={enginePath(engineId, 'containers', user.id)}
            onClick={onLeave}
            className="mr-2"
          >
            {toVisibleText(user.name)}
          </TextLink>
        ))}
    </>
  );
};

/** Networks that the engine does not remove, and why. */
export const BlockedLines = ({ previews, engineId, onLeave }: BlockedLinesProps) => {
  const { removeDialog } = useMessages().networks;
  return (
    <ItemLines
      label={removeDialog.list}
      items={previews.map((preview) => ({
        id: preview.id,
        label: toVisibleText(preview.name),
        note: <Reason {...{ preview, engineId, onLeave }} />,
      }))}
    />
  );
};
