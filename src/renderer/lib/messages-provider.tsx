import { type ReactNode, useEffect, useState } from 'react';
import { type Locale, type LocaleBundle, LocaleContext, loadLocale } from './messages';

export interface MessagesProviderProps {
  readonly locale: Locale;
  /** Already loaded before the first paint, so that no other language flashes up. */
  readonly initial: LocaleBundle;
  readonly children: ReactNode;
}

/** Gives texts and formats to everything below; a change of `locale` takes effect when its catalogue is there. */
export const MessagesProvider = ({ locale, initial, children }: MessagesProviderProps) => {
  const [bundle, setBundle] = useState(initial);
  useEffect(() => {
    let current = true;
    loadLocale(locale).then(
      (loaded) => {
        if (current) setBundle(loaded);
      },
      // The catalogue is a file of the program: without it the old language stays.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [locale]);
  useEffect(() => {
    document.documentElement.lang = bundle.locale;
  }, [bundle.locale]);
  return <LocaleContext.Provider value={bundle}>{children}</LocaleContext.Provider>;
};
