import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import {
  type Settings,
  type SettingsNotice,
  type SettingsPatch,
  type SettingsSnapshot,
  settings as settingsSchema,
} from '../../../common/contract/settings';
import { AppError, toAppError } from '../../../common/errors';
import { readTextFile, toFileError, writeFileAtomically } from './files';
import type { Platform } from './platform';
import {
  changeDocument,
  parseSettingsDocument,
  patchToChange,
  readSettings,
  type SettingsDocument,
  type SettingsMigration,
  type SettingsProblem,
  settingsMigrations,
} from './settings-document';

/** The user's settings: in memory for reading, in `settings.json` for keeping. */
export interface SettingsStore {
  readonly file: string;
  snapshot(): SettingsSnapshot;
  update(patch: SettingsPatch): Promise<SettingsSnapshot>;
  /**
   * Changes what `compute` gives back and keeps the rest; undefined takes a value away. One change after the other, each
   * on top of what is on disk at that time, so that a second Estiba's changes are kept.
   * @throws AppError resource_exhausted (disk full), permission_denied, failed_precondition (a newer version's file),
   * invalid_argument; then nothing has changed
   */
  change(compute: (settings: Settings) => Partial<Settings>): Promise<SettingsSnapshot>;
  /** Called after each change of settings or notices. Returns the way to stop. */
  subscribe(listener: (snapshot: SettingsSnapshot) => void): () => void;
}

export type SettingsStoreOptions = Pick<Platform, 'folders' | 'clock' | 'logger'> & {
  /** Default: this version's. */
  readonly migrations?: readonly SettingsMigration[];
};

interface Composed {
  readonly text: string;
  readonly document: SettingsDocument;
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
}

const maxFileBytes = 1024 * 1024;
const maxNotices = 20;

/** Reads the settings file. Never rejects: what cannot be read has its default, and a notice says so. */
export async function createSettingsStore(options: SettingsStoreOptions): Promise<SettingsStore> {
  const store = new FileSettingsStore(options);
  await store.load();
  return store;
}

class FileSettingsStore implements SettingsStore {
  readonly file: string;
  readonly #options: SettingsStoreOptions;
  readonly #listeners = new Set<(snapshot: SettingsSnapshot) => void>();
  #document: SettingsDocument;
  #settings: Settings = settingsSchema.parse({});
  #problems: readonly SettingsProblem[] = [];
  #notices: readonly SettingsNotice[] = [];
  #newerVersion: number | undefined;
  /** The file's text when it was read or written last; undefined when there was no file. */
  #lastText: string | undefined;
  #published = { settings: this.#settings, notices: this.#notices };
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsStoreOptions) {
    this.#options = options;
    this.#document = { version: this.#migrations.length + 1 };
    this.file = path.join(options.folders.config, 'settings.json');
  }

  async load(): Promise<void> {
    try {
      await this.#readDisk();
    } catch (thrown) {
      this.#notice('not_writable', `The settings cannot be read: ${toAppError(thrown).message}`);
    }
    this.#published = { settings: this.#settings, notices: this.#notices };
  }

  snapshot(): SettingsSnapshot {
    return { settings: this.#settings, file: this.file, notices: [...this.#notices] };
  }

  update(patch: SettingsPatch): Promise<SettingsSnapshot> {
    return this.change((settings) => patchToChange(settings, patch));
  }

  change(compute: (settings: Settings) => Partial<Settings>): Promise<SettingsSnapshot> {
    const result = this.#tail.then(() => this.#change(compute));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  subscribe(listener: (snapshot: SettingsSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #change(compute: (settings: Settings) => Partial<Settings>): Promise<SettingsSnapshot> {
    try {
      await this.#readDisk();
      this.#requireWritable();
      const change = compute(this.#settings);
      const next = this.#compose(change);
      if (JSON.stringify(next.document) !== JSON.stringify(this.#document)) {
        await this.#keepBadValues(Object.keys(change));
        await writeFileAtomically(this.file, next.text);
        this.#adopt(next);
      }
    } catch (thrown) {
      throw this.#explain(thrown);
    } finally {
      this.#publish();
    }
    return this.snapshot();
  }

  #compose(change: Partial<Settings>): Composed {
    const version = this.#migrations.length + 1;
    const document = { version, ...changeDocument(this.#document, change) };
    const { settings, problems } = readSettings(document);
    const bad = problems.find(({ key }) => key in change);
    if (bad) throw new AppError('invalid_argument', `the setting ${bad.key} is not valid: ${bad.why}`);
    const text = `${JSON.stringify(document, undefined, 2)}\n`;
    if (Buffer.byteLength(text) > maxFileBytes) {
      const details = { limit: maxFileBytes };
      throw new AppError('resource_exhausted', 'the settings have grown too large', { details });
    }
    return { text, document, settings, problems };
  }

  #adopt(next: Composed): void {
    this.#lastText = next.text;
    this.#document = next.document;
    this.#settings = next.settings;
    this.#problems = next.problems;
    this.#notices = this.#notices.filter(({ kind }) => kind !== 'not_writable');
  }

  /** Takes in what is on disk, unless it is what was seen last. A file that was taken away does not take values away. */
  async #readDisk(): Promise<void> {
    const text = await this.#readText();
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#newerVersion = undefined;
    this.#notices = this.#notices.filter(({ kind }) => kind !== 'newer_version');
    if (text === undefined) return;
    const parsed = parseSettingsDocument(text, this.#migrations);
    if (parsed.kind === 'unreadable') {
      await this.#putAside(parsed.why);
      return;
    }
    const { settings, problems } = readSettings(parsed.document);
    this.#document = parsed.document;
    this.#settings = settings;
    this.#problems = problems;
    this.#newerVersion = parsed.newerVersion;
    for (const { key, why } of problems) {
      this.#notice('corrupt', `The setting ${key} is not valid and has its default: ${why}`);
    }
    if (parsed.newerVersion === undefined) return;
    const version = `version ${parsed.newerVersion} of the settings`;
    this.#notice('newer_version', `A newer Estiba has written ${version}. Nothing is changed in that file.`);
  }

  async #readText(): Promise<string | undefined> {
    try {
      return await readTextFile(this.file, maxFileBytes);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.details?.limit === undefined) throw error;
      await this.#putAside(error.message);
      return undefined;
    }
  }

  async #putAside(why: string): Promise<void> {
    const keptAs = this.#nameForKeeping();
    try {
      await rename(this.file, keptAs);
    } catch (thrown) {
      this.#lastText = undefined;
      this.#notice('corrupt', `The settings file cannot be read (${why}).`);
      throw toFileError(thrown, `put aside ${this.file}`, this.file);
    }
    this.#lastText = undefined;
    this.#notice('corrupt', `The settings file could not be read (${why}) and was put aside.`, keptAs);
  }

  /** A value that is not understood may be the user's only copy of it: the file is kept before it is replaced. */
  async #keepBadValues(keys: readonly string[]): Promise<void> {
    if (!this.#problems.some(({ key }) => keys.includes(key))) return;
    const keptAs = this.#nameForKeeping();
    await copyFile(this.file, keptAs);
    this.#notice('corrupt', 'The settings file with values that are not valid was kept.', keptAs);
  }

  #nameForKeeping(): string {
    const time = new Date(this.#options.clock.now()).toISOString().replace(/[:.]/g, '-');
    return path.join(path.dirname(this.file), `settings.corrupt-${time}.json`);
  }

  #requireWritable(): void {
    if (this.#newerVersion === undefined) return;
    throw new AppError('failed_precondition', 'the settings file belongs to a newer version of Estiba', {
      details: { file: this.file, version: this.#newerVersion },
    });
  }

  /** Trouble with the disk is also a notice: the change may have come from somewhere that shows no errors. */
  #explain(thrown: unknown): AppError {
    const error = toFileError(thrown, `write ${this.file}`, this.file);
    if (error.code !== 'invalid_argument' && error.code !== 'failed_precondition') {
      this.#notice('not_writable', `The settings cannot be saved: ${error.message}`);
    }
    return error;
  }

  #notice(kind: SettingsNotice['kind'], message: string, keptAs?: string): void {
    const others = this.#notices.filter((notice) => notice.kind !== kind || notice.message !== message);
    const at = this.#options.clock.now();
    const notice = { kind, at, file: this.file, message, ...(keptAs ? { keptAs } : {}) };
    this.#notices = [...others, notice].slice(-maxNotices);
    this.#options.logger.warn(message, { kind, file: this.file, ...(keptAs ? { keptAs } : {}) });
  }

  #publish(): void {
    const isNew = this.#settings !== this.#published.settings || this.#notices !== this.#published.notices;
    if (!isNew) return;
    this.#published = { settings: this.#settings, notices: this.#notices };
    const snapshot = this.snapshot();
    for (const listener of this.#listeners) listener(snapshot);
  }

  get #migrations(): readonly SettingsMigration[] {
    return this.#options.migrations ?? settingsMigrations;
  }
}
