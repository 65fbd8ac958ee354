import type { EngineInfo } from '../../../common/contract/engines';
import { KeyValueList } from '../../components/key-value-list';
import { Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SkeletonText } from '../../components/skeleton';
import { useEngine } from '../../lib/engine';
import { engineVersion } from '../../lib/engine-look';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';

const Facts = ({ info }: { readonly info: EngineInfo }) => {
  const { engines } = useMessages();
  const format = useFormat();
  const labels = useCopyLabels();
  const cgroup = info.cgroupVersion && engines.facts.cgroup(info.cgroupVersion, info.cgroupDriver);
  return (
    <KeyValueList
      labels={labels}
      items={[
        {
          id: 'version',
          label: engines.version,
          value: `${engineVersion(info)} · ${engines.facts.api(info.apiVersion)}`,
        },
        { id: 'cgroup', label: engines.cgroup, value: cgroup },
        {
          id: 'storage',
          label: engines.storageDriver,
          value: info.rootless ? `${info.storageDriver} · ${engines.facts.rootless}` : info.storageDriver,
        },
        { id: 'system', label: engines.system, value: `${info.operatingSystem} · ${info.architecture}` },
        {
          id: 'capacity',
          label: engines.capacity,
          value: engines.capacityText(info.cpus, format.bytes(info.memoryBytes)),
          title: format.exactBytes(info.memoryBytes),
        },
      ]}
    />
  );
};

/** The engine in short; the page Engines says more. */
export const EngineSummaryCard = () => {
  const messages = useMessages();
  const { engines, overview, common } = messages;
  const engine = useEngine();
  return (
    <SectionCard title={overview.engine} aside={<Link href="/engines">{engines.showAll}</Link>}>
      {engine?.state.kind === 'connected' ? <Facts info={engine.state.info} /> : undefined}
      {engine === undefined || engine.state.kind === 'connecting' ? (
        <SkeletonText label={common.loading} count={4} />
      ) : undefined}
      {engine?.state.kind === 'unreachable' ? (
        <p className="m-0 text-ink-2">{messages.engines.reasons[engine.state.reason].nextStep}</p>
      ) : undefined}
    </SectionCard>
  );
};
