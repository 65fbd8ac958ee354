import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { ContainerLimits } from '../../../common/contract/limits';
import { type Advice, adviseLimits, type LimitAdvice } from '../../../common/limits/advise-limits';
import { Button } from '../../components/button';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';

export interface AdviceCardProps {
  readonly engineId: string;
  readonly limits: ContainerLimits;
  readonly onFill: (items: readonly LimitAdvice[]) => void;
}

/** The unit of each advised limit. */
function useAmount() {
  const format = useFormat();
  const { cores } = useMessages().limits;
  return (field: LimitAdvice['field'], value: number): string => {
    if (field === 'memoryBytes') return format.bytes(value);
    return field === 'cpus' ? `${format.number(value)} ${cores}` : format.number(value);
  };
}

const Effect = ({ item, advice }: { readonly item: LimitAdvice; readonly advice: Advice }) => {
  const texts = useMessages().limits.advice;
  const format = useFormat();
  const amount = useAmount();
  const reasons = {
    use: undefined,
    throttled: texts.throttled(format.percent(advice.throttledShare)),
    oomKilled: texts.oomKilled(format.number(advice.oomKills)),
  };
  return (
    <span className="text-ink-2">
      {texts.use(amount(item.field, item.p95), amount(item.field, item.peak))}{' '}
      {item.overShare === 0 ? texts.neverReached : texts.reached(format.percent(item.overShare))}{' '}
      {reasons[item.because]}
    </span>
  );
};

const AdviceTable = ({ advice }: { readonly advice: Advice }) => {
  const { advice: texts, fields, noLimit } = useMessages().limits;
  const amount = useAmount();
  const present = ({ field, present: value }: LimitAdvice) =>
    value === undefined ? noLimit : amount(field, value);
  return (
    <SimpleTable
      label={texts.title}
      rows={advice.items}
      getId={({ field }) => field}
      empty={texts.tooLittle}
      columns={[
        { id: 'field', header: texts.resource, cell: ({ field }) => fields[field] },
        {
          id: 'change',
          header: texts.change,
          cell: (item) => (
            <span className="tabular inline-flex flex-wrap items-center gap-1">
              <span className="text-ink-3">{present(item)}</span>
              <ArrowRight aria-hidden size={12} className="text-ink-3" />
              <strong className="font-semibold">{amount(item.field, item.proposed)}</strong>
            </span>
          ),
        },
        { id: 'effect', header: texts.effect, cell: (item) => <Effect item={item} advice={advice} /> },
      ]}
    />
  );
};

/** Limits that would fit the recorded use, and what they would have done to it. */
export const AdviceCard = ({ engineId, limits, onFill }: AdviceCardProps) => {
  const { advice: texts } = useMessages().limits;
  const format = useFormat();
  const query = useQuery({
    ...useApi().stats.history.queryOptions({ input: { engineId, ids: [limits.id] } }),
    staleTime: 0,
    refetchInterval: 15_000,
  });
  const history = query.data?.[0];
  const advice = history && adviseLimits(history, limits.values);
  const hasAdvice = advice !== undefined && advice.items.length > 0;
  const nothing = query.error ? texts.failed : texts.tooLittle;
  return (
    <SectionCard
      title={texts.title}
      aside={advice && texts.basis(format.duration(advice.spanMs))}
      flush={hasAdvice}
    >
      {hasAdvice ? <AdviceTable advice={advice} /> : <p className="m-0 text-ink-3">{nothing}</p>}
      {hasAdvice && limits.canUpdate ? (
        <div className="p-3">
          <Button onClick={() => onFill(advice.items)}>{texts.fill}</Button>
        </div>
      ) : undefined}
    </SectionCard>
  );
};
