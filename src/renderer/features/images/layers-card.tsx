import { CopyButton } from '../../components/copy-button';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toShortId } from '../../lib/resources/visible-text';

/** The stack, newest on top, as the engine stores it. */
export const LayersCard = ({ diffIds }: { readonly diffIds: readonly string[] }) => {
  const texts = useMessages().images.details;
  const format = useFormat();
  const copy = useCopyLabels();
  const mark = (index: number): string | undefined => {
    if (index === diffIds.length - 1 && diffIds.length > 1) return texts.top;
    return index === 0 ? texts.base : undefined;
  };
  return (
    <SectionCard title={texts.layers} aside={texts.layerCount(diffIds.length)} flush>
      {diffIds.length === 0 ? <p className="m-0 px-3 py-2 text-ink-3">{texts.noLayers}</p> : undefined}
      <ol reversed className="m-0 list-none p-0">
        {diffIds
          .map((diffId, index) => ({ diffId, index }))
          .toReversed()
          .map(({ diffId, index }) => (
            <li
              // The same layer can lie in a stack twice: an empty one.
              key={`${index} ${diffId}`}
              className="flex min-h-7 items-center gap-3 border-b border-line-2 px-3"
            >
              <span className="tabular w-6 shrink-0 text-right text-ink-3">{format.number(index + 1)}</span>
              <code className="min-w-0 truncate" title={diffId}>
                {toShortId(diffId)}
              </code>
              <span className="text-sm text-ink-3">{mark(index)}</span>
              <span className="ml-auto">
                <CopyButton value={diffId} labels={{ ...copy, copy: `${copy.copy}: ${toShortId(diffId)}` }} />
              </span>
            </li>
          ))}
      </ol>
      {diffIds.length > 0 ? (
        <p className="m-0 px-3 py-1.5 text-sm text-ink-3">{texts.layersText}</p>
      ) : undefined}
    </SectionCard>
  );
};
