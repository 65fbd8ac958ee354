import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { SettingsPatch } from '../../common/contract/settings';
import { AppError } from '../../common/errors';
import type { SettingsState, SettingsStore } from './settings-store';

const SettingsContext = createContext<SettingsStore | undefined>(undefined);
export const SettingsProvider = SettingsContext.Provider;

function useStore(): SettingsStore {
  const store = useContext(SettingsContext);
  if (!store) throw new AppError('internal', 'there is no SettingsProvider above this component');
  return store;
}

export interface SettingsAccess extends SettingsState {
  /** Takes effect at once; rejects, and takes it back, when it could not be kept. */
  readonly update: (patch: SettingsPatch) => Promise<void>;
}

export function useSettings(): SettingsAccess {
  const store = useStore();
  const state = useSyncExternalStore(store.subscribe, store.getState);
  return useMemo(() => ({ ...state, update: (patch) => store.update(patch) }), [state, store]);
}

/** What the user changed about the columns of a table, in the form of the design system's ColumnLayout. */
export interface TableLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Pixels by column id. */
  readonly widths: Readonly<Record<string, number>>;
}

export interface TablePreferences {
  /** Undefined while the table is as it came: `<DataTable layout={layout} onLayoutChange={setLayout}>`. */
  readonly layout: TableLayout | undefined;
  readonly setLayout: (layout: TableLayout) => void;
  /** Back to how it came. */
  readonly reset: () => void;
}

/** Columns of one table, kept in the settings. `onError` is told when they could not be saved. */
export function useTablePreferences(
  tableName: string,
  onError: (thrown: unknown) => void = ignore,
): TablePreferences {
  const store = useStore();
  const { settings } = useSyncExternalStore(store.subscribe, store.getState);
  const table = settings.tables[tableName];
  const layout = useMemo(() => {
    if (!table || Object.values(table).every((part) => part === undefined)) return undefined;
    return { order: table.order ?? [], hidden: table.hidden ?? [], widths: table.widths ?? {} };
  }, [table]);
  const setLayout = useCallback(
    (next: TableLayout) => {
      const { order, hidden, widths } = next;
      store.setTable(tableName, { order: [...order], hidden: [...hidden], widths: { ...widths } }, onError);
    },
    [store, tableName, onError],
  );
  const reset = useCallback(() => store.setTable(tableName, {}, onError), [store, tableName, onError]);
  return { layout, setLayout, reset };
}

/** The layout stays as set for as long as the page lives; the disk's state is told by the settings page. */
function ignore(): void {
  // Nothing to say: the next change tries again.
}
