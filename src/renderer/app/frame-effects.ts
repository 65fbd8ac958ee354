import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useEngine } from '../lib/engine';
import { useMessages } from '../lib/messages';
import { isCurrent } from './rail';
import { resourceNav, systemNav } from './routes';

/** Title of the window, and a place for the focus when a page has taken its own away with it. */
export function useFrameEffects(): void {
  const [path] = useLocation();
  const messages = useMessages();
  const engine = useEngine();
  const first = useRef(true);
  const entry = [...resourceNav, ...systemNav].find((one) => isCurrent(one, path));
  const parts = [
    entry?.label(messages),
    path.startsWith('/e/') ? engine?.name : undefined,
    messages.app.title,
  ];
  const title = parts.filter((part) => part !== undefined).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for every page, the address is the trigger.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('main-content')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);
}
