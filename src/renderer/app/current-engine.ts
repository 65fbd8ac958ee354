import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineSummary } from '../../common/contract/engines';
import { engineIdOf } from '../lib/engine-path';
import { useEngines } from '../lib/live-list';
import { useSettings } from '../lib/preferences';
import { useApi } from '../lib/query';

export interface EngineWishes {
  /** Of the address; wins also when no such engine is known, which the page then says. */
  readonly path?: string | undefined;
  /** Shown in this tab before. */
  readonly tab?: string | undefined;
  /** From --engine. */
  readonly initial?: string | undefined;
  /** Shown last, before this start. */
  readonly last?: string | undefined;
}

/** The engine to show: what was wished for, as long as it is known; else what the docker command uses; else any. */
export function chooseEngineId(engines: readonly EngineSummary[], wishes: EngineWishes): string | undefined {
  if (wishes.path !== undefined) return wishes.path;
  for (const wish of [wishes.tab, wishes.initial, wishes.last]) {
    if (engines.some((engine) => engine.id === wish)) return wish;
  }
  const connected = engines.filter((engine) => engine.state.kind === 'connected');
  const choice = connected.find((engine) => engine.current) ?? connected[0];
  return (choice ?? engines.find((engine) => engine.current) ?? engines[0])?.id;
}

/** Chooses the current engine and remembers what was looked at. */
export function useChosenEngineId(): string | undefined {
  const [path] = useLocation();
  const { items } = useEngines();
  const { settings, loaded, update } = useSettings();
  const info = useQuery(useApi().app.info.queryOptions());
  const pathEngineId = engineIdOf(path);
  const [tab, setTab] = useState(pathEngineId);
  if (pathEngineId !== undefined && pathEngineId !== tab) setTab(pathEngineId);
  const known = items.some((engine) => engine.id === pathEngineId);
  const last = settings.lastEngineId;
  useEffect(() => {
    if (!loaded || !known || pathEngineId === undefined || pathEngineId === last) return;
    // Only a convenience for the next start.
    update({ lastEngineId: pathEngineId }).catch(() => undefined);
  }, [loaded, known, pathEngineId, last, update]);
  // An answer before the wishes are known would open one engine and then another.
  const undecided = pathEngineId === undefined && (info.isPending || !loaded);
  return undecided
    ? tab
    : chooseEngineId(items, {
        path: pathEngineId,
        tab,
        initial: info.data?.initialEngineId,
        last,
      });
}
