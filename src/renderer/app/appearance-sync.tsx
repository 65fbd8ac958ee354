import { useEffect } from 'react';
import { useHost } from '../lib/host-services';
import { useLocale } from '../lib/messages';
import { useSettings } from '../lib/preferences';
import { applyAppearance, writeAppearance } from './appearance';

/** Makes page, browser storage and native window look as the settings say. */
export const AppearanceSync = () => {
  const { settings, loaded } = useSettings();
  const { language, theme, motion } = settings;
  const locale = useLocale();
  const host = useHost();
  useEffect(() => {
    applyAppearance(document.documentElement, { theme, motion });
    if (loaded) writeAppearance(localStorage, { language, theme, motion });
  }, [language, theme, motion, loaded]);
  useEffect(() => {
    if (!loaded) return;
    // The native side knows no high contrast theme of ours: it follows the system's.
    const native = theme === 'contrast' ? 'system' : theme;
    host.setAppearance({ language: locale, theme: native }).catch(() => undefined);
  }, [host, locale, theme, loaded]);
  return undefined;
};
