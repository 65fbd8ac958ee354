import { implement } from '@orpc/server';
import { processesContract } from '../../../../common/contract/processes';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import type { Clocks } from '../../cgroup/usage-reader';
import type { EngineRegistry } from '../../engine/engine-connection';
import { kernelViewOf } from '../../proc/local-container';
import { readSecurity, type SecurityTarget } from './process-security';
import { type Kill, sendSignal } from './send-signal';
import { watchProcesses } from './watch-processes';

export interface ProcessesFeatureOptions {
  readonly engines: EngineRegistry;
  readonly os: string;
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
  /** Default: process.kill. */
  readonly kill?: Kill;
}

/** The procedures of `contract.processes`. */
export function createProcessesFeature(options: ProcessesFeatureOptions) {
  const { engines, clocks, kill } = options;
  const os = implement(processesContract);
  const target = (
    { engineId, id }: { readonly engineId: string; readonly id: string },
    signal: AbortSignal | undefined,
  ): SecurityTarget => ({
    connection: engines.get(engineId),
    view: kernelViewOf(options, engineId),
    id,
    signal,
  });
  return os.router({
    watch: os.watch.handler(({ input, signal = new AbortController().signal }) =>
      watchProcesses({ ...target(input, signal), clocks, signal }),
    ),
    security: os.security.handler(({ input, signal }) => readSecurity(target(input, signal), input.process)),
    signal: os.signal.handler(({ input, signal }) => sendSignal(target(input, signal), input, kill)),
  });
}
