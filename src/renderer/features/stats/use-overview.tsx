import { Gauge, Pause, Play } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { ContainerSummary } from '../../../common/contract/containers';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { CommandLine } from '../../components/command-line';
import { EmptyState } from '../../components/empty-state';
import { BareLink } from '../../components/link';
import { ResourceList } from '../../components/resource-list';
import { enginePath, useEngineId } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useContainers } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { isUp } from '../../lib/resources/relations';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { toVisibleText } from '../../lib/resources/visible-text';
import type { ContainerUse, EngineUse } from './engine-state';
import { useEngineUse } from './stats-stores';
import { columnsOfUse, type UseRow } from './use-columns';
import { useStatsFormat } from './use-stats-format';
import { UseTotals } from './use-totals';

const getId = (row: UseRow): string => row.id;
const getName = (row: UseRow): string => row.name;

function toRow(container: ContainerSummary, use: ContainerUse | undefined): UseRow {
  const { id, name, image, compose } = container;
  const project = compose?.project;
  return {
    id,
    name: toVisibleText(name),
    image,
    project: project === undefined ? undefined : toVisibleText(project),
    use,
  };
}

/** A row object stays the same until its container or its numbers change: only then is its row drawn again. */
function createRowMaker(): (container: ContainerSummary, use: ContainerUse | undefined) => UseRow {
  const made = new WeakMap<ContainerSummary, UseRow>();
  return (container, use) => {
    const known = made.get(container);
    if (known && known.use === use) return known;
    const row = toRow(container, use);
    made.set(container, row);
    return row;
  };
}

/** What is shown stands still while the user holds it: rows that move under the pointer cannot be read. */
function useHold(live: EngineUse) {
  const [held, setHeld] = useState<EngineUse | undefined>(undefined);
  const toggle = (): void => setHeld(held ? undefined : live);
  return { use: held ?? live, held, toggle };
}

const Empty = ({ engineId, stopped }: { readonly engineId: string; readonly stopped: number }) => {
  const { stats } = useMessages();
  const copy = useCopyLabels();
  const actions =
    stopped === 0 ? (
      <CommandLine command="docker run -d --name hello -p 8080:80 nginx" labels={copy} />
    ) : (
      <Button asChild>
        <BareLink href={enginePath(engineId, 'containers')}>{stats.showContainers}</BareLink>
      </Button>
    );
  return (
    <EmptyState icon={Gauge} title={stats.none} actions={actions}>
      {stopped === 0 ? stats.noneText : stats.noneStopped(stopped)}
    </EmptyState>
  );
};

function useRows(engineId: string, use: EngineUse) {
  const list = useContainers(engineId);
  const [makeRow] = useState(createRowMaker);
  const running = useMemo(() => list.items.filter(isUp), [list.items]);
  const rows = useMemo(
    () => running.map((container) => makeRow(container, use.uses.get(container.id))),
    [running, use.uses, makeRow],
  );
  return { list, rows, stopped: list.items.length - running.length };
}

const HoldButton = ({ hold }: { readonly hold: ReturnType<typeof useHold> }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const { held, toggle } = hold;
  return (
    <>
      {held?.at === undefined ? undefined : (
        <span className="tabular text-sm text-ink-3">{stats.pausedNote(format.time(held.at))}</span>
      )}
      <Button icon={held ? Play : Pause} aria-pressed={held !== undefined} onClick={toggle}>
        {held ? stats.resume : stats.pause}
      </Button>
    </>
  );
};

const Foot = ({ use }: { readonly use: EngineUse }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  if (!use.totals) return undefined;
  return <>{stats.footer(write.cores(use.totals.cpuCores), write.bytes(use.totals.memoryBytes))}</>;
};

/** The page Resources: the use of all running containers against their limits. */
export const UseOverview = () => {
  const engineId = useEngineId();
  const messages = useMessages();
  const { stats } = messages;
  const write = useStatsFormat();
  const [, navigate] = useLocation();
  const hold = useHold(useEngineUse(engineId));
  const { list, rows, stopped } = useRows(engineId, hold.use);
  const controls = useListControls({ table: 'resources', views: ['all'], defaultSort: '-cpu' });
  const columns = useMemo(() => columnsOfUse({ engineId, messages, write }), [engineId, messages, write]);
  const onOpen = useCallback(
    (row: UseRow) => navigate(`${enginePath(engineId, 'containers', row.id)}?tab=resources`),
    [navigate, engineId],
  );
  const { status, error } = hold.use;
  return (
    <ResourceList
      title={stats.title}
      icon={Gauge}
      {...{ rows, columns, controls, getId, getName, onOpen }}
      unselectable
      total={rows.length}
      condition={useListCondition(list)}
      labels={useTableLabels(stats.title)}
      toolbarLabels={useToolbarLabels(stats.filter)}
      bulk={{ ...useBulkTexts(controls.selection.size), commands: [] }}
      noMatch={useNoMatch(controls, 'all')}
      banner={
        <>
          {status !== 'live' && error ? (
            <Banner flush tone="warn" title={stats.lost}>
              {error.message}
            </Banner>
          ) : undefined}
          <UseTotals use={hold.use} />
        </>
      }
      views={<HoldButton hold={hold} />}
      empty={<Empty engineId={engineId} stopped={stopped} />}
      footer={<Foot use={hold.use} />}
    />
  );
};
