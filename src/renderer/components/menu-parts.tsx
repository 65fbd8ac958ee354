import { cx } from 'class-variance-authority';
import { Check, ChevronRight } from 'lucide-react';
import type { ContextMenu as RadixContextMenu, DropdownMenu as RadixDropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { assertNever } from '../../common/errors';
import { Kbd } from './kbd';
import type { MenuCheck, MenuEntry, MenuGroup, MenuItem, MenuSub } from './menu-entry';

/** The parts of radix that both kinds of menu have, with the same props. */
type Parts = Pick<
  typeof RadixDropdownMenu & typeof RadixContextMenu,
  | 'Item'
  | 'CheckboxItem'
  | 'ItemIndicator'
  | 'Group'
  | 'Label'
  | 'Separator'
  | 'Sub'
  | 'SubTrigger'
  | 'SubContent'
  | 'Portal'
>;

export const menuContentClass =
  'z-50 max-h-(--radix-popper-available-height) min-w-44 max-w-90 animate-pop overflow-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-menu';

const itemClass =
  'flex min-h-7 select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-[disabled]:text-ink-3 data-[highlighted]:bg-accent-soft data-[state=open]:bg-hover';

const Body = ({
  icon: IconView,
  label,
  hint,
  trail,
}: Pick<MenuItem, 'icon' | 'label' | 'hint'> & { readonly trail?: ReactNode }) => (
  <>
    <span className="flex size-4 shrink-0 items-center justify-center">
      {IconView ? <IconView aria-hidden size={14} /> : undefined}
    </span>
    <span className="min-w-0 flex-1">
      <span className="block truncate">{label}</span>
      {hint === undefined ? undefined : <span className="block text-sm text-ink-3">{hint}</span>}
    </span>
    {trail}
  </>
);

const Item = ({ parts: M, entry }: { readonly parts: Parts; readonly entry: MenuItem }) => (
  <M.Item
    disabled={entry.disabled}
    onSelect={entry.onSelect}
    className={cx(itemClass, entry.danger && 'text-bad data-[highlighted]:bg-bad-soft')}
  >
    <Body {...entry} trail={entry.shortcut === undefined ? undefined : <Kbd keys={entry.shortcut} />} />
  </M.Item>
);

const CheckItem = ({ parts: M, entry }: { readonly parts: Parts; readonly entry: MenuCheck }) => (
  <M.CheckboxItem
    checked={entry.checked}
    disabled={entry.disabled}
    onCheckedChange={entry.onChange}
    // Several can be ticked in one go.
    onSelect={(event) => event.preventDefault()}
    className={itemClass}
  >
    <span className="flex size-4 shrink-0 items-center justify-center">
      <M.ItemIndicator>
        <Check aria-hidden size={14} />
      </M.ItemIndicator>
    </span>
    <span className="min-w-0 flex-1 truncate">{entry.label}</span>
  </M.CheckboxItem>
);

const Group = ({ parts: M, entry }: { readonly parts: Parts; readonly entry: MenuGroup }) => (
  <M.Group>
    <M.Label className="px-2 pt-1.5 pb-0.5 text-xs font-semibold text-ink-3">{entry.label}</M.Label>
    <MenuEntries parts={M} entries={entry.entries} />
  </M.Group>
);

const SubMenu = ({ parts: M, entry }: { readonly parts: Parts; readonly entry: MenuSub }) => (
  <M.Sub>
    <M.SubTrigger className={itemClass}>
      <Body
        icon={entry.icon}
        label={entry.label}
        trail={<ChevronRight aria-hidden size={13} className="text-ink-3" />}
      />
    </M.SubTrigger>
    <M.Portal>
      <M.SubContent sideOffset={2} className={menuContentClass}>
        <MenuEntries parts={M} entries={entry.entries} />
      </M.SubContent>
    </M.Portal>
  </M.Sub>
);

const Entry = ({ parts, entry }: { readonly parts: Parts; readonly entry: MenuEntry }): ReactNode => {
  switch (entry.kind) {
    case 'item':
      return <Item parts={parts} entry={entry} />;
    case 'check':
      return <CheckItem parts={parts} entry={entry} />;
    case 'group':
      return <Group parts={parts} entry={entry} />;
    case 'sub':
      return <SubMenu parts={parts} entry={entry} />;
    case 'separator':
      return <parts.Separator className="mx-1 my-1 h-px bg-line-2" />;
    default:
      return assertNever(entry);
  }
};

/** Renders entries with the parts of a dropdown or of a context menu. */
export const MenuEntries = ({
  parts,
  entries,
}: {
  readonly parts: Parts;
  readonly entries: readonly MenuEntry[];
}) => (
  <>
    {entries.map((entry) => (
      <Entry key={entry.id} parts={parts} entry={entry} />
    ))}
  </>
);
