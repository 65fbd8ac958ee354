import type { ContainerDetails } from '../../../common/contract/containers';
import type { TerminalSession } from '../../../common/contract/terminal';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { useMessages } from '../../lib/messages';

/** A shell that lives shorter did not wait for its user, in milliseconds. */
const atOnceMs = 2000;

export interface OutcomeBannerProps {
  readonly session: TerminalSession;
  /** Of the container, now: nothing can be started in one that does not run. Undefined: it was removed, as the page says. */
  readonly state: ContainerDetails['state'] | undefined;
  readonly onAgain: () => void;
  /** The way to start it with another user, folder or command. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}

function useOutcomeText({ outcome, startedAt, endedAt }: TerminalSession) {
  const { terminal: texts } = useMessages();
  if (outcome?.kind !== 'exited')
    return { title: outcome?.kind === 'lost' ? texts.lost : texts.detached, lines: [] };
  const { exitCode, containerEnded, oomKilled } = outcome;
  const meaning = Object.entries(texts.meanings).find(([code]) => Number(code) === exitCode)?.[1];
  const isAtOnce = exitCode === 0 && !containerEnded && (endedAt ?? 0) - startedAt < atOnceMs;
  return {
    title: exitCode === undefined ? texts.endedUnknown : texts.ended(String(exitCode)),
    lines: [
      meaning,
      isAtOnce ? texts.atOnce : undefined,
      containerEnded ? texts.containerEnded : undefined,
      oomKilled ? texts.oomKilled : undefined,
    ],
  };
}

function useObstacle(state: OutcomeBannerProps['state']): string | undefined {
  const { terminal: texts } = useMessages();
  if (state === undefined || state === 'running') return undefined;
  return state === 'paused' ? texts.pausedText : texts.notRunningText;
}

/** How a program ended, what that means, and the ways to start it again. */
export const OutcomeBanner = ({ session, state, onAgain, onChange, onClose }: OutcomeBannerProps) => {
  const { terminal: texts } = useMessages();
  const { title, lines } = useOutcomeText(session);
  const obstacle = useObstacle(state);
  const isGood =
    session.outcome?.kind !== 'lost' &&
    (session.outcome?.kind === 'detached' || lines.every((line) => !line));
  return (
    <Banner
      flush
      tone={isGood ? 'info' : 'warn'}
      title={title}
      actions={
        <>
          {state === 'running' ? (
            <>
              <Button size="sm" onClick={onAgain}>
                {texts.runAgain}
              </Button>
              <Button size="sm" onClick={onChange}>
                {texts.change}
              </Button>
            </>
          ) : undefined}
          <Button size="sm" onClick={onClose}>
            {texts.closeSession}
          </Button>
        </>
      }
    >
      {[...lines, obstacle].filter(Boolean).join(' ') || undefined}
    </Banner>
  );
};
