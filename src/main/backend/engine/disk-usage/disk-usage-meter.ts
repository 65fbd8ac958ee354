import type { DiskUsage } from '../../../../common/contract/system';
import { isAppError } from '../../../../common/errors';
import type { EngineConnection } from '../engine-connection';
import { diskUsageRecord } from './disk-usage-record';
import { normalizeDiskUsage } from './normalize-disk-usage';

/** Milliseconds. */
const measureTimeout = 10 * 60_000;
const busyRetry = 500;
const busyRetries = 120;

interface Meter {
  running: Promise<DiskUsage> | undefined;
  last: DiskUsage | undefined;
}

/** One meter per connection, whoever asks: docker 20.10 refuses a second measurement at the same time. */
const meters = new WeakMap<EngineConnection, Meter>();

/**
 * What the engine's data takes on disk. The engine walks its disk for it: an answer not older than `maxAgeMs` is given
 * again, and callers at the same time share one measurement.
 */
export function measureDiskUsage(connection: EngineConnection, maxAgeMs: number): Promise<DiskUsage> {
  const meter = meterOf(connection);
  const recent = recentDiskUsage(connection, maxAgeMs);
  if (recent) return Promise.resolve(recent);
  meter.running ??= measure(connection).then(
    (usage) => {
      meter.running = undefined;
      meter.last = usage;
      return usage;
    },
    (error: unknown) => {
      meter.running = undefined;
      throw error;
    },
  );
  return meter.running;
}

/** The last measurement, if it is not older than that. Asks nothing. */
export function recentDiskUsage(connection: EngineConnection, maxAgeMs: number): DiskUsage | undefined {
  const { last } = meterOf(connection);
  return last && Date.now() - last.measuredAt < maxAgeMs ? last : undefined;
}

/** What was measured is no longer true: something was removed. */
export function forgetDiskUsage(connection: EngineConnection): void {
  meterOf(connection).last = undefined;
}

function meterOf(connection: EngineConnection): Meter {
  const existing = meters.get(connection);
  if (existing) return existing;
  const meter: Meter = { running: undefined, last: undefined };
  meters.set(connection, meter);
  return meter;
}

async function measure(connection: EngineConnection): Promise<DiskUsage> {
  for (let attempt = 1; ; attempt++) {
    try {
      const record = await connection.api.json(
        { path: '/system/df', query: { verbose: true }, timeoutMs: measureTimeout },
        diskUsageRecord,
      );
      return normalizeDiskUsage(record, Date.now());
    } catch (error) {
      if (attempt >= busyRetries || !isBusy(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, busyRetry));
    }
  }
}

/** Another client measures: docker 20.10 has no code of its own for that, only these words. */
function isBusy(error: unknown): boolean {
  return isAppError(error) && error.message.includes('disk usage operation is already running');
}
