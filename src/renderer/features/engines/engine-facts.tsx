import type { EngineInfo } from '../../../common/contract/engines';
import { Banner } from '../../components/banner';
import { type KeyValue, KeyValueList } from '../../components/key-value-list';
import { engineVersion } from '../../lib/engine-look';
import { useCopyLabels } from '../../lib/labels';
import { type Format, type Messages, useFormat, useMessages } from '../../lib/messages';

function toFacts({ engines, common }: Messages, format: Format, info: EngineInfo): readonly KeyValue[] {
  return [
    { id: 'version', label: engines.version, value: engineVersion(info) },
    {
      id: 'api',
      label: engines.apiVersion,
      value: engines.apiRange(info.apiVersion, info.maxApiVersion),
    },
    {
      id: 'cgroup',
      label: engines.cgroup,
      value: info.cgroupVersion && engines.facts.cgroup(info.cgroupVersion, info.cgroupDriver),
    },
    { id: 'storage', label: engines.storageDriver, value: info.storageDriver },
    { id: 'rootless', label: engines.rootless, value: info.rootless ? common.yes : common.no },
    { id: 'system', label: engines.system, value: `${info.operatingSystem} · ${info.architecture}` },
    { id: 'kernel', label: engines.kernel, value: info.kernelVersion },
    {
      id: 'capacity',
      label: engines.capacity,
      value: engines.capacityText(info.cpus, format.bytes(info.memoryBytes)),
      title: format.exactBytes(info.memoryBytes),
    },
    { id: 'root', label: engines.dataRoot, value: <code>{info.rootDir}</code>, copy: info.rootDir },
  ];
}

/** What a connected engine says about itself. */
export const EngineFacts = ({ info }: { readonly info: EngineInfo }) => {
  const messages = useMessages();
  const format = useFormat();
  const labels = useCopyLabels();
  const facts = toFacts(messages, format, info);
  const half = Math.ceil(facts.length / 2);
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-x-8 min-[1000px]:grid-cols-2">
        <KeyValueList items={facts.slice(0, half)} labels={labels} />
        <KeyValueList items={facts.slice(half)} labels={labels} />
      </div>
      {info.warnings.length === 0 ? undefined : (
        <Banner tone="warn" title={messages.engines.warnings}>
          <ul className="m-0 list-disc pl-4">
            {info.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  );
};
