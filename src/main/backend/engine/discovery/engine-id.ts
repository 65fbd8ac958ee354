import { createHash } from 'node:crypto';

/** Ids that Estiba gives itself. */
export const defaultEngineId = 'default';
export const environmentEngineId = 'environment';
export const managedEngineId = 'managed';
export const optionEngineId = 'option';

const maxLength = 48;

/**
 * An id for a name, the same at every start: the name itself where it is one, else its letters and a few digits of its
 * hash, so that two names never share an id.
 */
export function toEngineId(name: string, reserved: ReadonlySet<string>): string {
  if (/^[a-z0-9][a-z0-9._-]*$/.test(name) && name.length <= maxLength && !reserved.has(name)) return name;
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxLength);
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${letters || 'engine'}-${hash}`;
}
