import { EngineError } from './types';

/** The `filters` parameter: values per key, from `{"key":["a"]}` or the older `{"key":{"a":true}}`. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Throws what the engine answers for text that is no JSON object. */
export function parseFilters(text: string | null): Filters {
  if (text === null || text === '') return new Map();
  const filters = new Map<string, readonly string[]>();
  for (const [key, values] of Object.entries(parseObject(text))) {
    const list = Array.isArray(values) ? values : Object.keys(Object(values));
    filters.set(key, list.map(String));
  }
  return filters;
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Answered below, as for any other text that is no object.
  }
  throw new EngineError(500, `invalid character '${text[0]}' looking for beginning of value`);
}

/** True when no value was asked for, or any value matches. */
export function anyOf(filters: Filters, key: string, matches: (value: string) => boolean): boolean {
  const values = filters.get(key);
  return values === undefined || values.length === 0 || values.some(matches);
}

/** `label=name` and `label=name=value`; all of them must hold. */
export function hasLabels(filters: Filters, labels: Readonly<Record<string, string>> | undefined): boolean {
  return (filters.get('label') ?? []).every((wanted) => {
    const equals = wanted.indexOf('=');
    const name = equals < 0 ? wanted : wanted.slice(0, equals);
    if (labels === undefined || !Object.hasOwn(labels, name)) return false;
    return equals < 0 || labels[name] === wanted.slice(equals + 1);
  });
}
