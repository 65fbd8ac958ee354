/** Milliseconds. The defaults of a live list. */
export const listTimes = {
  /** From the first event of a burst to the list: engines send two to six events for one action. */
  coalesce: 60,
  /** Between the starts of two lists: at most four a second, however many events come. */
  gap: 250,
  /** A slow list is asked for more rarely: at most a third of the time is spent in it. */
  gapPerDuration: 3,
  maximalGap: 10_000,
  firstRetry: 1000,
  maximalRetry: 30_000,
  /** A list without watchers is kept for a page that comes back. */
  linger: 30_000,
} as const;

/** Decides when the next list may start. Pure but for what it remembers. */
export class ListSchedule {
  private startedAt = Number.NEGATIVE_INFINITY;
  private duration = 0;
  private failures = 0;
  private retryAt = Number.NEGATIVE_INFINITY;

  started(now: number): void {
    this.startedAt = now;
  }

  succeeded(now: number): void {
    this.duration = now - this.startedAt;
    this.failures = 0;
    this.retryAt = Number.NEGATIVE_INFINITY;
  }

  failed(now: number): void {
    this.failures += 1;
    const backOff = Math.min(listTimes.maximalRetry, listTimes.firstRetry * 2 ** (this.failures - 1));
    this.retryAt = now + backOff;
  }

  /** A new connection owes nothing to the old one. */
  reset(): void {
    this.startedAt = Number.NEGATIVE_INFINITY;
    this.duration = 0;
    this.failures = 0;
    this.retryAt = Number.NEGATIVE_INFINITY;
  }

  /** Milliseconds to wait for a list that became necessary now. */
  delay(now: number): number {
    const gap = Math.min(
      listTimes.maximalGap,
      Math.max(listTimes.gap, this.duration * listTimes.gapPerDuration),
    );
    const earliest = Math.max(now + listTimes.coalesce, this.startedAt + gap, this.retryAt);
    return earliest - now;
  }
}
