import { useEffect, useId, useMemo, useState } from 'react';
import type { LayerUsers } from '../../../common/contract/layer-analysis';
import { SegmentedControl } from '../../components/segmented-control';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { useSearchState } from '../../lib/search-state';
import { LayerFacts } from './layer-facts';
import { LayerLine } from './layer-line';
import { type StackStep, toInstruction } from './layer-rules';

export interface LayerStackProps {
  /** Base first. */
  readonly steps: readonly StackStep[];
  readonly users: LayerUsers | undefined;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

const Toolbar = ({
  order,
  onChange,
}: {
  readonly order: string;
  readonly onChange: (order: string) => void;
}) => {
  const { stack } = useMessages().layers;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <SegmentedControl
        label={stack.order}
        value={order === 'base' ? 'base' : 'top'}
        options={[
          { value: 'top', label: stack.topFirst },
          { value: 'base', label: stack.baseFirst },
        ]}
        onChange={onChange}
      />
      <span className="ml-auto flex items-center gap-1.5 text-sm text-ink-3">
        {stack.legendSize}
        <span aria-hidden className="forced-fill size-2.5 rounded-xs bg-waste" />
        {stack.legend}
      </span>
    </div>
  );
};

const MetadataLine = ({ text }: { readonly text: string }) => {
  const { stack } = useMessages().layers;
  const line = toVisibleText(toInstruction(text));
  return (
    <div className="flex items-center gap-2 border-b border-line-2 py-1 pr-3 pl-12 text-ink-3">
      <code className="min-w-0 flex-1 truncate text-sm" title={line}>
        {line}
      </code>
      <span className="shrink-0 text-xs">{stack.metadataOnly}</span>
    </div>
  );
};

const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Arrows move the active line, Enter and the space bar choose it. */
function useStackKeys(layers: readonly number[], chosen: number, onChoose: (layer: number) => void) {
  const [moved, setActive] = useState(chosen);
  const active = layers.includes(moved) ? moved : chosen;
  useEffect(() => setActive(chosen), [chosen]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const move = moves[event.key];
    const target = move ? layers[move(layers.indexOf(active), layers.length)] : undefined;
    if (move && target !== undefined) setActive(target);
    else if (event.key === 'Enter' || event.key === ' ') onChoose(active);
    else if (!move) return;
    event.preventDefault();
  };
  return { active, onKeyDown };
}

/** The stack of layers, and all that is known of the chosen one. */
export const LayerStack = ({ steps, users, chosen, onChoose }: LayerStackProps) => {
  const { stack } = useMessages().layers;
  const [order, setOrder] = useSearchState('order', 'top');
  const id = useId();
  const shown = useMemo(() => (order === 'base' ? steps : steps.toReversed()), [steps, order]);
  const layers = shown.flatMap((step) => (step.kind === 'layer' ? [step.layer] : []));
  const numbers = layers.map(({ number }) => number);
  const largest = Math.max(1, ...layers.map(({ storedBytes = 0 }) => storedBytes));
  const { active, onKeyDown } = useStackKeys(numbers, chosen, onChoose);
  const layer = layers.find(({ number }) => number === chosen);
  const usersOf = (number: number) => users?.find((entry) => entry.layer === number)?.images ?? [];
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <>
      <Toolbar order={order} onChange={setOrder} />
      <div
        role="listbox"
        aria-label={stack.label}
        aria-activedescendant={`${id}-${active}`}
        tabIndex={0}
        data-own-keys
        onKeyDown={onKeyDown}
        className="focus-inset group min-h-0 flex-1 overflow-auto"
      >
        {shown.map((step, at) =>
          step.kind === 'layer' ? (
            <LayerLine
              key={step.layer.number}
              id={`${id}-${step.layer.number}`}
              layer={step.layer}
              largest={largest}
              users={usersOf(step.layer.number).length}
              isChosen={step.layer.number === chosen}
              isActive={step.layer.number === active}
              onChoose={onChoose}
            />
          ) : (
            // Steps have no name of their own and keep their place.
            <MetadataLine key={`step ${order === 'base' ? at : shown.length - at}`} text={step.text} />
          ),
        )}
      </div>
      {layer ? <LayerFacts layer={layer} users={usersOf(chosen)} /> : undefined}
    </>
  );
};
