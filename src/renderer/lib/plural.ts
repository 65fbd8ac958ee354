/** Texts by plural category of the language; `other` is always needed. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

export type Plural = (count: number, forms: PluralForms) => string;

/** Chooses the form that a count takes in a language (CLDR plural rules). */
export function createPlural(locale: string): Plural {
  const rules = new Intl.PluralRules(locale);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}

export const pluralEn = createPlural('en');
export const pluralEs = createPlural('es');

const numbersEn = new Intl.NumberFormat('en');
const numbersEs = new Intl.NumberFormat('es', { useGrouping: 'min2' });

/** A count inside a sentence: 12,345. */
export const numberEn = (value: number): string => numbersEn.format(value);

/** A count inside a sentence: 12 345 and 12.345 depend on the region; Spanish groups from five digits on. */
export const numberEs = (value: number): string => numbersEs.format(value);
