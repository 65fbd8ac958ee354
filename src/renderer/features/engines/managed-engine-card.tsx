import { CircleCheck, CircleDashed, CircleSlash, Download, LoaderCircle, Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { ManagedEngineStatus } from '../../../common/contract/engines';
import type { Job } from '../../../common/contract/jobs';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { CommandLine } from '../../components/command-line';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { KeyValueList } from '../../components/key-value-list';
import { ProgressBar } from '../../components/progress-bar';
import { SectionCard } from '../../components/section-card';
import { SkeletonText } from '../../components/skeleton';
import { StateBadge, type StateLook } from '../../components/state-badge';
import { useClient } from '../../lib/client';
import { describeError } from '../../lib/error-text';
import { useJobLog } from '../../lib/job-log';
import { jobView } from '../../lib/job-view';
import { isEnded, useFollowJob } from '../../lib/jobs';
import { useCopyLabels } from '../../lib/labels';
import { type Messages, useFormat, useMessages } from '../../lib/messages';
import { useManagedEngine } from './managed-engine';

const logTail = 200;

function stateLook(
  { engines }: Messages,
  state: ManagedEngineStatus['state'],
): StateLook & { busy: boolean } {
  const label = engines.managed.states[state];
  switch (state) {
    case 'running':
      return { tone: 'ok', icon: CircleCheck, label, busy: false };
    case 'starting':
      return { tone: 'info', icon: LoaderCircle, label, busy: true };
    case 'unsupported':
      return { tone: 'neutral', icon: CircleSlash, label, busy: false };
    case 'stopped':
    case 'not_installed':
      return { tone: 'neutral', icon: CircleDashed, label, busy: false };
  }
}

const JobLog = ({ job }: { readonly job: Job }) => {
  const messages = useMessages();
  const view = jobView(messages, useFormat(), job);
  const { lines } = useJobLog(job.id);
  return (
    <div className="flex flex-col gap-1.5">
      {isEnded(job) ? (
        <StateBadge tone={view.tone} icon={view.icon} label={`${view.title}: ${view.stateLabel}`} />
      ) : (
        <ProgressBar label={view.title} value={view.share} detail={view.text} />
      )}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={messages.engines.managed.log}
        className="m-0 flex max-h-50 flex-col-reverse overflow-auto rounded-md border border-line bg-sunk px-2.5 py-1.5 whitespace-pre-wrap"
      >
        {/* The last line is the first of the column, so that the end stays in view. */}
        {lines
          .slice(-logTail)
          .toReversed()
          .map((line) => (
            <span key={line.sequence}>{line.text}</span>
          ))}
        {lines.length === 0 ? messages.engines.managed.logEmpty : undefined}
      </pre>
    </div>
  );
};

type Asking = 'install' | 'stop' | undefined;

interface ManagedProps {
  readonly status: ManagedEngineStatus;
  readonly working: boolean;
}

const Actions = ({ status, working }: ManagedProps) => {
  const messages = useMessages();
  const { managed } = messages.engines;
  const { common } = messages;
  const client = useClient();
  const follow = useFollowJob();
  const [asking, setAsking] = useState<Asking>();
  // Follows in the background: the card shows the job's log, a toast its end. A refusal is told by follow itself.
  const start = (call: () => Promise<{ readonly jobId: string }>): void => {
    follow(call).catch(() => undefined);
  };
  const confirm = async (): Promise<void> => {
    start(() => (asking === 'stop' ? client.engines.managedStop() : client.engines.managedInstall()));
  };
  const isStop = asking === 'stop';
  return (
    <>
      {status.state === 'not_installed' && status.canInstall ? (
        <Button variant="primary" icon={Download} loading={working} onClick={() => setAsking('install')}>
          {managed.install}
        </Button>
      ) : undefined}
      {status.state === 'stopped' ? (
        <Button
          variant="primary"
          icon={Play}
          loading={working}
          onClick={() => start(() => client.engines.managedStart())}
        >
          {managed.start}
        </Button>
      ) : undefined}
      {status.state === 'running' ? (
        <Button icon={Square} loading={working} onClick={() => setAsking('stop')}>
          {managed.stop}
        </Button>
      ) : undefined}
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={() => setAsking(undefined)}
        variant={isStop ? 'danger' : 'primary'}
        title={isStop ? managed.stopTitle : managed.installTitle}
        description={isStop ? managed.stopText : managed.installText}
        onConfirm={confirm}
        describeError={(error) => describeError(messages, error).engineWords}
        labels={{
          confirm: isStop ? managed.stop : managed.installConfirm,
          cancel: common.cancel,
          close: common.close,
          failed: isStop ? managed.stopFailed : managed.installFailed,
          typeToConfirm: (text) => text,
        }}
      >
        {isStop || status.installCommand === undefined ? undefined : <code>{status.installCommand}</code>}
      </ConfirmDialog>
    </>
  );
};

const Facts = ({ status }: { readonly status: ManagedEngineStatus }) => {
  const { managed } = useMessages().engines;
  const labels = useCopyLabels();
  return (
    <KeyValueList
      labels={labels}
      items={[
        { id: 'socket', label: managed.socket, value: <code>{status.host}</code>, copy: status.host },
        { id: 'data', label: managed.dataRoot, value: <code>{status.dataRoot}</code>, copy: status.dataRoot },
        ...(status.dockerdPath === undefined
          ? []
          : [{ id: 'program', label: managed.program, value: <code>{status.dockerdPath}</code> }]),
        ...(status.pid === undefined
          ? []
          : [{ id: 'process', label: managed.process, value: String(status.pid) }]),
      ]}
    />
  );
};

const Ready = ({ status, job }: { readonly status: ManagedEngineStatus; readonly job: Job | undefined }) => {
  const messages = useMessages();
  const { managed } = messages.engines;
  const labels = useCopyLabels();
  const look = stateLook(messages, status.state);
  const byHand = status.state === 'not_installed' && !status.canInstall && status.installCommand;
  return (
    <div className="flex flex-col gap-3">
      <p className="m-0 text-ink-2">{managed.text}</p>
      <div className="flex flex-wrap items-center gap-3">
        <StateBadge look="pill" {...look} />
        {status.reason === undefined ? undefined : <span className="text-ink-2">{status.reason}</span>}
        <span className="ml-auto flex gap-2">
          <Actions status={status} working={job !== undefined && !isEnded(job)} />
        </span>
      </div>
      {byHand ? (
        <div className="flex flex-col gap-1.5">
          <p className="m-0">{managed.installByHand}</p>
          <CommandLine command={byHand} labels={labels} />
        </div>
      ) : undefined}
      <Facts status={status} />
      {job ? <JobLog key={job.id} job={job} /> : undefined}
    </div>
  );
};

/** Estiba's own engine: how it is, start, stop, install, and the live log of what is being done to it. */
export const ManagedEngineCard = () => {
  const messages = useMessages();
  const { managed } = messages.engines;
  const { status, job } = useManagedEngine();
  return (
    <SectionCard title={managed.title}>
      {status.data ? <Ready status={status.data} job={job} /> : undefined}
      {status.isPending ? <SkeletonText label={messages.common.loading} /> : undefined}
      {status.isError ? (
        <Banner
          tone="bad"
          title={managed.unknown}
          actions={<Button onClick={() => void status.refetch()}>{messages.common.retry}</Button>}
        >
          {describeError(messages, status.error).engineWords}
        </Banner>
      ) : undefined}
    </SectionCard>
  );
};
