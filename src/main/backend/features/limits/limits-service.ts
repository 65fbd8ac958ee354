import { z } from 'zod';
import type {
  ContainerLimits,
  LimitContext,
  LimitUpdate,
  LimitValues,
} from '../../../../common/contract/limits';
import { AppError } from '../../../../common/errors';
import { checkLimits } from '../../../../common/limits/check-limits';
import { changedLimits } from '../../../../common/limits/docker-update';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import { locateCgroup } from '../../cgroup/locate';
import { knownValue } from '../../cgroup/measured';
import { type Clocks, createUsageReader } from '../../cgroup/usage-reader';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { textList } from '../../engine/records/tolerant-schema';
import { type LimitsInspectRecord, limitsInspectRecord, normalizeLimitValues } from './limits-inspect-record';
import { toUpdateBody, toWholeBody } from './update-body';

export interface LimitsTarget {
  readonly connection: EngineConnection;
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
}

async function inspect({ connection, id, signal }: LimitsTarget): Promise<LimitsInspectRecord> {
  return connection.api.json({ path: enginePath`/containers/${id}/json`, signal }, limitsInspectRecord);
}

/** What it may use, and everything that a change is checked against. */
export async function readContainerLimits(target: LimitsTarget): Promise<ContainerLimits> {
  return describe(target, await inspect(target));
}

function describe(target: LimitsTarget, record: LimitsInspectRecord): ContainerLimits {
  const info = target.connection.requireInfo();
  return {
    id: record.Id,
    name: record.Name.replace(/^\//, ''),
    values: normalizeLimitValues(record),
    canUpdate: info.capabilities.containerUpdate,
    context: {
      running: record.State.Running,
      autoRemove: record.HostConfig.AutoRemove,
      hostCpus: info.cpus,
      hostMemoryBytes: info.memoryBytes,
      cgroupVersion: info.cgroupVersion,
      ...presentUse(target, record),
    },
  };
}

type PresentUse = Pick<LimitContext, 'memoryBytes' | 'inactiveFileBytes' | 'swapBytes' | 'pids'>;

/** Nothing where its cgroup cannot be read from here. */
function presentUse({ files, clocks }: LimitsTarget, { Id, State }: LimitsInspectRecord): PresentUse {
  if (!State.Running || !State.Pid) return {};
  const located = locateCgroup({ files, pid: State.Pid, containerId: Id });
  if (located.kind === 'not_found') return {};
  const reader = createUsageReader(files, located.location, clocks);
  const outcome = reader.read();
  reader.close();
  if (outcome.kind !== 'usage') return {};
  const { memory, pids } = outcome.usage;
  return {
    memoryBytes: knownValue(memory.currentBytes),
    inactiveFileBytes: knownValue(memory.inactiveFileBytes),
    swapBytes: knownValue(memory.swapBytes),
    pids: knownValue(pids.current),
  };
}

const updateAnswer = z.object({ Warnings: textList });

/** @throws AppError invalid_argument, not_implemented, and what the engine says */
export async function updateContainerLimits(target: LimitsTarget, values: LimitValues): Promise<LimitUpdate> {
  const record = await inspect(target);
  const { values: before, context, canUpdate } = describe(target, record);
  if (!canUpdate)
    throw new AppError('not_implemented', 'this engine cannot change the limits of a container');
  const refused = checkLimits(values, context).find(({ severity }) => severity === 'error');
  if (refused) {
    const { field, code } = refused;
    throw new AppError('invalid_argument', `${field}: ${code}`, { details: { field, rule: code } });
  }
  const changed = changedLimits(before, values, context);
  if (Object.keys(changed).length === 0) return { warnings: [], before, after: before };
  const { partialUpdate } = target.connection.requireInfo().capabilities;
  const { Warnings: warnings } = await target.connection.api.json(
    {
      method: 'POST',
      path: enginePath`/containers/${record.Id}/update`,
      body: partialUpdate ? toUpdateBody(changed, isByQuota(record)) : toWholeBody(changed, values),
      signal: target.signal,
    },
    updateAnswer,
  );
  return { warnings: [...warnings], before, after: normalizeLimitValues(await inspect(target)) };
}

function isByQuota({ HostConfig: { NanoCpus = 0, CpuQuota = 0 } }: LimitsInspectRecord): boolean {
  return NanoCpus === 0 && CpuQuota > 0;
}
