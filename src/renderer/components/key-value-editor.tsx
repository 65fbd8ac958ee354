import { Plus, Trash2 } from 'lucide-react';
import { Button } from './button';
import { IconButton } from './icon-button';
import {
  changeRow,
  type KeyValueRow,
  newRow,
  parsePastedPairs,
  removeRow,
  replaceWithPairs,
} from './key-value-rows';
import { TextInput } from './text-input';

export interface KeyValueLabels {
  readonly key: string;
  readonly value: string;
  readonly add: string;
  /** Name of the button that removes the row with this key. */
  readonly remove: (key: string) => string;
}

export interface KeyValueEditorProps {
  /** What the pairs are: the name of the group. */
  readonly label: string;
  readonly rows: readonly KeyValueRow[];
  readonly onChange: (rows: readonly KeyValueRow[]) => void;
  readonly labels: KeyValueLabels;
  /** Error of a row by its id. */
  readonly errors?: Readonly<Record<string, string>> | undefined;
}

type RowProps = Omit<KeyValueEditorProps, 'label'> & { readonly row: KeyValueRow };

const Row = ({ row, rows, onChange, labels, errors }: RowProps) => {
  const error = errors?.[row.id];
  const errorId = `${row.id}-error`;
  const paste = (event: React.ClipboardEvent): void => {
    const pairs = parsePastedPairs(event.clipboardData.getData('text/plain'));
    if (!pairs) return;
    event.preventDefault();
    onChange(replaceWithPairs(rows, row.id, pairs));
  };
  const wiring = { 'aria-invalid': error !== undefined || undefined, 'aria-describedby': error && errorId };
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-1.5">
        <TextInput
          mono
          aria-label={labels.key}
          placeholder={labels.key}
          value={row.key}
          onChange={(key) => onChange(changeRow(rows, row.id, { key }))}
          onPaste={paste}
          {...wiring}
        />
        <span aria-hidden className="text-ink-3">
          =
        </span>
        <TextInput
          mono
          aria-label={labels.value}
          placeholder={labels.value}
          value={row.value}
          onChange={(value) => onChange(changeRow(rows, row.id, { value }))}
        />
        <IconButton
          icon={Trash2}
          label={labels.remove(row.key)}
          variant="danger"
          tooltip="native"
          onClick={() => onChange(removeRow(rows, row.id))}
        />
      </div>
      {error === undefined ? undefined : (
        <p id={errorId} role="alert" className="m-0 text-sm text-bad">
          {error}
        </p>
      )}
    </li>
  );
};

/** Pairs such as labels, environment variables and driver options. Pasting `A=1` lines fills several rows. */
export const KeyValueEditor = (props: KeyValueEditorProps) => {
  const { label, rows, onChange, labels } = props;
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-1.5 border-0 p-0">
      <legend className="mb-1 p-0 font-medium text-ink-2">{label}</legend>
      {rows.length > 0 ? (
        <ul className="m-0 flex list-none flex-col gap-1.5 p-0">
          {rows.map((row) => (
            <Row key={row.id} {...props} row={row} />
          ))}
        </ul>
      ) : undefined}
      <Button size="sm" icon={Plus} className="self-start" onClick={() => onChange([...rows, newRow(rows)])}>
        {labels.add}
      </Button>
    </fieldset>
  );
};
