import { cx } from 'class-variance-authority';
import { SegmentedControl } from '../../../components/segmented-control';
import { useFormat, useMessages } from '../../../lib/messages';
import { InstructionText } from './cells';
import type { LayerWaste, WasteGroup } from './waste-rules';

export interface WasteLayersProps {
  readonly items: readonly LayerWaste[];
  readonly group: WasteGroup;
  readonly onGroupChange: (group: WasteGroup) => void;
  /** The layer that the list is filtered by. */
  readonly chosen: number | undefined;
  readonly onChoose: (layer: number | undefined) => void;
}

const Bar = ({ share }: { readonly share: number }) => (
  <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunk">
    <span
      className="forced-fill block h-full rounded-full"
      style={{ width: `${Math.max(0.75, share * 100)}%`, background: 'var(--waste)' }}
    />
  </span>
);

/** Waste per layer as bars; a press shows the paths of that layer alone, a second one all again. */
export const WasteLayers = ({ items, group, onGroupChange, chosen, onChoose }: WasteLayersProps) => {
  const { waste, layer: layerName } = useMessages().findings;
  const format = useFormat();
  const largest = Math.max(1, ...items.map(({ bytes }) => bytes));
  return (
    <section aria-label={waste.perLayer} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-1.5 border-b border-line px-3 py-2">
        <SegmentedControl<WasteGroup>
          label={waste.group}
          value={group}
          onChange={onGroupChange}
          options={[
            { value: 'storedIn', label: waste.storedIn },
            { value: 'hiddenBy', label: waste.hiddenBy },
          ]}
        />
        <p className="m-0 text-sm text-ink-3">{group === 'storedIn' ? waste.storedText : waste.hiddenText}</p>
      </div>
      <ul className="m-0 min-h-0 flex-1 list-none overflow-auto p-0">
        {items.map(({ layer, bytes, createdBy }) => (
          <li key={layer}>
            <button
              type="button"
              aria-pressed={chosen === layer}
              title={format.exactBytes(bytes)}
              onClick={() => onChoose(chosen === layer ? undefined : layer)}
              className={cx(
                'focus-inset flex w-full flex-col gap-1 border-b border-line-2 px-3 py-2 text-left',
                chosen === layer ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <span className="flex w-full items-baseline justify-between gap-3">
                <span className={chosen === layer ? 'font-semibold' : 'font-medium'}>
                  {layerName(layer + 1)}
                </span>
                <span className="tabular shrink-0">{format.bytes(bytes)}</span>
              </span>
              <span className="w-full">
                <Bar share={bytes / largest} />
              </span>
              <span className="flex w-full min-w-0 text-ink-3">
                <InstructionText createdBy={createdBy} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
