import { SlidersHorizontal } from 'lucide-react';
import type { WireError } from '../../../common/errors';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { Field } from '../../components/field';
import { Popover } from '../../components/popover';
import { SearchInput } from '../../components/search-input';
import { SegmentedControl } from '../../components/segmented-control';
import { Select } from '../../components/select';
import { TextInput } from '../../components/text-input';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { parseBytes } from './parse-bytes';
import { markOrder, syntaxes, type TreeControls } from './tree-filter';

export interface TreeToolbarProps {
  readonly controls: TreeControls;
  /** Absent: there is nothing to choose. */
  readonly onModeChange?: ((mode: string) => void) | undefined;
  /** Only single layers can be looked at: the others are being read. */
  readonly isPartial: boolean;
  readonly error: WireError | undefined;
  readonly onLeave: () => void;
}

const MoreFilters = ({ controls }: Pick<TreeToolbarProps, 'controls'>) => {
  const { tree, marks: names } = useMessages().layers;
  const { query, setMarks, setMinSize } = controls;
  const { marks, minSize, mode } = query;
  const isBad = minSize !== '' && parseBytes(minSize) === undefined;
  const active = (mode === 'final' ? 0 : marks.length) + (minSize === '' ? 0 : 1);
  const toggle = (mark: (typeof markOrder)[number], isOn: boolean): void => {
    setMarks(markOrder.filter((other) => (other === mark ? isOn : marks.includes(other))).join(','));
  };
  const clear = (): void => {
    setMarks('');
    setMinSize('');
  };
  return (
    <Popover
      label={tree.more}
      trigger={
        <Button icon={SlidersHorizontal} aria-pressed={active > 0}>
          {active > 0 ? tree.moreActive(active) : tree.more}
        </Button>
      }
    >
      {mode === 'final' ? undefined : (
        <fieldset className="m-0 mb-3 border-0 p-0">
          <legend className="mb-1 p-0 text-sm font-semibold text-ink-3">{tree.marks}</legend>
          {markOrder.map((mark) => (
            <Checkbox
              key={mark}
              label={names[mark]}
              checked={marks.includes(mark)}
              onChange={(isOn) => toggle(mark, isOn)}
            />
          ))}
        </fieldset>
      )}
      <Field label={tree.minSize} description={tree.minSizeHint} error={isBad ? tree.badSize : undefined}>
        <TextInput value={minSize} onChange={setMinSize} />
      </Field>
      {active > 0 ? (
        <div className="mt-3">
          <Button size="sm" onClick={clear}>
            {tree.clearAll}
          </Button>
        </div>
      ) : undefined}
    </Popover>
  );
};

const Views = ({ controls, onModeChange, isPartial }: TreeToolbarProps) => {
  const { tree } = useMessages().layers;
  const { query, setList } = controls;
  return (
    <>
      {onModeChange ? (
        <SegmentedControl
          label={tree.mode}
          value={query.mode}
          options={[
            { value: 'layer', label: tree.modes.layer },
            { value: 'upTo', label: tree.modes.upTo, disabled: isPartial },
            { value: 'final', label: tree.modes.final, disabled: isPartial },
          ]}
          onChange={onModeChange}
        />
      ) : undefined}
      <SegmentedControl
        label={tree.list}
        value={query.flat ? 'flat' : 'tree'}
        options={[
          { value: 'tree', label: tree.lists.tree },
          { value: 'flat', label: tree.lists.flat },
        ]}
        onChange={setList}
      />
    </>
  );
};

/** What of the image is listed, how, and by which filter. */
export const TreeToolbar = (props: TreeToolbarProps) => {
  const { controls, error, onLeave } = props;
  const { tree } = useMessages().layers;
  const { query, setText, setSyntax } = controls;
  return (
    <div className="shrink-0 border-b border-line">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <Views {...props} />
        <MoreFilters controls={controls} />
        <div className="flex min-w-[min(100%,300px)] flex-1 items-center gap-2">
          <SearchInput
            value={query.text}
            onChange={setText}
            labels={{ search: tree.filter, clear: tree.clear }}
            shortcut="/"
            onLeave={onLeave}
          />
          <div className="w-22 shrink-0">
            <Select
              label={tree.syntax}
              value={query.syntax}
              options={syntaxes.map((value) => ({ value, label: tree.syntaxes[value] }))}
              onChange={setSyntax}
            />
          </div>
        </div>
      </div>
      {error?.code === 'invalid_argument' ? (
        <p
          role="alert"
          className="m-0 border-t border-line-2 bg-bad-soft px-3 py-1 text-sm break-words text-bad"
        >
          {tree.badFilter} <code>{toVisibleText(error.message)}</code>
        </p>
      ) : undefined}
    </div>
  );
};
