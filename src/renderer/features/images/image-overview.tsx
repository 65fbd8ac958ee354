import type { ImageDetails } from '../../../common/contract/images';
import { CardGrid } from '../../components/detail-page';
import { KeyValueList } from '../../components/key-value-list';
import { PairList } from '../../components/pair-list';
import { SecretList } from '../../components/secret-list';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { toCommandLine } from '../../lib/resources/command-line';
import { toEnvironment, toPairs } from '../../lib/resources/text-pairs';
import { toVisibleText } from '../../lib/resources/visible-text';
import { ImageFactsCard } from './image-facts-card';
import { LayersCard } from './layers-card';

interface CardProps {
  readonly details: ImageDetails;
}

/** A text that is copied as it is; a dash when there is none. */
function toItem(id: string, label: string, text: string | undefined) {
  if (text === undefined || text === '') return { id, label, value: undefined };
  return { id, label, value: <code className="break-all">{toVisibleText(text)}</code>, copy: text };
}

const ConfigCard = ({ details: { config } }: CardProps) => {
  const texts = useMessages().images.details;
  const copy = useCopyLabels();
  const items = [
    toItem('entrypoint', texts.entrypoint, toCommandLine(config.entrypoint)),
    toItem('command', texts.command, toCommandLine(config.command)),
    toItem('workingDir', texts.workingDir, config.workingDir),
    config.user
      ? toItem('user', texts.user, config.user)
      : { id: 'user', label: texts.user, value: texts.defaultUser },
    toItem('ports', texts.exposedPorts, config.exposedPorts.join(' ')),
    toItem('volumes', texts.volumes, config.volumes.join(' ')),
    toItem('stopSignal', texts.stopSignal, config.stopSignal ?? 'SIGTERM'),
    toItem('healthcheck', texts.healthcheck, config.healthcheck && toCommandLine(config.healthcheck)),
  ];
  return (
    <SectionCard title={texts.config}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};

const EnvironmentCard = ({ details: { config } }: CardProps) => {
  const texts = useMessages().containers.details;
  const copy = useCopyLabels();
  return (
    <SectionCard title={texts.env} aside={config.env.length || undefined} flush>
      <SecretList
        items={toEnvironment(config.env)}
        empty={texts.noEnv}
        labels={{
          ...copy,
          show: texts.showValues,
          hide: texts.hideValues,
          hidden: texts.hiddenValue,
          copyAll: texts.copyAll,
          copyOne: texts.copyValue,
        }}
      />
    </SectionCard>
  );
};

const LabelsCard = ({ details: { config } }: CardProps) => {
  const { resources } = useMessages();
  const copy = useCopyLabels();
  const pairs = toPairs(config.labels);
  return (
    <SectionCard title={resources.labels} aside={pairs.length || undefined}>
      <PairList items={pairs} empty={resources.noLabels} labels={copy} />
    </SectionCard>
  );
};

/** Everything that is known of an image, as cards. */
export const ImageOverview = ({ details }: CardProps) => (
  <CardGrid>
    <ImageFactsCard details={details} />
    <ConfigCard details={details} />
    <LayersCard diffIds={details.diffIds} />
    <EnvironmentCard details={details} />
    <LabelsCard details={details} />
  </CardGrid>
);
