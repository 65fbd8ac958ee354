import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { keepActiveDescendant } from './active-descendant';
import { focusHomeOf } from './focus-home';
import type { Icon } from './icon';
import { Kbd } from './kbd';
import { Spinner } from './spinner';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Quieter text behind it: the image of a container, the page of a command. */
  readonly detail?: string | undefined;
  readonly icon?: Icon | undefined;
  readonly shortcut?: string | undefined;
  /** Further words it is found by, e.g. in the other language. */
  readonly keywords?: readonly string[] | undefined;
  readonly onSelect: () => void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

export interface CommandPaletteLabels {
  readonly title: string;
  readonly placeholder: string;
  readonly loading: string;
  readonly empty: string;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  readonly groups: readonly PaletteGroup[];
  readonly loading?: boolean | undefined;
  readonly labels: CommandPaletteLabels;
}

const Item = ({ item, onDone }: { readonly item: PaletteItem; readonly onDone: () => void }) => {
  const { icon: IconView } = item;
  return (
    <Command.Item
      value={item.id}
      keywords={[item.label, item.detail ?? '', ...(item.keywords ?? [])]}
      onSelect={() => {
        onDone();
        item.onSelect();
      }}
      className="flex h-8 select-none items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent-soft"
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-ink-3">
        {IconView ? <IconView aria-hidden size={15} /> : undefined}
      </span>
      <span className="truncate">{item.label}</span>
      {item.detail === undefined ? undefined : (
        <span className="truncate text-sm text-ink-3">{item.detail}</span>
      )}
      {item.shortcut === undefined ? undefined : (
        <span className="ml-auto">
          <Kbd keys={item.shortcut} />
        </span>
      )}
    </Command.Item>
  );
};

/** Words of the label count, the id never does: cmdk ranks keywords, so the value's own score is left out. */
const rank = (_value: string, search: string, keywords?: string[]): number => {
  const text = (keywords ?? []).join(' ').toLowerCase();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return text.startsWith(words[0] ?? '') ? 1 : 0.5;
};

/** Ctrl+K: everything that can be opened or done, found by typing. */
export const CommandPalette = (props: CommandPaletteProps) => {
  const { open, onOpenChange, query, onQueryChange, groups, loading, labels } = props;
  const home = useRef<HTMLElement | undefined>(undefined);
  const goHome = (event: Event): void => {
    event.preventDefault();
    home.current?.focus();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            home.current = focusHomeOf(document.activeElement);
          }}
          onCloseAutoFocus={goHome}
          className="fixed top-[12vh] left-1/2 z-40 flex w-150 max-w-[calc(100vw-32px)] -translate-x-1/2 animate-fade flex-col overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-dialog focus:outline-none"
        >
          <Dialog.Title className="sr-only">{labels.title}</Dialog.Title>
          <Command ref={keepActiveDescendant} label={labels.title} filter={rank} loop>
            <div className="flex items-center gap-2.5 border-b border-line-2 px-3.5">
              {loading ? <Spinner /> : <Search aria-hidden size={15} className="shrink-0 text-ink-3" />}
              <Command.Input
                value={query}
                onValueChange={onQueryChange}
                placeholder={labels.placeholder}
                className="h-11 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Command.List label={labels.title} className="max-h-[52vh] overflow-auto p-1.5">
              {loading ? (
                <Command.Loading>
                  <span className="block px-2.5 py-2 text-ink-3">{labels.loading}</span>
                </Command.Loading>
              ) : undefined}
              <Command.Empty className="px-2.5 py-6 text-center text-ink-2">{labels.empty}</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.id}
                  heading={group.label}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {group.items.map((item) => (
                    <Item key={item.id} item={item} onDone={() => onOpenChange(false)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
