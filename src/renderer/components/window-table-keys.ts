interface Place {
  /** -1: none. */
  readonly active: number;
  readonly count: number;
  /** Lines of a page. */
  readonly page: number;
}

/** The line that a key leads to; undefined for keys that do not move. */
export function toNextLine(key: string, { active, count, page }: Place): number | undefined {
  if (count === 0) return undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next));
}
