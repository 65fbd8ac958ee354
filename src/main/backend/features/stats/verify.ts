import type {
  Measured,
  ResourceLimits,
  ResourceUsage,
  StatsVerification,
  VerifyRow,
} from '../../../../common/contract/stats';
import { AppError } from '../../../../common/errors';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import { readLimits } from '../../cgroup/limits-reader';
import { type CgroupLocation, locateCgroup } from '../../cgroup/locate';
import { mapMeasured, missing, present } from '../../cgroup/measured';
import { type Clocks, createUsageReader } from '../../cgroup/usage-reader';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { withRaw } from '../../engine/records/tolerant-schema';
import { type ApiStatsRecord, apiStatsRecord } from './api-stats-record';
import { toApiUsage } from './api-usage';
import { inspectForStats } from './stats-inspect-record';

export interface VerifyOptions {
  readonly connection: EngineConnection;
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the files right after the engine has answered, so that both mean the same moment as nearly as can be. */
export async function verifyStats(options: VerifyOptions): Promise<StatsVerification> {
  const { connection, files, clocks, signal } = options;
  const { id, pid } = await inspectForStats(connection, options.id, signal);
  if (pid === undefined) throw new AppError('failed_precondition', 'The container does not run.');
  const { record, raw } = await connection.api.json(
    { path: enginePath`/containers/${id}/stats`, query: { stream: false, 'one-shot': true }, signal },
    withRaw(apiStatsRecord),
  );
  const answeredAt = clocks.monotonic();
  const located = locateCgroup({ files, pid, containerId: id });
  const engine = toApiUsage(record, connection.requireInfo().product);
  const base = { at: clocks.wall(), engineAnswer: raw };
  if (located.kind === 'not_found') {
    const source = { kind: 'engine', reason: located.reason } as const;
    const rows = rowsOf(undefined, engine, record, undefined);
    return { ...base, source, apartMs: 0, rows, files: [] };
  }
  const { location } = located;
  const { usage, texts } = readRecorded(files, location, clocks);
  const path = location.v2?.path ?? location.v1.get('memory')?.path ?? '';
  return {
    ...base,
    source: { kind: 'cgroup', mode: location.mode, path },
    apartMs: usage ? Math.abs(usage.cpu.monotonicMs - answeredAt) : 0,
    rows: rowsOf(usage, engine, record, readLimits(files, location)),
    files: [...texts].map(([file, text]) => ({ path: file, text })),
  };
}

/** A reading, with the text of every file it was made of. */
function readRecorded(files: CgroupFiles, location: CgroupLocation, clocks: Clocks) {
  const texts = new Map<string, string>();
  const recording: CgroupFiles = {
    ...files,
    open: (path) => {
      const file = files.open(path);
      return {
        path,
        close: () => file.close(),
        read: () => {
          const result = file.read();
          if (result.kind === 'text') texts.set(path, result.text);
          return result;
        },
      };
    },
  };
  const reader = createUsageReader(recording, location, clocks);
  const outcome = reader.read();
  reader.close();
  return { usage: outcome.kind === 'usage' ? outcome.usage : undefined, texts };
}

type Getter = (usage: ResourceUsage) => Measured<number>;

const compared: readonly (readonly [metric: string, unit: VerifyRow['unit'], get: Getter])[] = [
  ['cpuUsage', 'us', ({ cpu }) => cpu.usageUsec],
  ['periods', 'count', ({ cpu }) => cpu.periods],
  ['throttledPeriods', 'count', ({ cpu }) => cpu.throttledPeriods],
  ['throttledTime', 'us', ({ cpu }) => cpu.throttledUsec],
  ['memoryCurrent', 'bytes', ({ memory }) => memory.currentBytes],
  ['inactiveFile', 'bytes', ({ memory }) => memory.inactiveFileBytes],
  ['memoryUsed', 'bytes', ({ memory }) => memory.workingSetBytes],
  ['anon', 'bytes', ({ memory }) => memory.anonBytes],
  ['pids', 'count', ({ pids }) => pids.current],
  ['readBytes', 'bytes', ({ io }) => mapMeasured(io, ({ devices }) => sum(devices, 'readBytes'))],
  ['writeBytes', 'bytes', ({ io }) => mapMeasured(io, ({ devices }) => sum(devices, 'writeBytes'))],
  ['rxBytes', 'bytes', ({ network }) => mapMeasured(network, (items) => sum(items, 'rxBytes'))],
  ['txBytes', 'bytes', ({ network }) => mapMeasured(network, (items) => sum(items, 'txBytes'))],
];

function sum<Key extends string>(items: readonly { readonly [K in Key]: number }[], key: Key): number {
  return items.reduce((total, item) => total + item[key], 0);
}

function rowsOf(
  ours: ResourceUsage | undefined,
  engine: ResourceUsage | undefined,
  record: ApiStatsRecord,
  limits: ResourceLimits | undefined,
): VerifyRow[] {
  const nothing = missing('not_in_api');
  const rows = compared.map(([metric, unit, get]) => ({
    metric,
    unit,
    ours: ours ? get(ours) : missing('not_mounted'),
    engine: engine ? get(engine) : nothing,
  }));
  const field = (value: number | undefined, from: string) =>
    value === undefined ? missing('not_in_api', from) : present(value, from);
  return [
    ...rows,
    {
      metric: 'memoryLimit',
      unit: 'bytes',
      ours: limits?.memory.maxBytes ?? missing('not_mounted'),
      engine: field(record.memory_stats?.limit, 'memory_stats.limit'),
    },
    {
      metric: 'pidsLimit',
      unit: 'count',
      ours: limits?.pidsMax ?? missing('not_mounted'),
      engine: field(record.pids_stats?.limit, 'pids_stats.limit'),
    },
  ];
}
