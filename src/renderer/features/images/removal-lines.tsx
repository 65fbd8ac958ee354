import type { ImageRemovalPreview } from '../../../common/contract/images';
import { ItemLines } from '../../components/item-lines';
import { useFormat, useMessages } from '../../lib/messages';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import { removalReason } from './removal-texts';

/** Images of a removal with what is particular about each. */
export const RemovalLines = ({ previews }: { readonly previews: readonly ImageRemovalPreview[] }) => {
  const messages = useMessages();
  const format = useFormat();
  return (
    <ItemLines
      label={messages.images.removeDialog.list}
      items={previews.map((preview) => {
        const name = preview.untags[0] ?? preview.target;
        return {
          id: preview.target,
          label: toVisibleText(/^(sha256:)?[0-9a-f]{64}$/.test(name) ? toShortId(name) : name),
          note: removalReason(messages, format, preview),
        };
      })}
    />
  );
};
