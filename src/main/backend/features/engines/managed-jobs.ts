import type { JobReference } from '../../../../common/contract/shared';
import { AppError } from '../../../../common/errors';
import { managedEngineId } from '../../engine/discovery/engine-id';
import type { ManagedEngine } from '../../engine/managed/managed-engine';
import type { EngineRegistryWithControl } from '../../engine/registry';
import type { JobContext, JobRegistry } from '../../jobs/job-registry';
import type { Logger } from '../../platform/platform';

export interface EnginesFeatureOptions {
  readonly engines: EngineRegistryWithControl;
  readonly managed: ManagedEngine;
  readonly jobs: JobRegistry;
  readonly logger: Logger;
}

const subjects = [{ id: managedEngineId, name: 'Estiba' }];

/** Starts Estiba's own engine, or adopts it, and connects it. */
export function startManaged(options: EnginesFeatureOptions): JobReference {
  const { engines, managed } = options;
  return begin(options, 'engine.start', async (context) => {
    await managed.start(context);
    engines.discover();
    await engines.connect(managedEngineId);
  });
}

export function stopManaged(options: EnginesFeatureOptions): JobReference {
  const { engines, managed } = options;
  return begin(options, 'engine.stop', async (context) => {
    if (isKnown(engines, managedEngineId)) await engines.disconnect(managedEngineId);
    await managed.stop(context);
    engines.discover();
  });
}

/**
 * Installs the engine's package and makes sure that an engine runs: where the package starts the system's own, as it
 * does under systemd, that one is connected, since two engines would take away each other's firewall rules.
 */
export function installManaged(options: EnginesFeatureOptions): JobReference {
  const { engines, managed } = options;
  return begin(options, 'engine.install', async (context) => {
    await managed.install(context);
    engines.discover();
    const system = engines.list().find((engine) => engine.id === 'default');
    if (system && (await engines.connect(system.id)).state.kind === 'connected') {
      context.log(`The system's engine runs at ${system.host}`);
      return;
    }
    if (system) await engines.disconnect(system.id);
    await managed.start(context);
    engines.discover();
    await engines.connect(managedEngineId);
  });
}

/**
 * For `--engine=managed`: makes sure that Estiba's own engine runs, installing it first when that was asked for and is
 * possible. A job like those of the page, so that what goes wrong can be read there.
 */
export async function ensureManaged(options: EnginesFeatureOptions, install: boolean): Promise<JobReference> {
  const { state, canInstall } = await options.managed.status();
  return state === 'not_installed' && install && canInstall ? installManaged(options) : startManaged(options);
}

function begin(
  { jobs, logger }: EnginesFeatureOptions,
  kind: 'engine.start' | 'engine.stop' | 'engine.install',
  work: (context: Pick<JobContext, 'signal' | 'log'>) => Promise<void>,
): JobReference {
  const job = jobs.start({
    kind,
    engineId: managedEngineId,
    subjects,
    work: async (context) => {
      await work({
        signal: context.signal,
        log: (text) => {
          logger.info(text, { job: kind });
          tell(context, text);
        },
      });
      if (context.signal.aborted) throw new AppError('canceled', 'canceled');
      return undefined;
    },
  });
  return { jobId: job.id };
}

function tell(context: JobContext, text: string): void {
  context.log(text);
  context.progress({ kind: 'step', text });
}

function isKnown(engines: EngineRegistryWithControl, id: string): boolean {
  return engines.list().some((engine) => engine.id === id);
}
