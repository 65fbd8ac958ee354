import type { QueryValue } from './engine-api';

/**
 * A path of the Engine API with every inserted part encoded, so that a name can never leave its segment:
 * enginePath`/containers/${id}/json`. Slashes of a part are encoded, too, which the engine's router takes.
 */
export function enginePath(literals: TemplateStringsArray, ...parts: readonly string[]): string {
  return literals.reduce((path, literal, index) => path + encodeSegment(parts[index - 1] ?? '') + literal);
}

/** Dots alone would be taken as a step in the path by HTTP clients and routers. */
function encodeSegment(part: string): string {
  return part === '.' || part === '..' ? part.replaceAll('.', '%2E') : encodeURIComponent(part);
}

/** `?a=1&b=2` or nothing. Lists repeat their key, objects (filters) are sent as JSON. */
export function formatQuery(query: Readonly<Record<string, QueryValue | undefined>> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (isList(value)) for (const item of value) search.append(key, item);
    else search.append(key, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Array.isArray does not narrow readonly arrays. */
function isList(value: QueryValue): value is readonly string[] {
  return Array.isArray(value);
}
