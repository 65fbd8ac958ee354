import type { ContainerDetails, ContainerRemovalPreview } from '../../../common/contract/containers';
import { CardGrid } from '../../components/detail-page';
import { PairList } from '../../components/pair-list';
import { SecretList } from '../../components/secret-list';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { toEnvironment, toPairs } from '../../lib/resources/text-pairs';
import { MountsCard, NetworksCard, PortsCard } from './connection-cards';
import { HealthCard } from './health-card';
import { LimitsCard } from './limits-card';
import { ProgramCard } from './program-card';
import { StateCard } from './state-card';

export interface ContainerOverviewProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
  /** What a removal would lose; being measured while `data` is undefined. */
  readonly writable: {
    readonly data: readonly ContainerRemovalPreview[] | undefined;
    readonly isFetching: boolean;
  };
}

const EnvironmentCard = ({ details }: { readonly details: ContainerDetails }) => {
  const texts = useMessages().containers.details;
  const copy = useCopyLabels();
  return (
    <SectionCard title={texts.env} aside={details.env.length || undefined} flush>
      <SecretList
        items={toEnvironment(details.env)}
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

const LabelsCard = ({ details }: { readonly details: ContainerDetails }) => {
  const { resources } = useMessages();
  const copy = useCopyLabels();
  const pairs = toPairs(details.labels);
  return (
    <SectionCard title={resources.labels} aside={pairs.length || undefined}>
      <PairList items={pairs} empty={resources.noLabels} labels={copy} />
    </SectionCard>
  );
};

/** Everything that is known of a container, as cards. */
export const ContainerOverview = ({ engineId, details, writable }: ContainerOverviewProps) => (
  <CardGrid>
    <StateCard details={details} writable={writable} />
    <ProgramCard details={details} />
    <PortsCard details={details} />
    <MountsCard details={details} engineId={engineId} />
    <NetworksCard details={details} engineId={engineId} />
    <LimitsCard details={details} />
    <HealthCard details={details} />
    <EnvironmentCard details={details} />
    <LabelsCard details={details} />
  </CardGrid>
);
