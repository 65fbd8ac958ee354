import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessBatch } from '../../../../common/contract/processes';
import type { FallbackReason } from '../../../../common/contract/stats';
import { toAppError } from '../../../../common/errors';
import type { Clocks } from '../../cgroup/usage-reader';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { Wakeup } from '../../platform/wakeup';
import { type KernelView, viewContainer } from '../../proc/local-container';
import { ProcessSampler, processesShown } from './process-sampler';
import { normalizeTop, psColumns, topRecord } from './top-record';

export interface WatchOptions {
  readonly connection: EngineConnection;
  readonly view: KernelView;
  readonly clocks: Clocks;
  readonly id: string;
  readonly signal: AbortSignal;
}

const procEveryMs = 1000;
const topEveryMs = 2000;

/** Batches for as long as it is watched. After an end it waits for the engine's word of a new start. */
export async function* watchProcesses(options: WatchOptions): AsyncGenerator<ProcessBatch> {
  const { connection, view, id, signal } = options;
  const started = new Wakeup();
  let fullId = id;
  const unsubscribe = connection.subscribe((happened) => {
    if (happened.kind === 'connected') started.wake();
    if (happened.kind === 'event' && happened.event.actorId === fullId && happened.event.action === 'start')
      started.wake();
  });
  try {
    while (!signal.aborted) {
      // Begun before it is looked: a start in between is not missed.
      const nextStart = started.sleep(signal);
      const container = await viewContainer(connection, view, id, signal);
      fullId = container.id;
      if (container.kind === 'here')
        yield* sampleProc(
          new ProcessSampler({ ...options, files: container.files, location: container.location }),
          signal,
        );
      if (container.kind === 'elsewhere') yield* askTop(options, container);
      if (signal.aborted) return;
      yield stopped(options.clocks.wall());
      await nextStart;
    }
  } finally {
    unsubscribe();
  }
}

function stopped(at: number): ProcessBatch {
  return { at, running: false, processes: [], total: 0, unreadable: 0 };
}

async function* sampleProc(sampler: ProcessSampler, signal: AbortSignal): AsyncGenerator<ProcessBatch> {
  while (!signal.aborted) {
    const startedAt = performance.now();
    const batch = sampler.sample();
    if (!batch) return;
    yield batch;
    await pause(Math.max(50, procEveryMs - (performance.now() - startedAt)), signal);
  }
}

interface Elsewhere {
  readonly id: string;
  readonly pid: number;
  readonly reason: FallbackReason;
}

async function* askTop(options: WatchOptions, container: Elsewhere): AsyncGenerator<ProcessBatch> {
  const { signal } = options;
  let wish: string | undefined = psColumns[options.connection.requireInfo().product];
  while (!signal.aborted) {
    let batch: ProcessBatch;
    try {
      batch = await readTop(options, container, wish);
    } catch (error) {
      const { code } = toAppError(error);
      if (signal.aborted || code === 'failed_precondition' || code === 'conflict' || code === 'not_found')
        return;
      if (wish === undefined) throw error;
      // A `ps` that does not know these columns, as busybox has it.
      wish = undefined;
      continue;
    }
    yield batch;
    await pause(topEveryMs, signal);
  }
}

async function readTop(
  { connection, clocks, signal }: WatchOptions,
  { id, pid, reason }: Elsewhere,
  wish: string | undefined,
): Promise<ProcessBatch> {
  const answer = await connection.api.json(
    { path: enginePath`/containers/${id}/top`, query: { ps_args: wish }, signal },
    topRecord,
  );
  const at = clocks.wall();
  const processes = normalizeTop(answer, pid, at);
  return {
    at,
    running: processes.length > 0,
    source: { kind: 'engine', reason },
    processes: processes.slice(0, processesShown),
    total: processes.length,
    unreadable: 0,
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  // An abort is the end of the watch, no fault.
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
