import { describe, expect, it } from 'vitest';
import { resolveLocale } from '../../../../src/renderer/lib/messages';
import { en } from '../../../../src/renderer/locales/en';
import { es } from '../../../../src/renderer/locales/es';

type Entry = readonly [path: string, value: unknown];

function flatten(value: unknown, path = ''): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, entry]) =>
    flatten(entry, path === '' ? key : `${path}.${key}`),
  );
}

const english = new Map(flatten(en));
const spanish = new Map(flatten(es));

/** Words that are the same in both languages, or names. */
const sharedWords =
  /^(|[^A-Za-zÀ-ÿ]*|Estiba|English|Español|General|Node\.js|No|ID|Error|TLS|API|Socket|cgroup|.*\b(CPU|docker|Ctrl|Alt)\b.*|.{1,3})$/;

describe('catalogues', () => {
  it('have the same keys', () => {
    expect([...spanish.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('have no empty text', () => {
    const empty = [...english, ...spanish].filter(([, value]) => value === '');
    expect(empty).toEqual([]);
  });

  it('take the same parameters', () => {
    for (const [path, value] of english) {
      const other = spanish.get(path);
      expect(typeof other, path).toBe(typeof value);
    }
  });

  it('leave no English sentence in Spanish', () => {
    const untranslated = [...english].filter(
      ([path, value]) =>
        typeof value === 'string' &&
        value.includes(' ') &&
        spanish.get(path) === value &&
        !sharedWords.test(value),
    );
    expect(untranslated.map(([path]) => path)).toEqual([]);
  });
});

describe('resolveLocale', () => {
  it.each([
    ['system', ['es-MX', 'en'], 'es'],
    ['system', ['fr', 'en-GB', 'es'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
    ['en', ['es'], 'en'],
    ['es', ['en'], 'es'],
  ] as const)('%s with %j is %s', (language, preferred, locale) => {
    expect(resolveLocale(language, preferred)).toBe(locale);
  });
});
