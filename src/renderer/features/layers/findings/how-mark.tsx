import { CopyX, FolderX, Layers2, PencilLine, Replace, Trash2 } from 'lucide-react';
import type { HideReason } from '../../../../common/contract/layer-tree';
import type { Icon } from '../../../components/icon';
import { useMessages } from '../../../lib/messages';

const icons: Readonly<Record<HideReason, Icon>> = {
  overwritten: PencilLine,
  removed: Trash2,
  removed_with_directory: FolderX,
  opaque_directory: Layers2,
  replaced_by_other_type: Replace,
  duplicate_entry: CopyX,
};

/** How content came to be hidden: icon and word, the explanation on hover. */
export const HowMark = ({ how }: { readonly how: HideReason }) => {
  const texts = useMessages().findings;
  const IconView = icons[how];
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-ink-2" title={texts.howText[how]}>
      <IconView aria-hidden size={13} className="shrink-0 text-ink-3" />
      <span className="truncate">{texts.how[how]}</span>
    </span>
  );
};
