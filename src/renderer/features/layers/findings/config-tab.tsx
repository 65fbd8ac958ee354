import type { Analysis } from '../../../../common/contract/layer-analysis';
import { CardGrid } from '../../../components/detail-page';
import { KeyValueList } from '../../../components/key-value-list';
import { PairList } from '../../../components/pair-list';
import { SecretList } from '../../../components/secret-list';
import { SectionCard } from '../../../components/section-card';
import { useCopyLabels } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { toCommandLine } from '../../../lib/resources/command-line';
import { toEnvironment, toPairs } from '../../../lib/resources/text-pairs';
import { toVisibleText } from '../../../lib/resources/visible-text';

/** A text that is copied as it is; a dash when the image does not say. */
function toItem(id: string, label: string, text: string | undefined) {
  if (text === undefined || text === '') return { id, label, value: undefined };
  return { id, label, value: <code className="break-all">{toVisibleText(text)}</code>, copy: text };
}

const OriginCard = ({ analysis }: { readonly analysis: Analysis }) => {
  const { config, methods } = useMessages().findings;
  const format = useFormat();
  const { imageId, references, platform, createdAt, author, method } = analysis;
  return (
    <SectionCard title={config.origin}>
      <KeyValueList
        labels={useCopyLabels()}
        items={[
          toItem('id', config.id, imageId),
          toItem('references', config.references, references.join(' ')),
          toItem('platform', config.platform, platform),
          {
            id: 'created',
            label: config.created,
            value: createdAt === undefined ? undefined : format.dateTime(createdAt),
          },
          toItem('author', config.author, author),
          { id: 'source', label: config.source, value: method && methods[method] },
        ]}
      />
    </SectionCard>
  );
};

type Runtime = NonNullable<Analysis['runtime']>;

const RunCard = ({ runtime }: { readonly runtime: Runtime }) => {
  const { findings, images } = useMessages();
  const texts = images.details;
  const [form, ...words] = runtime.healthcheck;
  const health =
    form === 'NONE' ? findings.config.healthcheckOff : form === undefined ? undefined : words.join(' ');
  return (
    <SectionCard title={findings.config.run}>
      <KeyValueList
        labels={useCopyLabels()}
        items={[
          toItem('entrypoint', texts.entrypoint, toCommandLine(runtime.entrypoint)),
          toItem('command', texts.command, toCommandLine(runtime.cmd)),
          toItem('workingDir', texts.workingDir, runtime.workingDir),
          toItem('user', texts.user, runtime.user),
          toItem('ports', texts.exposedPorts, runtime.exposedPorts.join(' ')),
          toItem('volumes', texts.volumes, runtime.volumes.join(' ')),
          toItem('stopSignal', texts.stopSignal, runtime.stopSignal),
          toItem('healthcheck', texts.healthcheck, health),
        ]}
      />
    </SectionCard>
  );
};

/** What a container gets from the image, and where it came from. Needs no engine. */
export const ConfigView = ({ analysis }: { readonly analysis: Analysis }) => {
  const { containers, resources } = useMessages();
  const copy = useCopyLabels();
  const texts = containers.details;
  const { runtime } = analysis;
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <CardGrid>
        {runtime ? <RunCard runtime={runtime} /> : undefined}
        <OriginCard analysis={analysis} />
        {runtime ? (
          <SectionCard title={texts.env} flush>
            <SecretList
              items={toEnvironment(runtime.env)}
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
        ) : undefined}
        {runtime ? (
          <SectionCard title={resources.labels}>
            <PairList items={toPairs(runtime.labels)} empty={resources.noLabels} labels={copy} />
          </SectionCard>
        ) : undefined}
      </CardGrid>
    </div>
  );
};
