/** An object as a user or a script may have named it. */
export interface NamedObject {
  readonly id: string;
  readonly name: string;
}

/**
 * The objects that were asked for, in their order and each once: by id, by name, or by the beginning of exactly one
 * id. What is not known stands for itself: the engine will say what is wrong with it.
 */
export function resolveObjects(asked: readonly string[], known: readonly NamedObject[]): NamedObject[] {
  const byId = new Map(known.map((object) => [object.id, object]));
  const byName = new Map(known.map((object) => [object.name, object]));
  const found = new Map<string, NamedObject>();
  for (const text of asked) {
    const object = byId.get(text) ?? byName.get(text) ?? byPrefix(text, known) ?? { id: text, name: text };
    if (!found.has(object.id)) found.set(object.id, { id: object.id, name: object.name });
  }
  return [...found.values()];
}

const shortestPrefix = 4;

function byPrefix(text: string, known: readonly NamedObject[]): NamedObject | undefined {
  if (text.length < shortestPrefix) return undefined;
  const matches = known.filter(({ id }) => id.startsWith(text) || id.startsWith(`sha256:${text}`));
  return matches.length === 1 ? matches[0] : undefined;
}
