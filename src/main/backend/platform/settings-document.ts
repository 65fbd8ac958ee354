import {
  type Settings,
  type SettingsPatch,
  settings as settingsSchema,
} from '../../../common/contract/settings';

/** What stands in the file: the settings as they were written, and keys that this version does not know. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** Turns a document of one version into one of the next. */
export type SettingsMigration = (document: SettingsDocument) => SettingsDocument;

/** `settingsMigrations[0]` leads from version 1 to version 2, and so on. */
export const settingsMigrations: readonly SettingsMigration[] = [];

/** A file cannot be used at all. */
export interface UnreadableDocument {
  readonly kind: 'unreadable';
  readonly why: string;
}

export interface ReadDocument {
  readonly kind: 'read';
  /** Migrated to the present version. A newer one is left as it is. */
  readonly document: SettingsDocument;
  /** Set when the file was written by a newer Estiba: read what is understood, change nothing. */
  readonly newerVersion: number | undefined;
}

export function parseSettingsDocument(
  text: string,
  migrations: readonly SettingsMigration[] = settingsMigrations,
): ReadDocument | UnreadableDocument {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (parsed.kind === 'unreadable') return parsed;
  if (!isRecord(parsed.value)) return { kind: 'unreadable', why: 'it is not a JSON object' };
  const current = migrations.length + 1;
  const version = versionOf(parsed.value, current);
  if (version > current) return { kind: 'read', document: parsed.value, newerVersion: version };
  try {
    const due = migrations.slice(version - 1);
    const document = due.reduce((old, migrate) => migrate(old), parsed.value as SettingsDocument);
    return { kind: 'read', document: { ...document, version: current }, newerVersion: undefined };
  } catch (thrown) {
    return { kind: 'unreadable', why: `it cannot be brought to version ${current}: ${String(thrown)}` };
  }
}

function parseJson(text: string): { readonly kind: 'value'; readonly value: unknown } | UnreadableDocument {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (thrown) {
    return { kind: 'unreadable', why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** A version that is missing or no number was lost by hand-editing: the keys are judged one by one anyway. */
function versionOf(document: SettingsDocument, current: number): number {
  const { version } = document;
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : current;
}

export interface SettingsProblem {
  readonly key: string;
  readonly why: string;
}

/** The settings in a document. A key with a bad value has its default, and a problem; the others are not touched. */
export function readSettings(document: SettingsDocument): {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
} {
  const problems: SettingsProblem[] = [];
  const good: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    const result = schema.safeParse(Object.hasOwn(document, key) ? document[key] : undefined);
    if (result.success) good[key] = result.data;
    else problems.push({ key, why: result.error.issues[0]?.message ?? 'not valid' });
  }
  return { settings: settingsSchema.parse(good), problems };
}

/** The document with some settings changed. Unknown keys stay, also those inside of objects; undefined takes a key away. */
export function changeDocument(document: SettingsDocument, change: Partial<Settings>): SettingsDocument {
  const changed: Record<string, unknown> = { ...document };
  for (const [key, value] of Object.entries(change)) {
    const old = changed[key];
    if (value === undefined) delete changed[key];
    else changed[key] = isRecord(old) && isRecord(value) ? { ...old, ...value } : value;
  }
  return changed;
}

/** What a patch of the interface changes, given the present settings. */
export function patchToChange(settings: Settings, patch: SettingsPatch): Partial<Settings> {
  const { tables, confirmations, desktop, ...plain } = withoutUndefined(patch);
  return {
    ...plain,
    ...(tables ? { tables: { ...settings.tables, ...tables } } : {}),
    ...(confirmations ? { confirmations: { ...settings.confirmations, ...confirmations } } : {}),
    ...(desktop ? { desktop: { ...settings.desktop, ...withoutUndefined(desktop) } } : {}),
  };
}

type Defined<T> = { readonly [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Partial<Defined<T>> {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries) as Partial<Defined<T>>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
