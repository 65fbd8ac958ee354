import type {
  ContainerProfile,
  ContainerSample,
  HostSample,
  StatsBatch,
  StatsTotals,
} from '../../../common/contract/stats';
import type { WireError } from '../../../common/errors';

/** Fields that the table draws as sparklines. */
export const sparkFields = [
  'cpuCores',
  'memoryBytes',
  'readBytesPerSecond',
  'writeBytesPerSecond',
  'rxBytesPerSecond',
  'txBytesPerSecond',
  'pids',
] as const satisfies readonly (keyof ContainerSample)[];
export type SparkField = (typeof sparkFields)[number];

/** Points of a sparkline: a minute at one per second. */
export const sparkPoints = 60;

type Spark = readonly (number | undefined)[];

/** One container in the overview. A new object with every sample, so that only its row is drawn again. */
export interface ContainerUse {
  readonly id: string;
  readonly sample: ContainerSample;
  readonly profile: ContainerProfile | undefined;
  readonly sparks: Readonly<Record<SparkField, Spark>>;
}

export interface EngineUse {
  readonly status: 'loading' | 'live' | 'lost';
  readonly uses: ReadonlyMap<string, ContainerUse>;
  readonly totals: StatsTotals | undefined;
  readonly host: HostSample | undefined;
  readonly at: number | undefined;
  readonly error: WireError | undefined;
}

export const emptyEngineUse: EngineUse = {
  status: 'loading',
  uses: new Map(),
  totals: undefined,
  host: undefined,
  at: undefined,
  error: undefined,
};

function push(spark: Spark | undefined, value: number | undefined): Spark {
  const known = spark ?? [];
  return [...(known.length >= sparkPoints ? known.slice(known.length - sparkPoints + 1) : known), value];
}

function nextUse(
  known: ContainerUse | undefined,
  sample: ContainerSample,
  profile: ContainerProfile | undefined,
): ContainerUse {
  const sparks: Record<SparkField, Spark> = {
    cpuCores: push(known?.sparks.cpuCores, sample.cpuCores),
    memoryBytes: push(known?.sparks.memoryBytes, sample.memoryBytes),
    readBytesPerSecond: push(known?.sparks.readBytesPerSecond, sample.readBytesPerSecond),
    writeBytesPerSecond: push(known?.sparks.writeBytesPerSecond, sample.writeBytesPerSecond),
    rxBytesPerSecond: push(known?.sparks.rxBytesPerSecond, sample.rxBytesPerSecond),
    txBytesPerSecond: push(known?.sparks.txBytesPerSecond, sample.txBytesPerSecond),
    pids: push(known?.sparks.pids, sample.pids),
  };
  return { id: sample.id, sample, profile: profile ?? known?.profile, sparks };
}

/** The state after a batch: samples come in, containers that have ended go out. */
export function reduceEngineUse(state: EngineUse, batch: StatsBatch): EngineUse {
  const uses = new Map(state.uses);
  for (const id of batch.ended) uses.delete(id);
  const profiles = new Map(batch.profiles.map((profile) => [profile.id, profile]));
  for (const sample of batch.samples) {
    uses.set(sample.id, nextUse(uses.get(sample.id), sample, profiles.get(sample.id)));
  }
  return {
    status: 'live',
    uses,
    totals: batch.totals,
    host: batch.host,
    at: batch.at,
    error: undefined,
  };
}

/** The stream broke or nobody looked: nothing that was measured then is shown as current. */
export function loseEngineUse(state: EngineUse, error: WireError | undefined): EngineUse {
  return { ...emptyEngineUse, status: state.status === 'loading' ? 'loading' : 'lost', error };
}
