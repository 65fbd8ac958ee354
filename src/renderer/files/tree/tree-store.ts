import type { TreeRow, ViewSpec, ViewState } from '../../../common/contract/layer-tree';
import { isCanceled, toAppError, toWireError, type WireError } from '../../../common/errors';
import type { EstibaClient } from '../../lib/client';

/** Layers and changes answer alike. */
export type TreeClient = Pick<
  EstibaClient['layers'],
  'openView' | 'rows' | 'expand' | 'reveal' | 'closeView'
>;

export interface TreeState {
  /** The view whose rows are shown; undefined until the first one is open. */
  readonly view: ViewState | undefined;
  /** Rows by page of `pageSize`. */
  readonly pages: ReadonlyMap<number, readonly TreeRow[]>;
  readonly error: WireError | undefined;
  /** What is shown is not yet what was asked for. */
  readonly isBusy: boolean;
}

export const pageSize = 100;
/** Pages that are kept; those that were asked for longest ago go first. */
const maxPages = 80;

interface Wanted {
  readonly analysisId: string;
  readonly spec: ViewSpec;
}

const initial: TreeState = { view: undefined, pages: new Map(), error: undefined, isBusy: true };

/**
 * A window on a tree that stays in the back end. Views are opened one after the other, and of those that were asked for
 * meanwhile only the last; a new view is shown when its rows in sight are there, so nothing flickers.
 */
export class TreeStore {
  readonly #client: TreeClient;
  readonly #onGone: () => void;
  readonly #listeners = new Set<() => void>();
  #state: TreeState = initial;
  #wanted: Wanted | undefined;
  #isOpening = false;
  #window = { first: 0, count: pageSize };
  #requested = new Set<number>();
  /** Of the rows: answers of an older one are dropped. */
  #generation = 0;

  constructor(client: TreeClient, onGone: () => void) {
    this.#client = client;
    this.#onGone = onGone;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getState = (): TreeState => this.#state;

  row(index: number): TreeRow | undefined {
    return this.#state.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  open(analysisId: string, spec: ViewSpec): void {
    this.#wanted = { analysisId, spec };
    this.#set({ isBusy: true });
    if (!this.#isOpening) void this.#openAll();
  }

  /** Says which lines are in sight. */
  setWindow(first: number, count: number): void {
    this.#window = { first, count };
    void this.#load(first, count);
  }

  async expand(node: number, expanded: boolean): Promise<void> {
    const viewId = this.#state.view?.viewId;
    if (viewId === undefined) return;
    await this.#try(async () => this.#show(await this.#client.expand({ viewId, node, expanded })));
  }

  /** The line of a path, whose folders are opened; -1 when the view does not have it. */
  async reveal(path: string): Promise<number> {
    const viewId = this.#state.view?.viewId;
    let found = -1;
    if (viewId === undefined) return found;
    await this.#try(async () => {
      const { row, ...view } = await this.#client.reveal({ viewId, path });
      found = row;
      await this.#show(view);
    });
    return found;
  }

  /** The next line from `from` on, around the end, whose row passes; looks at some thousand rows at most. */
  async find(from: number, test: (row: TreeRow) => boolean): Promise<number | undefined> {
    const count = this.#state.view?.rowCount ?? 0;
    const farthest = Math.min(count, 3000);
    for (let step = 0; step < farthest; step += 1) {
      const index = (from + step) % count;
      if (!this.row(index)) await this.#load(index, 1);
      const row = this.row(index);
      if (row && test(row)) return index;
    }
    return undefined;
  }

  close(): void {
    const { view } = this.#state;
    this.#wanted = undefined;
    this.#generation += 1;
    this.#state = initial;
    // A view that stays open is forgotten by the back end sooner or later.
    if (view) this.#client.closeView({ viewId: view.viewId }).catch(() => undefined);
  }

  async #openAll(): Promise<void> {
    this.#isOpening = true;
    while (this.#wanted) {
      const { analysisId, spec } = this.#wanted;
      this.#wanted = undefined;
      const replaces = this.#state.view?.viewId;
      await this.#try(async () => {
        const view = await this.#client.openView({
          analysisId,
          spec,
          ...(replaces === undefined ? {} : { replaces }),
        });
        await this.#show(view);
      });
    }
    this.#isOpening = false;
    this.#set({ isBusy: false });
  }

  /** Puts a new state of the rows in the place of the old one, with the rows in sight. */
  async #show(view: ViewState): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    const last = Math.max(0, view.rowCount - 1);
    const from = Math.floor(Math.min(this.#window.first, last) / pageSize);
    const to = Math.floor(Math.min(this.#window.first + this.#window.count, last) / pageSize);
    const offset = from * pageSize;
    const limit = Math.min(1000, (to - from + 1) * pageSize);
    const { rows } = await this.#client.rows({ viewId: view.viewId, offset, limit });
    if (generation !== this.#generation) return;
    const pages = new Map<number, readonly TreeRow[]>();
    for (let page = from; page <= to; page += 1) {
      pages.set(page, rows.slice((page - from) * pageSize, (page - from + 1) * pageSize));
    }
    this.#requested = new Set();
    this.#set({ view, pages, error: undefined });
  }

  async #load(first: number, count: number): Promise<void> {
    const { view } = this.#state;
    if (!view || view.rowCount === 0) return;
    const last = Math.min(first + count, view.rowCount - 1);
    const missing: number[] = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      if (!this.#state.pages.has(page) && !this.#requested.has(page)) missing.push(page);
    }
    await Promise.all(missing.map((page) => this.#loadPage(view.viewId, page)));
  }

  async #loadPage(viewId: string, page: number): Promise<void> {
    const generation = this.#generation;
    this.#requested.add(page);
    await this.#try(async () => {
      const { rows } = await this.#client.rows({ viewId, offset: page * pageSize, limit: pageSize });
      if (generation !== this.#generation) return;
      const pages = new Map(this.#state.pages).set(page, rows);
      for (const [oldest] of pages) if (pages.size > maxPages) pages.delete(oldest);
      this.#set({ pages });
    });
    this.#requested.delete(page);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (isCanceled(thrown)) return;
      if (toAppError(thrown).code === 'not_found') this.#onGone();
      this.#set({ error: toWireError(thrown) });
    }
  }

  #set(change: Partial<TreeState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}
