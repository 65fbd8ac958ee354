import { RotateCw } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode, useEffect, useState } from 'react';
import { Button } from '../components/button';
import { ErrorState } from '../components/error-state';
import { useClient } from '../lib/client';
import { useErrorView } from '../lib/labels';
import { useMessages } from '../lib/messages';
import { reportError } from './uncaught';

interface BoundaryProps {
  /** `page`: the frame stays; `app`: everything is gone. */
  readonly scope: 'page' | 'app';
  /** Another value shows the children again: the address. */
  readonly resetKey?: string;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error?: Error | undefined;
  readonly where: string;
  readonly resetKey?: string | undefined;
}

/** Catches what a component throws while it draws, reports it, and offers a way on. */
export class CrashBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { where: '' };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: BoundaryState): BoundaryState {
    if (props.resetKey === state.resetKey) return state;
    return { where: '', error: undefined, resetKey: props.resetKey };
  }

  override componentDidCatch(_error: Error, info: ErrorInfo): void {
    const component = /at (\w+)/.exec(info.componentStack ?? '')?.[1] ?? 'unknown';
    this.setState({ where: `${window.location.pathname} ${component}` });
  }

  override render(): ReactNode {
    const { error, where, resetKey } = this.state;
    if (!error) return this.props.children;
    const reset = (): void => this.setState({ where: '', error: undefined, resetKey });
    return <CrashPage scope={this.props.scope} error={error} where={where} onRetry={reset} />;
  }
}

/** A part of the program that could not be fetched: only a new page gets it, and React keeps the failure. */
function isMissingPart({ message }: Error): boolean {
  return /dynamically imported module|module script/i.test(message);
}

type Report = { readonly kind: 'pending' } | { readonly kind: 'done'; readonly errorId?: string };

interface CrashPageProps {
  readonly scope: 'page' | 'app';
  readonly error: Error;
  readonly where: string;
  readonly onRetry: () => void;
}

const CrashPage = ({ scope, error, where, onRetry }: CrashPageProps) => {
  const { app } = useMessages();
  const client = useClient();
  const { labels } = useErrorView(error);
  const [report, setReport] = useState<Report>({ kind: 'pending' });
  useEffect(() => {
    if (where === '') return;
    void reportError(client, error, where).then((errorId) =>
      setReport({ kind: 'done', ...(errorId === undefined ? {} : { errorId }) }),
    );
  }, [client, error, where]);
  const again = isMissingPart(error) ? () => window.location.reload() : onRetry;
  const { errorId } = report.kind === 'done' ? report : {};
  const reported = errorId === undefined ? app.crash.notReported : app.crash.reported(errorId);
  return (
    <div className="flex h-full flex-col bg-bg">
      <ErrorState
        title={scope === 'page' ? app.crash.title : app.crash.wholeTitle}
        tried={`${scope === 'page' ? app.crash.text : app.crash.wholeText} ${report.kind === 'done' ? reported : ''}`}
        details={`${error.name}: ${error.message}\n${where}`}
        errorId={errorId}
        labels={labels}
        actions={
          <>
            <Button variant="primary" icon={RotateCw} onClick={again}>
              {app.crash.retry}
            </Button>
            <Button onClick={() => window.location.reload()}>{app.crash.reload}</Button>
          </>
        }
      />
    </div>
  );
};
