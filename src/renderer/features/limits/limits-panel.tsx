import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContainerLimits } from '../../../common/contract/limits';
import { checkLimits } from '../../../common/limits/check-limits';
import { changedLimits, toDockerUpdate } from '../../../common/limits/docker-update';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { CommandLine } from '../../components/command-line';
import { ErrorState } from '../../components/error-state';
import { SectionCard } from '../../components/section-card';
import { SkeletonRows } from '../../components/skeleton';
import type { ContainerTabProps } from '../../lib/contributions';
import { useCopyLabels, useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { AdviceCard } from './advice-card';
import { LimitsFields, useIssueText } from './limits-fields';
import { type LimitsForm, readForm, toFieldText, toForm } from './limits-form';
import { useApplyLimits } from './use-apply-limits';

/** The form as typed over the present values; a draft ends when it is applied or discarded. */
function useLimitsForm(limits: ContainerLimits) {
  const [draft, setDraft] = useState<LimitsForm | undefined>(undefined);
  const form = draft ?? toForm(limits.values);
  const { values, unreadable } = readForm(form);
  const issues = checkLimits(values, limits.context);
  const changed = changedLimits(limits.values, values, limits.context);
  const isSound = unreadable.length === 0 && !issues.some(({ severity }) => severity === 'error');
  const isChanged = Object.keys(changed).length > 0;
  return { form, setDraft, values, unreadable, issues, changed, isSound, isChanged };
}

type Edited = ReturnType<typeof useLimitsForm>;

const Outcome = ({ applying }: { readonly applying: ReturnType<typeof useApplyLimits> }) => {
  const texts = useMessages().limits;
  const { error, last, busy, apply } = applying;
  return (
    <>
      {error === undefined ? undefined : (
        <Banner tone="bad" title={texts.failed}>
          {error}
        </Banner>
      )}
      {last === undefined ? undefined : (
        <Banner
          tone={last.warnings.length > 0 ? 'warn' : 'ok'}
          title={texts.applied}
          actions={
            <Button size="sm" loading={busy} onClick={() => void apply(last.before, true)}>
              {texts.undo}
            </Button>
          }
        >
          {last.warnings.length > 0 ? `${texts.engineWarns}: ${last.warnings.join(' ')}` : undefined}
        </Banner>
      )}
    </>
  );
};

interface ActionsProps {
  readonly limits: ContainerLimits;
  readonly edited: Edited;
  readonly applying: ReturnType<typeof useApplyLimits>;
}

const Actions = ({ limits, edited, applying }: ActionsProps) => {
  const texts = useMessages().limits;
  const copy = useCopyLabels();
  const { isSound, isChanged, changed, values, setDraft } = edited;
  const command = isSound ? toDockerUpdate(limits.name, changed) : undefined;
  return (
    <>
      {command === undefined ? undefined : (
        <div>
          <div className="mb-1 text-sm text-ink-3">{texts.command}</div>
          <CommandLine command={command} labels={copy} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          disabled={!limits.canUpdate || !isSound || !isChanged}
          loading={applying.busy}
          onClick={() => void applying.apply(values)}
        >
          {texts.apply}
        </Button>
        <Button disabled={!isChanged && isSound} onClick={() => setDraft(undefined)}>
          {texts.reset}
        </Button>
        {isChanged ? undefined : <span className="text-sm text-ink-3">{texts.unchanged}</span>}
      </div>
    </>
  );
};

const Editor = ({
  engineId,
  limits,
  refetch,
}: {
  readonly engineId: string;
  readonly limits: ContainerLimits;
  readonly refetch: () => unknown;
}) => {
  const texts = useMessages().limits;
  const issueText = useIssueText();
  const edited = useLimitsForm(limits);
  const { form, setDraft, issues } = edited;
  const [settle] = useState(() => () => {
    setDraft(undefined);
    refetch();
  });
  const applying = useApplyLimits({ engineId, id: limits.id }, settle);
  const fill = (field: string, value: number) => ({ [field]: toFieldText(field as 'cpus', value) });
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
      {limits.canUpdate ? undefined : (
        <Banner tone="info" title={texts.cannotUpdate}>
          {texts.cannotUpdateText}
        </Banner>
      )}
      <Outcome applying={applying} />
      <SectionCard title={texts.title} aside={limits.context.running ? texts.live : texts.stored}>
        <div className="flex flex-col gap-3">
          <LimitsFields
            {...edited}
            limits={limits}
            onText={(field, text) => setDraft({ ...form, texts: { ...form.texts, [field]: text } })}
            onRestart={(restart) => setDraft({ ...form, restart })}
          />
          <p className="m-0 text-sm text-ink-3">{texts.emptyMeans}</p>
          {issues
            .filter(({ severity }) => severity === 'warn')
            .map((issue) => (
              <Banner
                key={issue.code}
                tone="warn"
                title={issue.field === 'restart' ? texts.fields.restart : texts.fields[issue.field]}
              >
                {issueText(issue)}
              </Banner>
            ))}
          <Actions limits={limits} edited={edited} applying={applying} />
        </div>
      </SectionCard>
      <AdviceCard
        engineId={engineId}
        limits={limits}
        onFill={(items) => {
          const texts = items.map(({ field, proposed }) => fill(field, proposed));
          setDraft({ ...form, texts: Object.assign({}, form.texts, ...texts) });
        }}
      />
    </div>
  );
};

const Failure = ({ error }: { readonly error: unknown }) => <ErrorState {...useErrorView(error)} />;

/** The tab: limits as a form, what a change will do, and advice from the recorded use. */
export const LimitsPanel = ({ engineId, details }: ContainerTabProps) => {
  const { common } = useMessages();
  const query = useQuery({
    ...useApi().limits.get.queryOptions({ input: { engineId, id: details.id } }),
    staleTime: 0,
  });
  useRefetchOnChange(details, query.refetch);
  if (query.data) return <Editor engineId={engineId} limits={query.data} refetch={query.refetch} />;
  return query.error ? <Failure error={query.error} /> : <SkeletonRows label={common.loading} />;
};
