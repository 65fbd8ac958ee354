import type {
  Settings,
  SettingsNotice,
  SettingsPatch,
  SettingsSnapshot,
} from '../../common/contract/settings';
import type { EstibaClient } from './client';
import type { Connection } from './connection';
import { createLiveStore, type LiveStore } from './live-store';

export interface SettingsState {
  /** False while the defaults stand in. */
  readonly loaded: boolean;
  readonly settings: Settings;
  /** Where the back end keeps them. */
  readonly file?: string;
  readonly notices: readonly SettingsNotice[];
}

/** What a new user has; the back end's answer replaces it. */
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  motion: 'system',
  engines: [],
  connectedEngineIds: [],
  tables: {},
  confirmations: { stop: false },
  layers: { fastPath: true },
  changes: { warnBytes: 100 * 1024 * 1024 },
  desktop: { closeToTray: false, notifications: true },
};

/** The settings after a patch, by the rules of settings.update: tables by name, the other groups by field. */
export function applyPatch(settings: Settings, patch: SettingsPatch): Settings {
  const { tables, confirmations, desktop, ...plain } = patch;
  return {
    ...settings,
    ...withoutUndefined(plain),
    tables: { ...settings.tables, ...tables },
    confirmations: { ...settings.confirmations, ...withoutUndefined(confirmations ?? {}) },
    desktop: { ...settings.desktop, ...withoutUndefined(desktop ?? {}) },
  };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Pause after the last change of a table before it is written, in milliseconds: a column is dragged in many steps. */
const tableDelay = 500;

/**
 * The settings as the page sees them: what the back end says, with the changes on their way already applied, so that
 * a switch moves when it is pressed.
 */
export class SettingsStore {
  readonly #client: EstibaClient;
  readonly #remote: LiveStore<SettingsState>;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #pending: readonly SettingsPatch[] = [];
  #state: SettingsState;

  constructor(client: EstibaClient, connection: Pick<Connection, 'whenOpen'>, initial: Partial<Settings>) {
    this.#client = client;
    const start: SettingsState = { loaded: false, settings: { ...defaultSettings, ...initial }, notices: [] };
    this.#state = start;
    this.#remote = createLiveStore<SettingsState, SettingsSnapshot>({
      initial: start,
      ready: (signal) => connection.whenOpen(signal),
      open: (signal) => watch(client, signal),
      reduce: (_state, snapshot) => ({ loaded: true, ...snapshot }),
      lost: (state) => state,
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    const leave = this.#remote.subscribe(this.#refresh);
    return () => {
      this.#listeners.delete(listener);
      leave();
    };
  };

  readonly getState = (): SettingsState => this.#state;

  /** Takes effect at once; rejects, and takes it back, when the back end could not keep it. */
  async update(patch: SettingsPatch): Promise<void> {
    this.#pending = [...this.#pending, patch];
    this.#refresh();
    try {
      await this.#client.settings.update(patch);
    } catch (thrown) {
      this.#drop(patch);
      throw thrown;
    }
    // The stream brings the same within moments; until then the patch stands in for it.
    setTimeout(() => this.#drop(patch), 1000);
  }

  /** As `update` for one table, written when it has not changed for a moment. */
  setTable(name: string, table: Settings['tables'][string], onError: (thrown: unknown) => void): void {
    const patch: SettingsPatch = { tables: { [name]: table } };
    clearTimeout(this.#timers.get(name));
    this.#pending = [...this.#pending, patch];
    this.#refresh();
    const write = (): void => {
      this.#timers.delete(name);
      this.update(patch).catch(onError);
      this.#pending = this.#pending.filter((one) => one.tables?.[name] === undefined || one === patch);
    };
    this.#timers.set(name, setTimeout(write, tableDelay));
  }

  #drop(patch: SettingsPatch): void {
    this.#pending = this.#pending.filter((one) => one !== patch);
    this.#refresh();
  }

  readonly #refresh = (): void => {
    const remote = this.#remote.getState();
    this.#state =
      this.#pending.length === 0
        ? remote
        : { ...remote, settings: this.#pending.reduce(applyPatch, remote.settings) };
    for (const listener of [...this.#listeners]) listener();
  };
}

async function* watch(client: EstibaClient, signal: AbortSignal): AsyncGenerator<SettingsSnapshot> {
  const changes = await client.settings.watch(undefined, { signal });
  yield await client.settings.get(undefined, { signal });
  yield* changes;
}
