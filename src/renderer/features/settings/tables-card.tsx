import type { Settings } from '../../../common/contract/settings';
import { Button } from '../../components/button';
import { SectionCard } from '../../components/section-card';
import { useFormat, useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useChangeSetting } from './change-setting';

/** Names of the tables whose columns the user has changed. */
export function changedTables(tables: Settings['tables']): readonly string[] {
  return Object.entries(tables)
    .filter(([, table]) => Object.values(table).some((part) => part !== undefined))
    .map(([name]) => name);
}

/** Columns of the lists, back to how they came. */
export const TablesCard = () => {
  const { settings: texts } = useMessages();
  const format = useFormat();
  const { settings } = useSettings();
  const change = useChangeSetting();
  const changed = changedTables(settings.tables);
  const names = changed.map((name) => texts.tableNames[name] ?? name);
  return (
    <SectionCard title={texts.tables}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-ink-2">
          {changed.length === 0 ? texts.tablesPlain : texts.tablesText(format.list(names))}
        </span>
        <Button
          disabled={changed.length === 0}
          onClick={() => change({ tables: Object.fromEntries(changed.map((name) => [name, {}])) })}
        >
          {texts.resetTables}
        </Button>
      </div>
    </SectionCard>
  );
};
