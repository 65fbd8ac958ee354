import { implement } from '@orpc/server';
import type { JobKind, JobSubject } from '../../../../common/contract/jobs';
import { runContract } from '../../../../common/contract/run';
import { type RunSpec, runSpec } from '../../../../common/contract/run-spec';
import type { JobReference } from '../../../../common/contract/shared';
import type { EngineApi } from '../../engine/engine-api';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { JobContext, JobRegistry } from '../../jobs/job-registry';
import { imageDefaultsOf } from '../../recreate/image-defaults';
import { toSpec } from '../../recreate/inspect-to-spec';
import { makeContainer } from '../../recreate/make-container';
import { inspectForRun, putBack, recreateContainer } from '../../recreate/recreate';
import { checkSpec } from './check-spec';

export interface RunFeatureOptions {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  /** Of the machine that Estiba runs on. */
  readonly os: NodeJS.Platform;
}

/** The procedures of `contract.run`. */
export function createRunFeature({ engines, jobs, os: platform }: RunFeatureOptions) {
  const os = implement(runContract);

  function start(
    kind: JobKind,
    engineId: string,
    subject: JobSubject,
    work: (context: JobContext) => Promise<JobSubject>,
  ): JobReference {
    const { id: jobId } = jobs.start({
      kind,
      engineId,
      subjects: [subject],
      work: async (context) => ({ kind: 'items', succeeded: [await work(context)], failed: [] }),
    });
    return { jobId };
  }

  return os.router({
    check: os.check.handler(({ input: { engineId, spec, replaces }, signal }) => {
      const connection = engines.get(engineId);
      const transport = engines.list().find(({ id }) => id === engineId)?.transport;
      // Elsewhere a socket leads into a virtual machine: its ports and folders are not ours.
      const isLocal = platform === 'linux' && transport === 'unix';
      return checkSpec({ connection, spec, replaces, isLocal }, signal);
    }),
    create: os.create.handler(({ input: { engineId, spec, start: isStarted, basedOn } }) => {
      const { api } = engines.get(engineId);
      const subject = { id: spec.name ?? spec.image, name: spec.name ?? spec.image };
      return start('container.run', engineId, subject, async (context) => {
        const base = basedOn ? (await inspectForRun(api, basedOn, context.signal)).raw : undefined;
        const id = await makeContainer({ api, spec, base, start: isStarted }, context);
        return { id, name: spec.name ?? id.slice(0, 12) };
      });
    }),
    specOf: os.specOf.handler(({ input, signal }) =>
      specOf(engines.get(input.engineId).api, input.id, signal),
    ),
    recreate: os.recreate.handler(({ input: { engineId, id, spec } }) =>
      start('container.recreate', engineId, { id, name: spec.name ?? id }, (context) =>
        recreateContainer(engines.get(engineId).api, id, spec, context),
      ),
    ),
    putBack: os.putBack.handler(({ input: { engineId, id } }) =>
      start('container.putBack', engineId, { id, name: id }, (context) =>
        putBack(engines.get(engineId).api, id, context),
      ),
    ),
  });
}

async function specOf(api: EngineApi, id: string, signal: AbortSignal | undefined): Promise<RunSpec> {
  const { record } = await inspectForRun(api, id, signal);
  return runSpec.parse(toSpec(record, await imageDefaultsOf(api, record.Image, signal)));
}
