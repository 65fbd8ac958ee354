import type { ContainerDetails } from '../../../common/contract/containers';
import { KeyValueList } from '../../components/key-value-list';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';

/** What it may use. */
export const LimitsCard = ({ details }: { readonly details: ContainerDetails }) => {
  const texts = useMessages().containers.details;
  const format = useFormat();
  const copy = useCopyLabels();
  const { cpus, memoryBytes, memoryReservationBytes, memorySwapBytes, pids, cpuset, cpuShares } =
    details.limits;
  const none = <span className="text-ink-3">{texts.unlimited}</span>;
  const bytes = (id: string, label: string, value: number | undefined) =>
    value === undefined
      ? { id, label, value: none }
      : { id, label, value: format.bytes(value), title: format.exactBytes(value) };
  const optional = (id: string, label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [{ id, label, value }];
  const items = [
    {
      id: 'cpus',
      label: texts.cpus,
      value: cpus === undefined ? none : texts.cores(format.number(cpus)),
    },
    bytes('memory', texts.memory, memoryBytes),
    ...(memoryReservationBytes === undefined
      ? []
      : [bytes('reservation', texts.reservation, memoryReservationBytes)]),
    ...(memorySwapBytes === undefined ? [] : [bytes('swap', texts.swap, memorySwapBytes)]),
    { id: 'pids', label: texts.pids, value: pids === undefined ? none : format.number(pids) },
    ...optional('cpuset', texts.cpuset, cpuset),
    ...optional('shares', texts.cpuShares, cpuShares === undefined ? undefined : format.number(cpuShares)),
  ];
  return (
    <SectionCard title={texts.limits}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};
