import { useMemo } from 'react';
import type { Limit, MissingReason } from '../../../common/contract/stats';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';

/** How this feature writes its numbers. */
export interface StatsFormat {
  readonly cores: (value: number) => string;
  /** Cores without the word. */
  readonly load: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly byteRate: (value: number) => string;
  readonly count: (value: number) => string;
  readonly share: (value: number) => string;
  readonly time: (at: number) => string;
  /** A limit, `max` in words. */
  readonly limit: (value: Limit, write: (value: number) => string) => string;
  /** Why there is no number; the profile knows, or nothing was measured yet. */
  readonly reason: (reason: MissingReason | undefined) => string;
}

/** Small shares and loads keep a digit more; large ones need none. */
export function roundLoad(value: number): number {
  if (value < 0.1) return Math.round(value * 1000) / 1000;
  return Math.round(value * 100) / 100;
}

export function createStatsFormat(messages: Messages, format: Format): StatsFormat {
  const { stats } = messages;
  return {
    cores: (value) => stats.cores(format.number(roundLoad(value))),
    load: (value) => format.number(roundLoad(value)),
    bytes: (value) => format.bytes(Math.round(value)),
    byteRate: (value) => stats.perSecond(format.bytes(Math.round(value))),
    count: (value) => format.number(value),
    share: (value) => format.percent(value),
    time: (at) => format.time(at),
    limit: (value, write) => (value === 'max' ? stats.noLimit : write(value)),
    reason: (reason) => stats.missing[reason ?? 'no_value'],
  };
}

export function useStatsFormat(): StatsFormat {
  const messages = useMessages();
  const format = useFormat();
  return useMemo(() => createStatsFormat(messages, format), [messages, format]);
}
