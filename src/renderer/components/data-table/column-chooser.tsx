import { ChevronDown, ChevronUp, Columns3 } from 'lucide-react';
import { Button } from '../button';
import { IconButton } from '../icon-button';
import { Popover } from '../popover';
import { initialLayout, moveColumn, orderedIds, toggleColumn, toVisibility } from './column-layout';
import type { ColumnLayout, DataColumn } from './types';

export interface ColumnChooserLabels {
  readonly columns: string;
  readonly reset: string;
  readonly moveUp: (column: string) => string;
  readonly moveDown: (column: string) => string;
}

type Column = Pick<DataColumn<never>, 'id' | 'header' | 'width' | 'initiallyHidden' | 'required'>;

export interface ColumnChooserProps {
  readonly columns: readonly Column[];
  readonly layout: ColumnLayout;
  readonly onChange: (layout: ColumnLayout) => void;
  readonly labels: ColumnChooserLabels;
}

interface LineProps extends ColumnChooserProps {
  readonly column: Column;
  readonly visible: boolean;
}

const Line = ({ column, visible, columns, layout, onChange, labels }: LineProps) => (
  <li className="flex h-7 items-center gap-1">
    <label className="flex min-w-0 flex-1 items-center gap-2">
      <input
        type="checkbox"
        className="tick"
        checked={visible}
        disabled={column.required}
        onChange={(event) => onChange(toggleColumn(layout, column.id, event.target.checked))}
      />
      <span className="truncate">{column.header}</span>
    </label>
    <IconButton
      icon={ChevronUp}
      size="sm"
      tooltip="native"
      label={labels.moveUp(column.header)}
      disabled={!visible}
      onClick={() => onChange(moveColumn(columns, layout, column.id, -1))}
    />
    <IconButton
      icon={ChevronDown}
      size="sm"
      tooltip="native"
      label={labels.moveDown(column.header)}
      disabled={!visible}
      onClick={() => onChange(moveColumn(columns, layout, column.id, 1))}
    />
  </li>
);

/** Which columns are shown and in which order. */
export const ColumnChooser = (props: ColumnChooserProps) => {
  const { columns, layout, onChange, labels } = props;
  const visible = toVisibility(columns, layout.hidden);
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <Popover
      label={labels.columns}
      trigger={<IconButton icon={Columns3} label={labels.columns} variant="default" />}
    >
      <ul className="m-0 flex w-58 list-none flex-col p-0">
        {orderedIds(columns, layout.order).map((id) => {
          const column = byId.get(id);
          return column && <Line key={id} {...props} column={column} visible={visible[id] ?? true} />;
        })}
      </ul>
      <Button size="sm" variant="ghost" className="mt-2" onClick={() => onChange(initialLayout(columns))}>
        {labels.reset}
      </Button>
    </Popover>
  );
};
