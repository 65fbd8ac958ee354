import { CircleCheck, CircleX } from 'lucide-react';
import type { ContainerDetails } from '../../../common/contract/containers';
import { SectionCard } from '../../components/section-card';
import { StateBadge } from '../../components/state-badge';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

type Health = NonNullable<ContainerDetails['health']>;

/** Line feeds stay: they are the output's own. */
function toVisibleLines(text: string): string {
  return text.trim().split(/\r?\n/).map(toVisibleText).join('\n');
}

const Probe = ({ probe }: { readonly probe: Health['log'][number] }) => {
  const texts = useMessages().containers.details;
  const format = useFormat();
  const { startedAt, endedAt, exitCode, output } = probe;
  const look =
    exitCode === 0
      ? ({ tone: 'ok', icon: CircleCheck, label: texts.probeOk } as const)
      : ({ tone: 'bad', icon: CircleX, label: texts.probeFailed(exitCode) } as const);
  return (
    <li className="border-b border-line-2 px-3 py-1.5 last:border-0">
      <div className="tabular flex flex-wrap items-baseline gap-x-3">
        <time title={format.dateTime(startedAt)}>{format.time(startedAt)}</time>
        <StateBadge {...look} />
        {endedAt === undefined ? undefined : (
          <span className="text-sm text-ink-3">{texts.probeTook(format.duration(endedAt - startedAt))}</span>
        )}
      </div>
      {output.trim() === '' ? (
        <span className="text-sm text-ink-3">{texts.noOutput}</span>
      ) : (
        <pre className="m-0 mt-0.5 max-h-24 overflow-hidden break-all whitespace-pre-wrap text-ink-2">
          {toVisibleLines(output)}
        </pre>
      )}
    </li>
  );
};

/** The health check's last probes, newest first; nothing for a container without a check. */
export const HealthCard = ({ details }: { readonly details: ContainerDetails }) => {
  const texts = useMessages().containers.details;
  const { health } = details;
  if (!health) return undefined;
  return (
    <SectionCard
      title={texts.health}
      aside={health.failingStreak > 0 ? texts.failing(health.failingStreak) : undefined}
      flush
    >
      {health.log.length === 0 ? <p className="m-0 px-3 py-2 text-ink-3">{texts.noProbes}</p> : undefined}
      <ul className="m-0 list-none p-0">
        {health.log.toReversed().map((probe) => (
          <Probe key={`${probe.startedAt} ${probe.exitCode}`} probe={probe} />
        ))}
      </ul>
    </SectionCard>
  );
};
