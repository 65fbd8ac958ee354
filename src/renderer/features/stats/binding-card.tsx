import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import type { BindingLimit, EffectiveLimits, LimitLevel } from '../../../common/contract/stats';
import { SectionCard } from '../../components/section-card';
import { SkeletonRows } from '../../components/skeleton';
import { useErrorView } from '../../lib/labels';
import { type Messages, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { type StatsFormat, useStatsFormat } from './use-stats-format';

const subjects = ['cpuCores', 'memoryBytes', 'swapBytes', 'pids'] as const;
type Subject = (typeof subjects)[number];

function nameOf({ stats }: Messages, subject: Subject): string {
  const names = {
    cpuCores: stats.cpu,
    memoryBytes: stats.memory,
    swapBytes: stats.swap,
    pids: stats.pidsShort,
  };
  return names[subject];
}

function writerOf(write: StatsFormat, subject: Subject): (value: number) => string {
  if (subject === 'cpuCores') return write.cores;
  return subject === 'pids' ? write.count : write.bytes;
}

function isBinding(bound: BindingLimit, level: LimitLevel): boolean {
  return bound.value !== 'max' && bound.path === level.path && bound.role === level.role;
}

/** Where an id of 64 digits stands in a name, its first twelve are enough. */
function shortName(name: string): string {
  return name.replace(/[0-9a-f]{64}/g, (id) => `${id.slice(0, 12)}…`);
}

interface CellProps {
  readonly level: LimitLevel;
  readonly subject: Subject;
  readonly bound: BindingLimit;
}

const Cell = ({ level, subject, bound }: CellProps) => {
  const { stats } = useMessages();
  const format = useStatsFormat();
  const binds = isBinding(bound, level);
  const value = binds ? bound.value : level[subject];
  if (value === undefined || value === 'max') {
    return <td className="px-3 py-1 text-right text-ink-3">–</td>;
  }
  const text = writerOf(format, subject)(value);
  if (!binds) return <td className="tabular px-3 py-1 text-right text-ink-2">{text}</td>;
  return (
    <td data-tone="warn" className="tabular px-3 py-1 text-right font-semibold text-(--tone)">
      <ChevronLeft aria-hidden size={13} className="-mt-0.5 inline" />
      {text}
      <span className="sr-only"> ({stats.bindingMark})</span>
    </td>
  );
};

const Tree = ({ limits }: { readonly limits: EffectiveLimits }) => {
  const messages = useMessages();
  const { stats } = messages;
  const head = 'border-b border-line-2 px-3 py-1 text-sm font-medium whitespace-nowrap text-ink-3';
  return (
    <table aria-label={stats.binding} className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={`${head} text-left`}>
            {stats.bindingCgroup}
          </th>
          {subjects.map((subject) => (
            <th key={subject} scope="col" className={`${head} text-right`}>
              {nameOf(messages, subject)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {limits.levels.map((level, depth) => (
          <tr
            key={`${level.role} ${level.path}`}
            className={`border-b border-line-2 ${level.role === 'container' ? 'bg-accent-soft' : ''}`}
          >
            <th scope="row" className="px-3 py-1 text-left font-normal" title={level.path}>
              <span className="flex items-baseline gap-2" style={{ paddingLeft: depth * 14 }}>
                <code className="[overflow-wrap:anywhere]">{shortName(level.name)}</code>
                <span className="text-sm text-ink-2">{stats.roles[level.role]}</span>
              </span>
            </th>
            {subjects.map((subject) => (
              <Cell key={subject} level={level} subject={subject} bound={limits[subject]} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

function sentenceOf(messages: Messages, write: StatsFormat, subject: Subject, bound: BindingLimit): string {
  const { stats } = messages;
  const what = nameOf(messages, subject);
  if (bound.value === 'max') return stats.bindingUnlimited(what);
  if (bound.role === 'host') return stats.bindingHost(what);
  const value = writerOf(write, subject)(bound.value);
  if (bound.role === 'container' || bound.role === 'inside') return stats.bindingSelf(what, value);
  return stats.bindingOther(what, value, shortName(bound.path.slice(bound.path.lastIndexOf('/') + 1)));
}

const Sentences = ({ limits }: { readonly limits: EffectiveLimits }) => {
  const messages = useMessages();
  const write = useStatsFormat();
  return (
    <ul className="m-0 flex list-none flex-col gap-1 px-3 py-2">
      {subjects.map((subject) => {
        const bound = limits[subject];
        return (
          <li key={subject} className="flex flex-wrap items-baseline gap-x-2">
            <span>{sentenceOf(messages, write, subject, bound)}</span>
            {bound.setBy === undefined || bound.value === 'max' ? undefined : (
              <span className="text-sm text-ink-3">
                {messages.stats.setBy} <code className="text-ink-2">{shortName(bound.setBy)}</code>
              </span>
            )}
            {bound.value === 'max' ? undefined : (
              <code className="[overflow-wrap:anywhere] text-ink-3" title={bound.from}>
                {shortName(bound.from)}
              </code>
            )}
          </li>
        );
      })}
    </ul>
  );
};

export interface BindingCardProps {
  readonly engineId: string;
  readonly id: string;
  /** Changes when a limit may have changed: it is read again. */
  readonly version: unknown;
}

/** The cgroups from the machine to the container, and which of them binds. */
export const BindingCard = ({ engineId, id, version }: BindingCardProps) => {
  const { stats, common } = useMessages();
  const options = useApi().stats.effectiveLimits.queryOptions({ input: { engineId, id } });
  const query = useQuery({
    ...options,
    queryKey: [...options.queryKey, JSON.stringify(version)],
    placeholderData: (previous: EffectiveLimits | undefined) => previous,
  });
  const error = useErrorView(query.error);
  return (
    <SectionCard title={stats.binding} flush>
      {query.data ? (
        <div className="overflow-x-auto">
          <Tree limits={query.data} />
          <Sentences limits={query.data} />
        </div>
      ) : undefined}
      {query.isPending ? <SkeletonRows label={common.loading} /> : undefined}
      {query.error && !query.data ? (
        <p className="m-0 px-3 py-2 text-ink-3">
          {stats.bindingFailed}: {error.answer ?? error.title}
        </p>
      ) : undefined}
    </SectionCard>
  );
};
