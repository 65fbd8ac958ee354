import type { Analysis, ImageLocation } from '../../../common/contract/layer-analysis';
import { isCanceled, toWireError, type WireError } from '../../../common/errors';
import type { EstibaClient } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { createLiveStore, type LiveStore } from '../../lib/live-store';

export interface AnalysisState {
  readonly analysis: Analysis | undefined;
  /** Why it could not be opened or followed; what failed while it was read is in the analysis. */
  readonly error: WireError | undefined;
  /** The back end has the analysis open. */
  readonly isLive: boolean;
}

type AnalysisEvent =
  | { readonly kind: 'analysis'; readonly analysis: Analysis }
  | { readonly kind: 'error'; readonly error: WireError };

/** One opened image, shared by all who look at it. */
export interface AnalysisStore extends LiveStore<AnalysisState> {
  /** Opens it again: it failed, or the back end has forgotten it. */
  reopen(): void;
}

export const noAnalysis: AnalysisState = { analysis: undefined, error: undefined, isLive: false };

export function reduceAnalysis(state: AnalysisState, event: AnalysisEvent): AnalysisState {
  if (event.kind === 'analysis') return { analysis: event.analysis, error: undefined, isLive: true };
  return { ...state, error: event.error, isLive: false };
}

type LayersClient = Pick<EstibaClient['layers'], 'open' | 'watch'>;

/** The stream of one location: opened, followed to its end, then kept until it has to be opened again. */
export function createAnalysisStore(
  client: { readonly layers: LayersClient },
  connection: Pick<Connection, 'state' | 'subscribe' | 'whenOpen'>,
  location: ImageLocation,
): AnalysisStore {
  const wakers = new Set<() => void>();
  /** Until somebody asks for it, or the back end, which may have restarted, is not there any more. */
  const rest = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        wakers.delete(finish);
        leave();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const leave = connection.subscribe(() => {
        if (connection.state.kind !== 'open') finish();
      });
      wakers.add(finish);
      signal.addEventListener('abort', finish, { once: true });
      if (signal.aborted || connection.state.kind !== 'open') finish();
    });
  async function* follow(signal: AbortSignal): AsyncGenerator<AnalysisEvent> {
    try {
      const { analysisId } = await client.layers.open({ location }, { signal });
      const changes = await client.layers.watch({ analysisId }, { signal });
      for await (const analysis of changes) yield { kind: 'analysis', analysis };
    } catch (thrown) {
      // Without a connection the store waits for the next one by itself.
      if (isCanceled(thrown) || connection.state.kind !== 'open') throw thrown;
      yield { kind: 'error', error: toWireError(thrown) };
    }
    await rest(signal);
  }
  const store = createLiveStore<AnalysisState, AnalysisEvent>(
    {
      initial: noAnalysis,
      ready: (signal) => connection.whenOpen(signal),
      open: follow,
      reduce: reduceAnalysis,
      lost: (state) => (state.isLive ? { ...state, isLive: false } : state),
    },
    { reopenMs: 50 },
  );
  return {
    ...store,
    reopen() {
      for (const wake of [...wakers]) wake();
    },
  };
}
