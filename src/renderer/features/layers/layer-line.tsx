import { cx } from 'class-variance-authority';
import type { LayerSummary } from '../../../common/contract/layer-analysis';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { toInstruction } from './layer-rules';

export interface LayerLineProps {
  readonly id: string;
  readonly layer: LayerSummary;
  /** Bytes of the largest layer: the full width of the bar. */
  readonly largest: number;
  /** How many other images have it. */
  readonly users: number;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly onChoose: (layer: number) => void;
}

const Bar = ({ layer, largest }: Pick<LayerLineProps, 'layer' | 'largest'>) => {
  const stored = layer.storedBytes ?? 0;
  const wasted = layer.figures?.wastedBytes ?? 0;
  // What is not zero can be seen.
  const width = stored > 0 ? Math.max(0.8, (stored / largest) * 100) : 0;
  return (
    <span aria-hidden className="mt-1 flex h-2 overflow-hidden rounded-full bg-sunk">
      <span className="flex h-full overflow-hidden rounded-full" style={{ width: `${width}%` }}>
        <span className="forced-fill h-full flex-1 bg-c1" />
        <span
          className="forced-fill h-full bg-waste"
          style={{ width: `${stored > 0 ? (wasted / stored) * 100 : 0}%` }}
        />
      </span>
    </span>
  );
};

const Count = (props: {
  readonly sign: string;
  readonly count: number;
  readonly tone: string;
  readonly text: string;
}) =>
  props.count > 0 ? (
    <span className={`tabular whitespace-nowrap ${props.tone}`} title={props.text}>
      <span aria-hidden>{props.sign}</span>
      <span className="sr-only">{props.text}</span>
    </span>
  ) : undefined;

const Changes = ({ figures }: { readonly figures: NonNullable<LayerSummary['figures']> }) => {
  const { stack } = useMessages().layers;
  const format = useFormat();
  const { added, changed, removed, hides, wastedBytes } = figures;
  const sum = (counts: { readonly files: number; readonly directories: number }) =>
    counts.files + counts.directories;
  const text = (count: number) => format.number(count);
  const hidden = hides.reduce((total, { bytes }) => total + bytes, 0);
  const [first] = hides;
  return (
    <>
      <Count
        sign={`+ ${text(sum(added))}`}
        count={sum(added)}
        tone="text-ok"
        text={stack.added(text(sum(added)))}
      />
      <Count
        sign={`~ ${text(sum(changed))}`}
        count={sum(changed)}
        tone="text-warn"
        text={stack.changed(text(sum(changed)))}
      />
      <Count
        sign={`− ${text(sum(removed))}`}
        count={sum(removed)}
        tone="text-bad"
        text={stack.removed(text(sum(removed)))}
      />
      {wastedBytes > 0 ? (
        <span className="tabular whitespace-nowrap text-waste" title={format.exactBytes(wastedBytes)}>
          {stack.wasted(format.bytes(wastedBytes))}
        </span>
      ) : undefined}
      {first && hidden > 0 ? (
        <span className="tabular min-w-0 truncate">
          {hides.length === 1
            ? stack.hides(format.bytes(hidden), first.layer + 1)
            : stack.hidesSeveral(format.bytes(hidden), hides.length)}
        </span>
      ) : undefined}
    </>
  );
};

const Notes = ({ layer, users }: Pick<LayerLineProps, 'layer' | 'users'>) => {
  const { stack } = useMessages().layers;
  const format = useFormat();
  const problems = layer.problems.reduce((sum, { count }) => sum + count, 0);
  return (
    <span className="mt-0.5 flex min-h-4 flex-wrap gap-x-3 text-sm text-ink-3">
      {layer.state === 'waiting' ? <span>{stack.waiting}</span> : undefined}
      {layer.state === 'reading' ? <span>{stack.reading(format.bytes(layer.readBytes))}</span> : undefined}
      {layer.figures ? <Changes figures={layer.figures} /> : undefined}
      {users > 0 ? <span>{stack.sharedChip(users)}</span> : undefined}
      {layer.fromCache ? <span>{stack.fromCache}</span> : undefined}
      {problems > 0 ? <span className="text-warn">{stack.problems(problems)}</span> : undefined}
    </span>
  );
};

/** One layer of the stack. */
export const LayerLine = (props: LayerLineProps) => {
  const { id, layer, isChosen, isActive, onChoose } = props;
  const { stack } = useMessages().layers;
  const format = useFormat();
  const text = layer.createdBy === undefined ? undefined : toVisibleText(toInstruction(layer.createdBy));
  const stored = layer.storedBytes;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the list, which has the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and points here.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={() => onChoose(layer.number)}
      className={cx(
        'grid grid-cols-[24px_minmax(0,1fr)_auto] gap-x-2.5 border-b border-line-2 px-3 py-2',
        isChosen ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-hover',
        isActive &&
          'group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus',
      )}
    >
      <span className="tabular text-right text-ink-3">
        <span className="sr-only">{stack.layer(layer.number + 1)}</span>
        <span aria-hidden>{layer.number + 1}</span>
      </span>
      <code className="block truncate" title={text}>
        {text || <span className="text-ink-3">{stack.unknownInstruction}</span>}
      </code>
      <span
        className="tabular text-right font-medium"
        title={stored === undefined ? undefined : format.exactBytes(stored)}
      >
        {stored === undefined ? '–' : format.bytes(stored)}
      </span>
      <span className="col-span-2 col-start-2 min-w-0">
        <Bar {...props} />
        <Notes {...props} />
      </span>
    </div>
  );
};
