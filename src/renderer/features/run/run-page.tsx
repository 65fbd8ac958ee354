import { useQuery } from '@tanstack/react-query';
import { ClipboardPaste } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Job } from '../../../common/contract/jobs';
import type { RunSpec } from '../../../common/contract/run-spec';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { SkeletonRows } from '../../components/skeleton';
import { useActions } from '../../lib/actions';
import { useClient } from '../../lib/client';
import { enginePath, useEngineId } from '../../lib/engine';
import { describeError } from '../../lib/error-text';
import { useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useOffline } from '../../lib/resources/use-offline';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { emptySpec } from './empty-spec';
import { PasteDialog } from './paste-dialog';
import { RunFormView } from './run-form-view';
import { Checks, CommandPreview } from './side-panel';
import { type RunMode, useChecks, useRunForm } from './use-run-form';

/** What the address asks for. */
function useTask() {
  const parameters = new URLSearchParams(window.location.search);
  const from = parameters.get('from') ?? undefined;
  const mode: RunMode =
    from === undefined ? 'new' : parameters.get('mode') === 'recreate' ? 'recreate' : 'duplicate';
  return { from, mode, image: parameters.get('image') ?? '' };
}

interface FormPageProps {
  readonly engineId: string;
  readonly mode: RunMode;
  readonly from: string | undefined;
  readonly initial: RunSpec;
}

/** Sends the form; on success the page of the container opens. */
function useSubmit({ engineId, mode, from }: FormPageProps, spec: RunSpec) {
  const client = useClient();
  const follow = useRunJob();
  const [, navigate] = useLocation();
  const [state, setState] = useState<{ readonly running: boolean; readonly failed?: Job | undefined }>({
    running: false,
  });
  const submit = async (start: boolean): Promise<void> => {
    setState({ running: true });
    const job = await follow(() =>
      mode === 'recreate' && from !== undefined
        ? client.run.recreate({ engineId, id: from, spec })
        : client.run.create({ engineId, spec, start, ...(from === undefined ? {} : { basedOn: from }) }),
    );
    const made = job?.result?.kind === 'items' ? job.result.succeeded[0] : undefined;
    if (made) navigate(enginePath(engineId, 'containers', made.id));
    else setState({ running: false, failed: job });
  };
  return { ...state, submit };
}

const FormPage = (props: FormPageProps) => {
  const { engineId, mode, from, initial } = props;
  const messages = useMessages();
  const { run, containers } = messages;
  const offline = useOffline();
  const state = useRunForm(initial);
  const checks = useChecks(engineId, state, mode === 'recreate' ? from : undefined);
  const { running, failed, submit } = useSubmit(props, state.spec);
  const [isPasting, setPasting] = useState(false);
  const isReadable = Object.keys(state.errors).every((place) => place === 'image' && state.form.image === '');
  const isStopped = offline !== undefined || Object.keys(state.errors).length > 0;
  const name = toInlineName(initial.name ?? from ?? '');
  useActions([{ id: 'run.paste', title: run.paste, group: run.title, run: () => setPasting(true) }]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ label: containers.title, href: enginePath(engineId, 'containers') }]}
        title={mode === 'new' ? run.title : mode === 'duplicate' ? run.duplicate(name) : run.recreate(name)}
        actions={
          <>
            <Button icon={ClipboardPaste} onClick={() => setPasting(true)}>
              {run.paste}
            </Button>
            {mode === 'recreate' ? undefined : (
              <Button disabled={isStopped || running} title={offline} onClick={() => void submit(false)}>
                {run.create}
              </Button>
            )}
            <Button
              variant="primary"
              loading={running}
              disabled={isStopped}
              title={offline}
              onClick={() => void submit(true)}
            >
              {mode === 'recreate' ? run.recreateConfirm : run.run}
            </Button>
          </>
        }
      />
      <div className="grid min-h-0 flex-1 auto-rows-min gap-4 overflow-auto p-4 min-[900px]:grid-cols-[minmax(0,1fr)_minmax(18rem,26rem)]">
        <RunFormView
          key={state.fills}
          {...{ engineId }}
          form={state.form}
          errors={state.errors}
          onChange={state.change}
        />
        <aside className="flex min-w-0 flex-col gap-3 self-start min-[900px]:sticky min-[900px]:top-0">
          {mode === 'recreate' ? <Banner tone="info" title={run.recreateText(name)} /> : undefined}
          {failed?.error ? (
            <Banner tone="bad" title={describeError(messages, failed.error).title}>
              {toVisibleText(failed.error.message)}
            </Banner>
          ) : undefined}
          {state.form.image === '' ? undefined : <Checks checks={checks} isReadable={isReadable} />}
          <SectionCard title={run.preview}>
            <CommandPreview spec={state.spec} />
          </SectionCard>
        </aside>
      </div>
      {isPasting ? <PasteDialog onFill={state.fill} onClose={() => setPasting(false)} /> : undefined}
    </div>
  );
};

/** A form like an existing container. */
const FromContainer = ({
  engineId,
  from,
  mode,
}: Omit<FormPageProps, 'initial'> & { readonly from: string }) => {
  const { common } = useMessages();
  const query = useQuery({
    ...useApi().run.specOf.queryOptions({ input: { engineId, id: from } }),
    staleTime: 0,
    gcTime: 0,
  });
  const error = useErrorView(query.error);
  if (query.error)
    return (
      <ErrorState {...error} actions={<Button onClick={() => void query.refetch()}>{common.retry}</Button>} />
    );
  if (!query.data) return <SkeletonRows label={common.loading} />;
  const initial =
    mode === 'duplicate' && query.data.name !== undefined
      ? { ...query.data, name: `${query.data.name}-copy` }
      : query.data;
  return <FormPage {...{ engineId, from, mode, initial }} />;
};

/** The page that makes containers. */
export const RunPage = () => {
  const engineId = useEngineId();
  const { from, mode, image } = useTask();
  if (from === undefined) return <FormPage {...{ engineId, from, mode }} initial={{ ...emptySpec, image }} />;
  return <FromContainer {...{ engineId, from, mode }} />;
};
