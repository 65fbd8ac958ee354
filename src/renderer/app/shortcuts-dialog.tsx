import { Dialog } from '../components/dialog';
import { Kbd } from '../components/kbd';
import { useRegisteredShortcuts } from '../components/use-shortcut';
import { useActionList } from '../lib/actions';
import { useMessages } from '../lib/messages';
import { isMac } from '../lib/platform';
import { formatShortcut } from '../lib/shortcuts';
import { groupActions } from './group-actions';

interface Line {
  readonly keys: string;
  readonly text: string;
}

const Section = ({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) => (
  <section className="mb-4 break-inside-avoid">
    <h3 className="m-0 mb-1 text-sm font-semibold text-ink-3">{title}</h3>
    <dl className="m-0">
      {lines.map(({ keys, text }) => (
        <div
          key={`${keys} ${text}`}
          className="flex min-h-7 items-center justify-between gap-4 border-b border-line-2 last:border-0"
        >
          <dt className="min-w-0 truncate">{text}</dt>
          <dd className="m-0">
            <Kbd keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

/** Every key that does something now. */
export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { app, common } = useMessages();
  const actions = useActionList();
  const registered = useRegisteredShortcuts();
  const name = (shortcut: string): string => formatShortcut(shortcut, common.keys, isMac);
  const byGroup = groupActions(actions.filter((action) => action.shortcut !== undefined));
  const table: readonly Line[] = [
    { keys: app.shortcuts.arrows, text: app.shortcuts.rows },
    { keys: name('Enter'), text: app.shortcuts.enter },
    { keys: app.shortcuts.spaceKey, text: app.shortcuts.space },
    { keys: name('Delete'), text: app.shortcuts.remove },
    { keys: `${name('Shift')} F10`, text: app.shortcuts.menu },
    { keys: '/', text: app.shortcuts.filter },
  ];
  const more = registered.filter(({ keys }) => keys !== '/');
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={app.shortcuts.title}
      size="lg"
      labels={{ close: app.close }}
    >
      <div className="gap-8 sm:columns-2">
        {byGroup.map(({ group, items }) => (
          <Section
            key={group}
            title={group}
            lines={items.map(({ shortcut = '', title }) => ({ keys: name(shortcut), text: title }))}
          />
        ))}
        <Section title={app.shortcuts.tables} lines={table} />
        {more.length === 0 ? undefined : (
          <Section
            title={app.shortcuts.page}
            lines={more.map(({ keys, label }) => ({ keys, text: label }))}
          />
        )}
      </div>
    </Dialog>
  );
};
