import { useQuery } from '@tanstack/react-query';
import type { AppInfo } from '../../../common/contract/app';
import { Banner } from '../../components/banner';
import { type KeyValue, KeyValueList } from '../../components/key-value-list';
import { SectionCard } from '../../components/section-card';
import { SkeletonText } from '../../components/skeleton';
import { describeError } from '../../lib/error-text';
import { useCopyLabels } from '../../lib/labels';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';

function toItems({ settings: texts }: Messages, format: Format, info: AppInfo): readonly KeyValue[] {
  const log: KeyValue =
    info.logFile === undefined
      ? { id: 'log', label: texts.logFile, value: texts.noLogFile }
      : { id: 'log', label: texts.logFile, value: <code>{info.logFile}</code>, copy: info.logFile };
  return [
    { id: 'version', label: texts.version, value: info.version, copy: info.version },
    { id: 'host', label: texts.host, value: texts.hosts[info.host] },
    { id: 'platform', label: texts.platform, value: `${info.platform} · ${texts.node} ${info.nodeVersion}` },
    { id: 'started', label: texts.started, value: format.dateTime(info.startedAt) },
    {
      id: 'settings',
      label: texts.settingsFile,
      value: <code>{info.settingsFile}</code>,
      copy: info.settingsFile,
    },
    log,
  ];
}

/** Version, surroundings, and where Estiba keeps its files. */
export const AboutCard = () => {
  const messages = useMessages();
  const format = useFormat();
  const labels = useCopyLabels();
  const info = useQuery(useApi().app.info.queryOptions());
  return (
    <SectionCard title={messages.settings.about}>
      {info.data ? <KeyValueList items={toItems(messages, format, info.data)} labels={labels} /> : undefined}
      {info.isPending ? <SkeletonText label={messages.common.loading} count={5} /> : undefined}
      {info.isError ? (
        <Banner tone="bad" title={describeError(messages, info.error).title}>
          {describeError(messages, info.error).engineWords}
        </Banner>
      ) : undefined}
    </SectionCard>
  );
};
