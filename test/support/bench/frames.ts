import type { Page } from '@playwright/test';
import { percentile } from './results';

export interface FrameTimes {
  readonly count: number;
  /** Milliseconds between two frames. */
  readonly p95: number;
  readonly worst: number;
}

declare global {
  interface Window {
    /** Times of all frames since the measurement began. */
    __frameTimes?: number[];
  }
}

/** Records the time of every frame of the page while `work` runs. */
export async function measureFrames(page: Page, work: () => Promise<unknown>): Promise<FrameTimes> {
  await page.evaluate(() => {
    const times: number[] = [];
    window.__frameTimes = times;
    const record = (time: number) => {
      times.push(time);
      if (window.__frameTimes === times) requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
  });
  await work();
  const times = await page.evaluate(() => {
    const recorded = window.__frameTimes ?? [];
    window.__frameTimes = undefined;
    return recorded;
  });
  const deltas = times.slice(1).map((time, index) => time - (times[index] ?? time));
  if (deltas.length < 10) throw new Error(`only ${deltas.length} frames: the page was not drawn`);
  return { count: deltas.length, p95: percentile(deltas, 0.95), worst: Math.max(...deltas) };
}
