import type { LimitValues } from '../contract/limits';
import type { StatsHistory } from '../contract/stats';

/** A proposed limit and what it would have done to the recorded use. Values in cores, bytes or tasks. */
export interface LimitAdvice {
  readonly field: 'cpus' | 'memoryBytes' | 'pids';
  readonly present: number | undefined;
  readonly proposed: number;
  readonly p95: number;
  readonly peak: number;
  /** Share of the points in which it used more than is proposed, 0 to 1. */
  readonly overShare: number;
  /** Why it is as high as it is; `use`: the use and a margin. */
  readonly because: 'use' | 'throttled' | 'oomKilled';
}

export interface Advice {
  readonly points: number;
  /** Milliseconds between the first and the last point. */
  readonly spanMs: number;
  /** Mean share of throttled periods, 0 to 1. */
  readonly throttledShare: number;
  readonly oomKills: number;
  readonly items: readonly LimitAdvice[];
}

/** Less than a minute says nothing. */
export const fewestPoints = 12;

const memoryStep = 16 * 1024 * 1024;

/**
 * Proposes limits from the recorded use (a point every 5 s). CPU: p95 with a fifth of margin, in steps of 0.05 cores;
 * where it was throttled its need is hidden, so half again the present limit. Memory: the peak with a quarter of margin,
 * because beyond a memory limit is an OOM kill and not a wait; after a kill half again the limit. Tasks: twice the peak.
 * Undefined while too little is recorded.
 */
export function adviseLimits(history: StatsHistory, limits: LimitValues): Advice | undefined {
  const { at } = history;
  if (at.length < fewestPoints) return undefined;
  const kills = known(history.oomKills);
  const oomKills = Math.max(0, (kills.at(-1) ?? 0) - (kills[0] ?? 0));
  const throttledShare = mean(known(history.throttledShare));
  const items = [
    adviseCpus(known(history.cpuCores), limits.cpus, throttledShare),
    adviseMemory(known(history.memoryBytes), limits.memoryBytes, oomKills),
    advisePids(known(history.pids), limits.pids),
  ].filter((item) => item !== undefined);
  return { points: at.length, spanMs: (at.at(-1) ?? 0) - (at[0] ?? 0), throttledShare, oomKills, items };
}

function adviseCpus(
  use: readonly number[],
  present: number | undefined,
  throttledShare: number,
): LimitAdvice | undefined {
  const isThrottled = present !== undefined && throttledShare > 0.05;
  const fitting = roundUp(percentile(use, 0.95) * 1.2, 0.05);
  const proposed = isThrottled ? Math.max(fitting, roundUp(present * 1.5, 0.05)) : Math.max(0.05, fitting);
  return describe('cpus', use, present, round(proposed), isThrottled ? 'throttled' : 'use');
}

function adviseMemory(
  use: readonly number[],
  present: number | undefined,
  oomKills: number,
): LimitAdvice | undefined {
  const fitting = Math.max(memoryStep, roundUp(Math.max(...use, 0) * 1.25, memoryStep));
  const isKilled = oomKills > 0 && present !== undefined;
  const proposed = isKilled ? Math.max(fitting, roundUp(present * 1.5, memoryStep)) : fitting;
  return describe('memoryBytes', use, present, proposed, isKilled ? 'oomKilled' : 'use');
}

function advisePids(use: readonly number[], present: number | undefined): LimitAdvice | undefined {
  return describe('pids', use, present, Math.max(16, Math.ceil(Math.max(...use, 0) * 2)), 'use');
}

function describe(
  field: LimitAdvice['field'],
  use: readonly number[],
  present: number | undefined,
  proposed: number,
  because: LimitAdvice['because'],
): LimitAdvice | undefined {
  if (use.length < fewestPoints) return undefined;
  const over = use.filter((value) => value > proposed).length;
  const peak = Math.max(...use);
  return {
    field,
    present,
    proposed,
    p95: percentile(use, 0.95),
    peak,
    overShare: over / use.length,
    because,
  };
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

/** Nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step - 1e-9) * step;
}

/** Steps of 0.05 are no binary fractions. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
