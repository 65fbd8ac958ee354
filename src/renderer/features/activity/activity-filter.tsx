import { SearchInput } from '../../components/search-input';
import { SegmentedControl } from '../../components/segmented-control';
import { Select } from '../../components/select';
import { Switch } from '../../components/switch';
import { useMessages } from '../../lib/messages';
import { useSearchState } from '../../lib/search-state';
import {
  type ActivityFilter,
  type ActivityKind,
  activityKinds,
  type ObjectType,
  objectTypes,
} from './activity-entries';

interface FilterState {
  readonly filter: ActivityFilter;
  readonly setKind: (kind: ActivityKind) => void;
  readonly setType: (type: ObjectType | 'every') => void;
  readonly setText: (text: string) => void;
  readonly setFailedOnly: (failedOnly: boolean) => void;
}

/** The filter lives in the address; what is not valid there counts as not set. */
export function useActivityFilter(): FilterState {
  const [kind, setKind] = useSearchState('kind', 'all');
  const [type, setType] = useSearchState('type', 'every');
  const [text, setText] = useSearchState('q', '');
  const [failed, setFailed] = useSearchState('failed', '');
  return {
    filter: {
      kind: activityKinds.find((known) => known === kind) ?? 'all',
      type: objectTypes.find((known) => known === type) ?? 'every',
      text,
      failedOnly: failed === '1',
    },
    setKind,
    setType,
    setText,
    setFailedOnly: (failedOnly) => setFailed(failedOnly ? '1' : ''),
  };
}

export interface ActivityFilterBarProps {
  readonly state: FilterState;
  readonly shown: number;
  readonly total: number;
}

/** Kind, object, words, failures. */
export const ActivityFilterBar = ({ state, shown, total }: ActivityFilterBarProps) => {
  const { activity, common } = useMessages();
  const { filter } = state;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2">
      <SearchInput
        value={filter.text}
        onChange={state.setText}
        shortcut="/"
        labels={{ search: activity.filter, clear: common.clearFilter }}
      />
      <SegmentedControl
        label={activity.show}
        value={filter.kind}
        options={activityKinds.map((value) => ({ value, label: activity[value] }))}
        onChange={state.setKind}
      />
      <Select
        fit
        label={activity.type}
        value={filter.type}
        options={[
          { value: 'every' as const, label: activity.everyType },
          ...objectTypes.map((value) => ({ value, label: activity.types[value] })),
        ]}
        onChange={state.setType}
      />
      <Switch label={activity.failedOnly} checked={filter.failedOnly} onChange={state.setFailedOnly} />
      <span role="status" className="tabular ml-auto text-sm text-ink-3">
        {activity.count(shown, total)}
      </span>
    </div>
  );
};
