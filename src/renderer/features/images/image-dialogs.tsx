import type { ImageSummary } from '../../../common/contract/images';
import { assertNever } from '../../../common/errors';
import { BringInDialog } from './bring-in-dialog';
import { type RemovalTarget, RemoveDialog } from './remove-dialog';
import { SaveDialog } from './save-dialog';
import { TagDialog } from './tag-dialog';

/** The question that is open. */
export type OpenDialog =
  | { readonly kind: 'tag'; readonly image: ImageSummary }
  | { readonly kind: 'save'; readonly images: readonly ImageSummary[] }
  | { readonly kind: 'remove'; readonly targets: readonly RemovalTarget[] }
  | { readonly kind: 'bringIn'; readonly files: readonly File[] };

export interface ImageDialogsProps {
  readonly engineId: string;
  readonly dialog: OpenDialog | undefined;
  readonly onClose: () => void;
}

/** Asks what an action needs to know, or what would be lost by it. */
export const ImageDialogs = ({ engineId, dialog, onClose }: ImageDialogsProps) => {
  if (!dialog) return undefined;
  const own = { engineId, onClose };
  switch (dialog.kind) {
    case 'tag':
      return <TagDialog {...own} image={dialog.image} />;
    case 'save':
      return <SaveDialog {...own} images={dialog.images} />;
    case 'remove':
      return <RemoveDialog {...own} targets={dialog.targets} />;
    case 'bringIn':
      return <BringInDialog {...own} initialFiles={dialog.files} />;
    default:
      return assertNever(dialog);
  }
};
