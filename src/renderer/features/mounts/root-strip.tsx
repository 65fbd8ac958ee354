import { Layers } from 'lucide-react';
import type { OverlayFolders, ShownMount } from '../../../common/contract/mounts';
import { Button } from '../../components/button';
import { CopyButton } from '../../components/copy-button';
import { toCssColor } from '../../components/tone';
import { useCopyLabels } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

const slabsShown = 12;

/** The stack that / is: the writable layer on top, below it those of the image. */
export const Slabs = ({ lowers }: { readonly lowers: number }) => (
  <span aria-hidden className="flex w-9 shrink-0 flex-col gap-px">
    <span className="forced-fill h-1.5 rounded-xs" style={{ background: toCssColor('waste') }} />
    {Array.from({ length: Math.min(lowers, slabsShown) }, (_, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: slabs are alike.
        key={index}
        className="forced-fill h-0.75 rounded-xs"
        style={{ background: toCssColor('c1'), opacity: 0.75 }}
      />
    ))}
  </span>
);

export interface RootStripProps {
  readonly overlay: OverlayFolders;
  readonly root: ShownMount | undefined;
  readonly onShow: () => void;
}

/** What / is made of, in one line. */
export const RootStrip = ({ overlay, root, onShow }: RootStripProps) => {
  const { mounts } = useMessages();
  const copy = useCopyLabels();
  return (
    <section
      aria-label={mounts.rootTitle}
      className="flex shrink-0 items-center gap-3 border-b border-line bg-panel px-4 py-2"
    >
      <Slabs lowers={overlay.lowers.length} />
      <div className="flex min-w-0 flex-1 flex-col">
        <span>
          {root?.readOnly
            ? mounts.rootReadOnly(overlay.lowers.length)
            : mounts.rootOver(overlay.lowers.length)}
        </span>
        <span className="flex min-w-0 items-center gap-1 text-sm text-ink-3">
          <span className="shrink-0">{mounts.folders.upper}:</span>
          <code className="truncate" title={toVisibleText(overlay.upper)}>
            {toVisibleText(overlay.upper)}
          </code>
          <CopyButton
            value={overlay.upper}
            labels={{ ...copy, copy: `${copy.copy}: ${mounts.folders.upper}` }}
          />
        </span>
      </div>
      <Button icon={Layers} onClick={onShow}>
        {mounts.showFolders}
      </Button>
    </section>
  );
};
