import { RotateCw } from 'lucide-react';
import type { EngineState, EngineSummary } from '../../../common/contract/engines';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { BareLink } from '../../components/link';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { useEngineControls } from './engine-controls';

export type UnreachableState = EngineState & { readonly kind: 'unreachable' };

export interface EngineUnreachableProps {
  readonly engine: EngineSummary;
  readonly state: UnreachableState;
  /** Inside of a list of engines: no link to it. */
  readonly inList?: boolean;
}

/** When it is tried again, counting down. */
export const RetryTime = ({ state }: { readonly state: UnreachableState }) => {
  const { engines } = useMessages();
  const format = useFormat();
  const now = useNow('fast');
  if (state.retryAt === undefined) return undefined;
  const left = Math.max(1000, Math.ceil((state.retryAt - now) / 1000) * 1000);
  return <span className="tabular text-sm text-ink-3">{engines.retryIn(format.duration(left))}</span>;
};

/** Why an engine cannot be reached: what was tried, its words, the next step as text and as a command. */
export const EngineUnreachable = ({ engine, state, inList = false }: EngineUnreachableProps) => {
  const { engines } = useMessages();
  const { labels, answer, errorId } = useErrorView(state.error);
  const { connect, busy } = useEngineControls(engine.id);
  const reason = engines.reasons[state.reason];
  return (
    <ErrorState
      level={inList ? 3 : 2}
      title={inList ? reason.title : `${engine.name}: ${reason.title}`}
      tried={inList ? undefined : engine.host}
      answer={answer}
      nextStep={reason.nextStep}
      command={state.command}
      errorId={errorId}
      labels={labels}
      actions={
        <>
          <Button variant="primary" icon={RotateCw} loading={busy} onClick={connect}>
            {engines.retryNow}
          </Button>
          {inList ? undefined : (
            <Button asChild>
              <BareLink href="/engines">{engines.showAll}</BareLink>
            </Button>
          )}
          <span className="self-center">
            <RetryTime state={state} />
          </span>
        </>
      }
    />
  );
};
