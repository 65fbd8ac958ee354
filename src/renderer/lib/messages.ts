import { createContext, useContext } from 'react';
import { en } from '../locales/en';
import { createFormat, type Format, type Locale } from './format';

/** The catalogue: texts, and functions where a text has parameters. A missing or extra key does not compile. */
export type Messages = typeof en;

export type { Format, Locale } from './format';

/** A language that is loaded. */
export interface LocaleBundle {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly format: Format;
}

const english: LocaleBundle = { locale: 'en', messages: en, format: createFormat('en') };

/** Given by MessagesProvider; English where there is none. */
export const LocaleContext = createContext<LocaleBundle>(english);

/** The language of a setting: `system` follows the browser's list, English when it has neither. */
export function resolveLocale(language: 'system' | Locale, preferred: readonly string[]): Locale {
  if (language !== 'system') return language;
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  return known.find((tag): tag is Locale => tag === 'en' || tag === 'es') ?? 'en';
}

/** Loads a catalogue. English is part of the program, the others come when they are asked for. */
export async function loadLocale(locale: Locale): Promise<LocaleBundle> {
  if (locale === 'en') return english;
  const { es } = await import('../locales/es');
  return { locale, messages: es, format: createFormat(locale) };
}

/** The texts of the language in use. */
export function useMessages(): Messages {
  return useContext(LocaleContext).messages;
}

export function useLocale(): Locale {
  return useContext(LocaleContext).locale;
}

/** Formats of the language in use. Relative times do not tick by themselves: see `useNow`. */
export function useFormat(): Format {
  return useContext(LocaleContext).format;
}
