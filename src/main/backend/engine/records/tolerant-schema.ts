import { z } from 'zod';

/**
 * Field schemas for engine answers. Engines leave out, null or empty what they do not know; all three become
 * `undefined`, and an empty array or map where a collection is expected.
 */

/** A text, or undefined when it is absent, null or empty. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

export const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** A count of bytes, or undefined when it is absent, null or negative (-1: not computed). */
export const optionalSize = optionalNumber.transform((value) =>
  value !== undefined && value >= 0 ? value : undefined,
);

/** Absent is false. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** An image's id. Podman leaves out the algorithm in some answers. */
export const imageId = z.string().transform((id) => (/^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id));

export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((value): readonly z.output<Item>[] => value ?? []);
}

export function mapOf<Value extends z.ZodType>(value: Value) {
  return z
    .record(z.string(), value)
    .nullish()
    .transform((record): Readonly<Record<string, z.output<Value>>> => record ?? {});
}

/** Labels, options: text to text. A null value is an empty one. */
export const textMap = z
  .record(
    z.string(),
    z
      .string()
      .nullable()
      .transform((value) => value ?? ''),
  )
  .nullish()
  .transform((record): Record<string, string> => record ?? {});

export const textList = listOf(z.string()).transform((values) => [...values]);

/** A command line: a list, or (podman) one text, or null. */
export const commandLine = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((value): string[] => {
    if (value === undefined || value === null || value === '') return [];
    return typeof value === 'string' ? [value] : value;
  });

/**
 * An RFC 3339 time, or seconds since the epoch, in milliseconds. Go's zero time (year 1) and what cannot be read are
 * undefined.
 */
export const optionalTime = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    if (value === undefined || value === null) return undefined;
    const at = typeof value === 'number' ? value * 1000 : Date.parse(value);
    return Number.isFinite(at) && at > 0 ? at : undefined;
  });

/** The validated record beside the answer as it came. */
export function withRaw<Schema extends z.ZodType>(schema: Schema) {
  return z.unknown().transform((raw, context): { record: z.output<Schema>; raw: unknown } => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return { record: parsed.data, raw };
    for (const { message, path } of parsed.error.issues) {
      context.issues.push({ code: 'custom', message, path, input: raw });
    }
    return z.NEVER;
  });
}
