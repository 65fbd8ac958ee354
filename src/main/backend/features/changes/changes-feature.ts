import { implement } from '@orpc/server';
import { changesContract } from '../../../../common/contract/changes';
import type { JobKind, JobResult, JobSubject } from '../../../../common/contract/jobs';
import type { JobReference } from '../../../../common/contract/shared';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { JobContext } from '../../jobs/job-registry';
import { TreeViews } from '../../layers/view/tree-views';
import type { Platform } from '../../platform/platform';
import type { TransferDeps } from '../../transfers/transfer-job';
import { measureChanges } from '../../writable/measure-changes';
import { requireArchiveOwners } from '../../writable/require-owners';
import { previewChange, readChangeBytes } from './change-contents';
import { commitContainer, commitTarget } from './commit';
import { startCopyOut } from './copy-out';
import { Measurement, Measurements, summarize } from './measurements';
import { confirmMove, movedDataOf, moveToVolume, undoMove } from './move-to-volume';
import { WrittenSizes } from './written-sizes';

export interface ChangesFeatureOptions extends TransferDeps {
  readonly engines: EngineRegistry;
  readonly platform: Pick<Platform, 'commands' | 'os' | 'clock'>;
}

/** A caller that cannot be canceled. */
const never = new AbortController().signal;

/** The procedures of `contract.changes`. */
export function createChangesFeature(options: ChangesFeatureOptions) {
  const views = new TreeViews();
  const measurements = new Measurements(views);
  const os = implement(changesContract);
  return os.router({
    ...viewProcedures(views, measurements),
    ...measureProcedures(options, measurements),
    ...actionProcedures(options),
    copyOut: os.copyOut.handler(({ input: { analysisId, node } }) => {
      const measurement = measurements.get(analysisId);
      return startCopyOut(options, options.engines.get(measurement.engineId).api, measurement, node);
    }),
  });
}

function viewProcedures(views: TreeViews, measurements: Measurements) {
  const os = implement(changesContract);
  return {
    openView: os.openView.handler(({ input }) =>
      views.open(measurements.get(input.analysisId), input.spec, input.replaces),
    ),
    rows: os.rows.handler(({ input }) => views.rows(input.viewId, input.offset, input.limit)),
    expand: os.expand.handler(({ input }) => views.expand(input.viewId, input.node, input.expanded)),
    reveal: os.reveal.handler(({ input }) => views.reveal(input.viewId, input.path)),
    closeView: os.closeView.handler(({ input }) => views.close(input.viewId)),
  };
}

function measureProcedures({ engines, platform }: ChangesFeatureOptions, measurements: Measurements) {
  const os = implement(changesContract);
  const { clock, commands } = platform;
  const sizes = new WrittenSizes(() => clock.now());
  // Elsewhere a socket leads into a virtual machine, whose folders are not ours.
  const isLocal = (engineId: string): boolean =>
    platform.os === 'linux' && engines.list().find(({ id }) => id === engineId)?.transport === 'unix';
  const apiOf = (analysisId: string) => engines.get(measurements.get(analysisId).engineId).api;
  return {
    measure: os.measure.handler(async ({ input: { engineId, id }, signal = never }) => {
      const { api } = engines.get(engineId);
      const begin = performance.now();
      const changes = await measureChanges({ api, id, isLocal: isLocal(engineId), commands }, signal);
      const measurement = new Measurement(engineId, changes);
      measurements.add(measurement);
      return summarize(measurement, clock.now(), Math.round(performance.now() - begin));
    }),
    preview: os.preview.handler(({ input, signal = never }) =>
      previewChange(apiOf(input.analysisId), measurements.get(input.analysisId), input, signal),
    ),
    bytes: os.bytes.handler(({ input, signal = never }) =>
      readChangeBytes(apiOf(input.analysisId), measurements.get(input.analysisId), input, signal),
    ),
    sizes: os.sizes.handler(({ input: { engineId, ids }, signal = never }) =>
      sizes.read(engines.get(engineId), ids, isLocal(engineId), signal),
    ),
  };
}

function actionProcedures({ engines, jobs }: ChangesFeatureOptions) {
  const os = implement(changesContract);
  function start(
    kind: JobKind,
    engineId: string,
    id: string,
    work: (context: JobContext) => Promise<JobResult>,
  ): JobReference {
    engines.get(engineId).requireInfo();
    const { id: jobId } = jobs.start({ kind, engineId, subjects: [{ id, name: id.slice(0, 12) }], work });
    return { jobId };
  }
  const items = async (work: Promise<JobSubject>): Promise<JobResult> => ({
    kind: 'items',
    succeeded: [await work],
    failed: [],
  });
  return {
    commit: os.commit.handler(({ input }) => {
      // A wrong name is told before a job begins.
      if (input.reference) commitTarget(input.reference);
      return start('container.commit', input.engineId, input.id, ({ signal }) =>
        commitContainer(engines.get(input.engineId).api, input, signal),
      );
    }),
    moveToVolume: os.moveToVolume.handler(({ input }) => {
      requireArchiveOwners(engines.get(input.engineId));
      return start('container.moveToVolume', input.engineId, input.id, (context) =>
        items(moveToVolume(engines.get(input.engineId).api, input, context)),
      );
    }),
    moved: os.moved.handler(async ({ input, signal }) => ({
      moved: await movedDataOf(engines.get(input.engineId).api, input.id, signal),
    })),
    undoMove: os.undoMove.handler(({ input }) =>
      start('container.undoMove', input.engineId, input.id, (context) =>
        items(undoMove(engines.get(input.engineId).api, input.id, context)),
      ),
    ),
    confirmMove: os.confirmMove.handler(({ input }) =>
      start('container.confirmMove', input.engineId, input.id, (context) =>
        items(confirmMove(engines.get(input.engineId).api, input.id, context)),
      ),
    ),
  };
}
