export interface JsonField {
  readonly name: string;
  readonly value: string;
}

/** Longer lines are no records that somebody reads. */
const maxLength = 64 * 1024;

/** The fields of a line that is one JSON object, nested ones by their path; undefined for any other line. */
export function readJsonFields(text: string): readonly JsonField[] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}') || trimmed.length > maxLength) return undefined;
  try {
    const fields: JsonField[] = [];
    collect(JSON.parse(trimmed), '', fields);
    return fields;
  } catch {
    return undefined;
  }
}

function collect(value: unknown, path: string, fields: JsonField[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fields.push({ name: path, value: typeof value === 'string' ? value : JSON.stringify(value) });
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const full = path === '' ? name : `${path}.${name}`;
    // Deep trees stay text.
    if (full.split('.').length > 4) fields.push({ name: full, value: JSON.stringify(inner) ?? '' });
    else collect(inner, full, fields);
  }
}

const messageNames: ReadonlySet<string> = new Set(['msg', 'message', '@message']);

/** The message first, then the other fields. */
export function orderFields(fields: readonly JsonField[]) {
  const message = fields.find(({ name }) => messageNames.has(name));
  return { message: message?.value, rest: fields.filter((field) => field !== message) };
}
