import type { Settings } from '../../common/contract/settings';
import type { Locale } from '../lib/messages';
import { resolveLocale } from '../lib/messages';

/** What decides how the page looks; kept in the browser too, so that the first paint is already right. */
export type AppearanceSettings = Pick<Settings, 'language' | 'theme' | 'motion'>;

const storageName = 'estiba.appearance';
const languages: readonly unknown[] = ['system', 'en', 'es'];
const themes: readonly unknown[] = ['system', 'light', 'dark', 'contrast'];
const motions: readonly unknown[] = ['system', 'reduced'];

/** What the last visit used; whatever is not valid is left out. */
export function readAppearance(storage: Pick<Storage, 'getItem'>): Partial<AppearanceSettings> {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(storageName) ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    const { language, theme, motion } = parsed as Readonly<Record<string, unknown>>;
    return {
      ...(languages.includes(language) ? { language: language as Settings['language'] } : {}),
      ...(themes.includes(theme) ? { theme: theme as Settings['theme'] } : {}),
      ...(motions.includes(motion) ? { motion: motion as Settings['motion'] } : {}),
    };
  } catch {
    // Damaged or blocked storage: the system's appearance until the settings come.
    return {};
  }
}

export function writeAppearance(storage: Pick<Storage, 'setItem'>, appearance: AppearanceSettings): void {
  const { language, theme, motion } = appearance;
  try {
    storage.setItem(storageName, JSON.stringify({ language, theme, motion }));
  } catch {
    // Full or blocked storage only costs a flash at the next start.
  }
}

/** Tells the style sheets. Without an attribute they follow the system. */
export function applyAppearance(element: HTMLElement, { theme, motion }: Partial<AppearanceSettings>): void {
  if (theme === undefined || theme === 'system') delete element.dataset.theme;
  else element.dataset.theme = theme;
  if (motion === 'reduced') element.dataset.motion = 'off';
  else delete element.dataset.motion;
}

export function chooseLocale(language: Settings['language'] | undefined): Locale {
  return resolveLocale(language ?? 'system', navigator.languages);
}
