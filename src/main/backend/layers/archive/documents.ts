import type { z } from 'zod';
import { AppError } from '../../../../common/errors';

/** Metadata larger than that is not read: real manifests and configurations have kilobytes. */
export const maxDocumentBytes = 8 * 1024 * 1024;

/** Where metadata is looked up: an archive, a folder, a content store, a registry. */
export interface DocumentStore {
  /** The bytes of a small file (`manifest.json`, `blobs/sha256/...`), or undefined when there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
}

/** @throws AppError not_found when it is not there, data_loss when it is malformed */
export async function readDocument<Schema extends z.ZodType>(
  store: DocumentStore,
  name: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const bytes = await store.get(name);
  if (!bytes) throw new AppError('data_loss', `${name} is missing`, { details: { file: name } });
  return parseDocument(bytes, name, schema);
}

/** @throws AppError data_loss */
export function parseDocument<Schema extends z.ZodType>(
  bytes: Uint8Array,
  name: string,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(bytes, name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('data_loss', `${name} is malformed: ${issue?.path.join('.')} ${issue?.message}`, {
    details: { file: name },
  });
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new AppError('data_loss', `${name} is no JSON`, { details: { file: name } });
  }
}
