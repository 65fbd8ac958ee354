import type { ImageRemovalPreview } from '../../../common/contract/images';
import { ItemLines } from '../../components/item-lines';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { removalReason } from './removal-texts';

export interface RemovalLinesProps {
  readonly previews: readonly ImageRemovalPreview[];
  /** What a target is called. */
  readonly nameOf: (target: string) => string;
}

/** Images of a removal with what is particular about each. */
export const RemovalLines = ({ previews, nameOf }: RemovalLinesProps) => {
  const messages = useMessages();
  const format = useFormat();
  return (
    <ItemLines
      label={messages.images.removeDialog.list}
      items={previews.map((preview) => ({
        id: preview.target,
        label: toVisibleText(nameOf(preview.target)),
        note: removalReason(messages, format, preview),
      }))}
    />
  );
};
