import type { ContainerDetails } from '../../../common/contract/containers';
import { KeyValueList } from '../../components/key-value-list';
import { SectionCard } from '../../components/section-card';
import { StateBadge } from '../../components/state-badge';
import { useCopyLabels } from '../../lib/labels';
import { type Messages, useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { containerLook } from '../../lib/resources/container-look';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';
import type { ContainerOverviewProps } from './container-overview';

function restartText(
  messages: Messages,
  { name, maximumRetryCount }: ContainerDetails['restartPolicy'],
): string {
  const { restartPolicies, maximumRetries } = messages.containers.details;
  const policy = restartPolicies[name === '' ? 'no' : name] ?? name;
  return maximumRetryCount > 0 ? maximumRetries(policy, maximumRetryCount) : policy;
}

/** A time as an age; undefined when there is none. */
function useMoment(): (at: number | undefined) => { value: string | undefined; title?: string } {
  const format = useFormat();
  const now = useNow();
  return (at) =>
    at === undefined
      ? { value: undefined }
      : { value: `${format.dateTime(at)} · ${format.relative(at, now)}`, title: format.exactBytes(at) };
}

type Props = Pick<ContainerOverviewProps, 'details' | 'writable'>;

/** The writable layer: its size, or why there is none. */
function useWritableItem({ data, isFetching }: Props['writable']) {
  const { common, containers } = useMessages();
  const format = useFormat();
  const texts = containers.details;
  const bytes = data?.[0]?.writableBytes;
  if (bytes !== undefined) {
    return { value: `${format.bytes(bytes)} · ${texts.writableText}`, title: format.exactBytes(bytes) };
  }
  return isFetching ? { value: texts.measuring } : { value: undefined, title: common.notMeasured };
}

/** Run time: what the state is, since when, and what ended it. */
export const StateCard = ({ details, writable }: Props) => {
  const messages = useMessages();
  const texts = messages.containers.details;
  const copy = useCopyLabels();
  const moment = useMoment();
  const writableItem = useWritableItem(writable);
  const { state, exitCode, error, oomKilled, pid } = details;
  const look = containerLook(messages, { state, exitCode, health: details.health?.status });
  const items = [
    { id: 'state', label: texts.state, value: <StateBadge {...look} /> },
    { id: 'started', label: texts.started, ...moment(details.startedAt) },
    ...(details.finishedAt === undefined
      ? []
      : [{ id: 'finished', label: texts.finished, ...moment(details.finishedAt) }]),
    ...(exitCode === undefined || state === 'running'
      ? []
      : [{ id: 'exit', label: texts.exitCode, value: exitCode }]),
    ...(error ? [{ id: 'error', label: texts.error, value: toVisibleText(error), copy: error }] : []),
    ...(oomKilled ? [{ id: 'oom', label: texts.oomKilled, value: messages.common.yes }] : []),
    ...(pid === undefined ? [] : [{ id: 'pid', label: texts.pid, value: pid, copy: String(pid) }]),
    { id: 'restarts', label: texts.restarts, value: details.restartCount },
    { id: 'policy', label: texts.restartPolicy, value: restartText(messages, details.restartPolicy) },
    ...(details.autoRemove ? [{ id: 'auto', label: texts.autoRemove, value: messages.common.yes }] : []),
    { id: 'writable', label: texts.writable, ...writableItem },
    { id: 'created', label: messages.common.created, ...moment(details.createdAt) },
    {
      id: 'id',
      label: messages.common.id,
      value: <code>{toShortId(details.id)}</code>,
      copy: details.id,
      title: details.id,
    },
  ];
  return (
    <SectionCard title={texts.state}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};
