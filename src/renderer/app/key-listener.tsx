import { useEffect } from 'react';
import { isTyping } from '../components/shortcut-keys';
import { useActionRegistry } from '../lib/actions';
import { isModified, ShortcutMatcher } from '../lib/shortcuts';
import { useRunAction } from './run-action';

const openOverlay = '[role=dialog][data-state=open], [role=alertdialog][data-state=open]';
/** In these a letter means the entry that begins with it. Tabs and radio buttons take arrows only. */
const typeAhead = '[role=menu], [role=listbox]';

/** Keys that are meant for what has the focus, not for the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (document.querySelector(openOverlay)) return true;
  return event.target instanceof Element && event.target.closest(typeAhead) !== null;
}

/** Runs registered actions by their shortcuts. */
export const KeyListener = () => {
  const registry = useActionRegistry();
  const run = useRunAction();
  useEffect(() => {
    const matcher = new ShortcutMatcher();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isTaken(event)) return;
      const typing = isTyping(event.target);
      const bindings = registry
        .list()
        .flatMap(({ id, shortcut }) =>
          shortcut === undefined || (typing && !isModified(shortcut)) ? [] : [[id, shortcut] as const],
        );
      const outcome = matcher.press(event, bindings, Date.now());
      if (outcome.kind === 'none') return;
      event.preventDefault();
      if (outcome.kind === 'run') run(outcome.id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry, run]);
  return undefined;
};
