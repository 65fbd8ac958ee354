import { Ban, CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Analysis, ImageLocation } from '../../../common/contract/layer-analysis';
import type { WireError } from '../../../common/errors';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { ProgressBar } from '../../components/progress-bar';
import { SkeletonKpis, SkeletonRows } from '../../components/skeleton';
import { useClient } from '../../lib/client';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useAnalysis } from './use-analysis';

export interface AnalysisFrameProps {
  readonly location: ImageLocation;
  /** Content can be shown as soon as one layer is ready; default: when all are. */
  readonly partial?: boolean | undefined;
  /** @param reopen to be called when a call answered not_found */
  readonly children: (analysis: Analysis, reopen: () => void) => ReactNode;
}

const Failed = ({ error, onRetry }: { readonly error: WireError; readonly onRetry: () => void }) => {
  const { common } = useMessages();
  const view = useErrorView(error);
  return <ErrorState {...view} level={2} actions={<Button onClick={onRetry}>{common.retry}</Button>} />;
};

const Canceled = ({ onRetry }: { readonly onRetry: () => void }) => {
  const { frame } = useMessages().layers;
  return (
    <EmptyState
      icon={CircleSlash}
      title={frame.canceled}
      actions={
        <Button variant="primary" onClick={onRetry}>
          {frame.readAgain}
        </Button>
      }
    >
      {frame.canceledText}
    </EmptyState>
  );
};

/** How far reading is, by layers and bytes, with Cancel. */
const Reading = ({ analysis, flush }: { readonly analysis: Analysis; readonly flush: boolean }) => {
  const { layers, common } = useMessages();
  const format = useFormat();
  const client = useClient();
  const { jobId } = analysis;
  const done = analysis.layers.filter((layer) => layer.state === 'ready').length;
  const bytes = analysis.layers.reduce((sum, layer) => sum + layer.readBytes, 0);
  const total = analysis.layers.length;
  const cancel = (): void => {
    // It may have ended by itself; then there is nothing to cancel.
    if (jobId !== undefined) client.jobs.cancel({ jobId }).catch(() => undefined);
  };
  return (
    <div
      className={
        flush
          ? 'flex shrink-0 items-center gap-4 border-b border-line bg-panel px-4 py-2'
          : 'mx-auto flex w-full max-w-130 items-end gap-4 px-6 pt-8 pb-4'
      }
    >
      <div className="min-w-0 flex-1">
        <ProgressBar
          label={flush ? layers.frame.readingPartly : layers.frame.reading}
          value={total === 0 ? undefined : done / total}
          detail={total === 0 ? undefined : layers.frame.progress(done, total, format.bytes(bytes))}
        />
      </div>
      {jobId === undefined ? undefined : (
        <Button size="sm" icon={Ban} onClick={cancel}>
          {common.cancel}
        </Button>
      )}
    </div>
  );
};

/** What every tab over an opened image stands in: loading, progress, failure; then its content. */
export const AnalysisFrame = ({ location, partial = false, children }: AnalysisFrameProps) => {
  const { common, layers } = useMessages();
  const { analysis, error, reopen } = useAnalysis(location);
  if (!analysis) {
    if (error) return <Failed error={error} onRetry={reopen} />;
    return (
      <div>
        <SkeletonKpis label={common.loading} />
        <SkeletonRows label={common.loading} />
      </div>
    );
  }
  if (analysis.state === 'failed') {
    const reason = analysis.error ?? error ?? { code: 'unknown', message: '' };
    return <Failed error={reason} onRetry={reopen} />;
  }
  if (analysis.state === 'canceled') return <Canceled onRetry={reopen} />;
  const isReady = analysis.state === 'ready';
  const isUsable = isReady || (partial && analysis.layers.some((layer) => layer.state === 'ready'));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {error ? (
        <Banner
          flush
          tone="warn"
          title={layers.frame.notLive}
          actions={
            <Button size="sm" onClick={reopen}>
              {common.retry}
            </Button>
          }
        >
          {error.message}
        </Banner>
      ) : undefined}
      {isReady ? undefined : <Reading analysis={analysis} flush={isUsable} />}
      {isUsable ? children(analysis, reopen) : <SkeletonRows label={layers.frame.reading} />}
    </div>
  );
};
