import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAppFeature } from '../../../../../../src/main/backend/features/app/app-feature';
import { createSampler, watchMeter } from '../../../../../../src/main/backend/features/app/meter';

const load = () => ({ requests: 3, openStreams: 1 });
const error = vi.fn(() => 'entry-7');
const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error, child: () => logger };
const info = {
  version: '1.2.3',
  host: 'server' as const,
  platform: 'linux',
  nodeVersion: process.version,
  startedAt: 5,
  settingsFile: '/home/ana/.config/estiba/settings.json',
};
const client = createRouterClient(
  createAppFeature({ info, engines: { load }, clock: { now: () => 42 }, logger }),
);

describe('app', () => {
  it('says what it is', async () => {
    expect(await client.info()).toEqual(info);
  });

  it('writes an error of the interface into the log and names the entry', async () => {
    const report = { message: 'x is undefined', stack: 'at Table', where: '/images' };
    expect(await client.reportError(report)).toEqual({ errorId: 'entry-7' });
    expect(error).toHaveBeenCalledWith('x is undefined', undefined, { stack: 'at Table', where: '/images' });
  });

  it('refuses a report without bounds', async () => {
    const report = { message: 'x'.repeat(3000), where: '/' };
    await expect(client.reportError(report)).rejects.toThrow();
  });
});

describe('createSampler', () => {
  it('gives the cores used since the sample before, by the monotonic clock', () => {
    let at = 1000;
    let user = 500_000;
    const sample = createSampler({
      load,
      now: () => 42,
      cpuUsage: () => ({ user, system: user / 2 }),
      rssBytes: () => 77,
      monotonicNow: () => at,
    });
    at += 2000;
    user += 1_000_000;
    expect(sample()).toEqual({ at: 42, engineRequests: 3, openStreams: 1, cpuCores: 0.75, rssBytes: 77 });
    at += 5000;
    expect(sample().cpuCores).toBe(0);
  });

  it('measures this process', () => {
    const sample = createSampler({ load, now: () => 0 });
    const started = performance.now();
    while (performance.now() - started < 60);
    const { cpuCores, rssBytes } = sample();
    expect(cpuCores).toBeGreaterThan(0.1);
    expect(rssBytes).toBeGreaterThan(10_000_000);
  });
});

describe('watchMeter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('samples after half a second, then every five, and stops with its watcher', async () => {
    const times: number[] = [];
    const abort = new AbortController();
    const watching = (async () => {
      const sources = { load, now: () => Date.now() };
      for await (const { at } of watchMeter(sources, abort.signal)) times.push(at);
    })();
    const start = Date.now();
    await vi.advanceTimersByTimeAsync(10_500);
    expect(times.map((at) => at - start)).toEqual([500, 5500, 10_500]);
    abort.abort();
    await watching;
    expect(vi.getTimerCount()).toBe(0);
  });
});
