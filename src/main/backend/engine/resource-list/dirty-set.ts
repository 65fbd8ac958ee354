/** What a list has to look at again. */
export interface DirtyWork {
  /** `all`: the ids are not known, or too many. */
  readonly scope: 'all' | 'some';
  readonly ids: readonly string[];
}

/** Collects the ids of changed objects until somebody takes them. Bounded: past the limit it means everything. */
export class DirtySet {
  private readonly ids = new Set<string>();
  private everything = false;

  constructor(private readonly limit: number) {}

  get isEmpty(): boolean {
    return !this.everything && this.ids.size === 0;
  }

  /** Without an id: everything. */
  mark(id?: string): void {
    if (this.everything) return;
    if (id !== undefined) this.ids.add(id);
    if (id === undefined || this.ids.size > this.limit) {
      this.everything = true;
      this.ids.clear();
    }
  }

  /** What was marked since the last time; marks that come from now on belong to the next time. */
  take(): DirtyWork {
    const work: DirtyWork = this.everything
      ? { scope: 'all', ids: [] }
      : { scope: 'some', ids: [...this.ids] };
    this.clear();
    return work;
  }

  clear(): void {
    this.everything = false;
    this.ids.clear();
  }
}
