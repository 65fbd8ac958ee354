import { Container, Copy, Ellipsis, Play, Square, Terminal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button';
import { Checkbox } from '../components/checkbox';
import { CommandPalette, type PaletteGroup } from '../components/command-palette';
import { ConfirmDialog } from '../components/confirm-dialog';
import { ContextMenu } from '../components/context-menu';
import { Dialog } from '../components/dialog';
import { DropdownMenu } from '../components/dropdown-menu';
import { Field } from '../components/field';
import { IconButton } from '../components/icon-button';
import type { MenuEntry } from '../components/menu-entry';
import { Popover } from '../components/popover';
import { TextInput } from '../components/text-input';
import { notify } from '../components/toaster';
import { GallerySection, Row } from './gallery-section';

const nothing = (): void => undefined;

export const demoMenu: readonly MenuEntry[] = [
  {
    kind: 'item',
    id: 'start',
    label: 'Start',
    icon: Play,
    onSelect: nothing,
    disabled: true,
    hint: 'It is running already',
  },
  { kind: 'item', id: 'stop', label: 'Stop', icon: Square, shortcut: 'S', onSelect: nothing },
  {
    kind: 'sub',
    id: 'copy',
    label: 'Copy',
    icon: Copy,
    entries: [
      { kind: 'item', id: 'copy-id', label: 'Id', onSelect: nothing },
      { kind: 'item', id: 'copy-run', label: 'As docker run', onSelect: nothing },
    ],
  },
  { kind: 'separator', id: 'line' },
  {
    kind: 'item',
    id: 'remove',
    label: 'Remove…',
    icon: Trash2,
    shortcut: 'Del',
    danger: true,
    onSelect: nothing,
  },
];

const groups: readonly PaletteGroup[] = [
  {
    id: 'go',
    label: 'Go to',
    items: [
      { id: 'containers', label: 'Containers', icon: Container, shortcut: 'G C', onSelect: nothing },
      { id: 'shop-api-1', label: 'shop-api-1', detail: 'shop/api:2.4.1', icon: Container, onSelect: nothing },
    ],
  },
  {
    id: 'do',
    label: 'Commands',
    items: [{ id: 'exec', label: 'Open a terminal in shop-api-1', icon: Terminal, onSelect: nothing }],
  },
];

const Menus = () => (
  <Row>
    <DropdownMenu trigger={<Button>Menu</Button>} entries={demoMenu} />
    <DropdownMenu trigger={<IconButton icon={Ellipsis} label="More" />} entries={demoMenu} />
    <ContextMenu entries={demoMenu}>
      <div className="rounded-md border border-dashed border-line-strong px-4 py-2">
        Press the right button here
      </div>
    </ContextMenu>
    <Popover label="View" trigger={<Button>Popover</Button>}>
      <Checkbox label="Show stopped containers" checked onChange={nothing} />
    </Popover>
  </Row>
);

const Dialogs = () => {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'typed' | undefined>(undefined);
  const [name, setName] = useState('shop-api-1');
  const close = (): void => setOpen(undefined);
  const labels = {
    confirm: 'Remove',
    cancel: 'Cancel',
    close: 'Close',
    failed: 'It could not be removed',
    typeToConfirm: (text: string) => `Type ${text} to confirm`,
  };
  return (
    <Row>
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <DropdownMenu
        trigger={<Button>Menu that opens a dialog</Button>}
        entries={[{ kind: 'item', id: 'rename', label: 'Rename…', onSelect: () => setOpen('dialog') }]}
      />
      <Button onClick={() => setOpen('confirm')}>Confirm</Button>
      <Button onClick={() => setOpen('typed')}>Typed confirmation that fails</Button>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title="Rename shop-api-1"
        description="The container keeps running."
        labels={{ close: 'Close' }}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" onClick={close}>
              Rename
            </Button>
          </>
        }
      >
        <Field label="New name">
          <TextInput value={name} onChange={setName} />
        </Field>
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm' || open === 'typed'}
        onOpenChange={close}
        title="Remove 3 containers?"
        description="This cannot be undone."
        consequences={[
          { id: 'lost', text: '214 MiB in their writable layers are lost.', tone: 'bad' },
          { id: 'stop', text: 'shop-api-1 is running and will be killed.' },
        ]}
        expectedText={open === 'typed' ? 'shop-api-1' : undefined}
        onConfirm={async () => {
          if (open === 'typed') throw new Error('removal of container 4f1c9b0d2a77 is already in progress');
        }}
        describeError={(error) => String(error)}
        labels={labels}
      />
    </Row>
  );
};

const PaletteAndNotices = () => {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  return (
    <Row>
      <Button onClick={() => setOpen(true)}>Command palette</Button>
      <Button onClick={() => notify('success', { title: 'shop-api-1 started' })}>Notice</Button>
      <Button
        onClick={() =>
          notify('error', {
            title: 'shop-api-1 could not be started',
            description: 'port is already allocated',
            action: { label: 'Details', onClick: nothing },
          })
        }
      >
        Error notice
      </Button>
      <CommandPalette
        open={open}
        onOpenChange={setOpen}
        query={query}
        onQueryChange={setQuery}
        groups={groups}
        labels={{
          title: 'Command palette',
          placeholder: 'Search or run a command',
          loading: 'Searching',
          empty: 'Nothing found',
        }}
      />
    </Row>
  );
};

export const OverlaysSection = () => (
  <GallerySection title="Overlays">
    <Menus />
    <Dialogs />
    <PaletteAndNotices />
  </GallerySection>
);
